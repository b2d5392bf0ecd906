"""What is written to a phone or a mail address about an account: short, plain, and never with a link to press.

In the language of the page: whoever sits before it is the one who is written to.
"""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from departments.accounts import contacts_of
from departments.contacts import Contact, Kind
from departments.models import User
from departments.sms import SmsFailed, send_sms


class NotSent(Exception):
    """The message could not be handed over; the text is for people."""


def code_letter(code: str, minutes: int) -> str:
    """The code, for how long it holds, and a warning."""
    return _(
        "Mã xác nhận của bạn là {code}, dùng trong {minutes} phút. "
        "Không đưa mã này cho bất kỳ ai, kể cả người tự xưng là cán bộ."
    ).format(code=code, minutes=minutes)


def known_letter() -> str:
    """For whoever joins with a contact that opens an account already."""
    return _(
        "Có người vừa dùng liên hệ này để đăng ký, nhưng liên hệ này đã có tài khoản. Nếu là bạn, hãy đăng nhập, hoặc "
        "chọn “Quên mật khẩu”. Nếu không phải bạn, hãy bỏ qua."
    )


def unknown_letter() -> str:
    """For whoever wants back into an account that is not there."""
    return _(
        "Có người vừa xin đặt lại mật khẩu bằng liên hệ này, nhưng chưa có tài khoản nào dùng nó. Nếu là bạn, hãy đăng "
        "ký tài khoản. Nếu không phải bạn, hãy bỏ qua."
    )


def write(contact: Contact, subject: str, text: str) -> None:
    """Hand the message over now; NotSent when nobody takes it."""
    portal = _(settings.PORTAL_NAME)
    try:
        if contact.kind is Kind.PHONE:
            send_sms(contact.value, f"{portal}: {text}")
        else:
            send_mail(f"{subject} – {portal}", f"{text}\n\n{_(settings.PORTAL_OWNER)}\n", None, [contact.value])
    except (SmsFailed, SMTPException, OSError) as error:
        raise NotSent(_("Lúc này chưa gửi được tin. Hãy thử lại sau ít phút.")) from error


def warn(user: User, subject: str, text: str, *, besides: Contact | None = None) -> None:
    """Tell the account's proved contacts (and an old one) of a change; one that cannot be reached stops nothing."""
    for contact in {*contacts_of(user), *([besides] if besides else [])}:
        try:
            write(contact, subject, f"{text} {_('Nếu không phải bạn làm, hãy đặt lại mật khẩu ngay.')}")
        except NotSent:
            continue
