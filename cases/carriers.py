"""Hand one delivery over to its carrier: a mail to the mail server, a short message to the gateway."""

from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from cases.models import Delivery
from cases.notices import Carrier, fill, one_message
from departments.sms import SmsFailed, send_sms


class NotDelivered(Exception):
    """The carrier did not take it; `for_good`: it never will. The sentence names neither address nor text."""

    def __init__(self, sentence: str, *, for_good: bool = False) -> None:
        """The sentence is shown to administrators."""
        super().__init__(sentence)
        self.for_good = for_good


class Carriers:
    """The ways out for some deliveries after one another; mails share one connection. Close it when done."""

    def __init__(self) -> None:
        """Nothing is opened before it is needed."""
        self._mail: BaseEmailBackend = get_connection()

    def send(self, delivery: Delivery) -> None:
        """Hand it over, or raise NotDelivered."""
        if delivery.carrier == Carrier.SMS:
            self._send_sms(delivery)
        else:
            self._send_mail(delivery)

    def close(self) -> None:
        """Take leave of the mail server."""
        try:
            self._mail.close()
        except (SMTPException, OSError):
            return

    def _send_sms(self, delivery: Delivery) -> None:
        text = one_message(fill(delivery.text, _code_of(delivery)))
        try:
            send_sms(delivery.address, text, reference=_reference(delivery))
        except SmsFailed as failed:
            raise NotDelivered(str(failed), for_good=failed.for_good) from failed

    def _send_mail(self, delivery: Delivery) -> None:
        try:
            self._mail.open()
            self._mail.send_messages([_mail_of(delivery, self._mail)])
        except (SMTPException, OSError) as error:
            # What a server says after an error is not to be trusted with the next mail.
            self.close()
            raise _failure(error) from error


def _failure(error: Exception) -> NotDelivered:
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return NotDelivered(
            f"Máy chủ thư không nhận địa chỉ này ({codes[0]}).", for_good=all(code >= 500 for code in codes)
        )
    if isinstance(error, SMTPAuthenticationError):
        return NotDelivered("Máy chủ thư không nhận tài khoản gửi thư của cổng (EMAIL_URL).")
    if isinstance(error, SMTPResponseException):
        return NotDelivered(f"Máy chủ thư từ chối thư ({error.smtp_code}).", for_good=error.smtp_code >= 500)
    return NotDelivered(f"Không kết nối được máy chủ thư ({type(error).__name__}).")


def _mail_of(delivery: Delivery, connection: BaseEmailBackend) -> EmailMessage:
    notice, words = delivery.notice, _code_of(delivery)
    headers = {"Message-ID": f"<{_reference(delivery)}@{_host()}>", "Auto-Submitted": "auto-generated"}
    if notice.digest_day or notice.prepared_id:
        body = render_to_string(
            "mail/digest.txt" if notice.digest_day else "mail/report.txt",
            {
                "name": delivery.name,
                "text": delivery.text,
                "url": _address_of(delivery),
                "portal_name": settings.PORTAL_NAME,
            },
        )
        return EmailMessage(delivery.subject, body, to=[delivery.address], headers=headers, connection=connection)
    with override(delivery.language):
        about, text = _notice_mail(delivery, words)
    return EmailMessage(about, text, to=[delivery.address], headers=headers, connection=connection)


def _notice_mail(delivery: Delivery, words: dict[str, str]) -> tuple[str, str]:
    """Subject and body around what the notice says, in the language that is active."""
    notice, matter = delivery.notice, delivery.notice.matter
    kind = gettext("hồ sơ") if notice.dossier else gettext("phản ánh")
    subject = " ".join(f"{fill(delivery.subject, words)} – {kind} {matter.code}".split())
    body: str = render_to_string(
        "mail/notice.txt",
        {
            "name": delivery.name,
            "text": fill(delivery.text, words),
            "is_dossier": notice.dossier is not None,
            "code": matter.code,
            "title": notice.title,
            "unit": notice.dossier.desk.name if notice.dossier else matter.department.name,
            "url": _address_of(delivery),
            "portal_name": gettext(settings.PORTAL_NAME),
            "can_choose": matter.account_id is not None and delivery.audience == "submitter",
        },
    )
    return subject, body


def _code_of(delivery: Delivery) -> dict[str, str]:
    return {"ma_ho_so": delivery.notice.code}


def _address_of(delivery: Delivery) -> str:
    """Where the reader follows the matter: signed in on its own page, else where one asks by code and digits."""
    if not settings.PUBLIC_URL:
        return ""
    notice = delivery.notice
    if notice.digest_day or notice.prepared_id:
        return f"{settings.PUBLIC_URL}{notice.url}"
    if notice.matter.account_id is not None and delivery.audience == "submitter":
        return f"{settings.PUBLIC_URL}{notice.url}"
    return f"{settings.PUBLIC_URL}{reverse('cases:lookup' if notice.dossier else 'cases:feedback_lookup')}"


def _reference(delivery: Delivery) -> str:
    """The same for every try, so that a server that got it twice can tell."""
    return f"thong-bao-{delivery.pk}"


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
