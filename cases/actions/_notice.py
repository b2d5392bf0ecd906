"""Write what an applicant or a sender is told of a move, and queue what goes out by other ways than the portal."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import override

from cases.models import (
    Applicant,
    Delivery,
    Dossier,
    Feedback,
    MessageText,
    Notice,
    NoticePreference,
    PreparedReport,
)
from cases.notices import TABLE, Audience, Carrier, fill, words_of, words_of_feedback
from departments.identity import is_mobile
from departments.languages import Language
from departments.models import User
from departments.vietnamese import without_marks

# Audience, carrier, name of the reader, address, language.
_Recipient = tuple[str, str, str, str, str]
# What the placeholders stand for, in words or (True) in figures, as the active language writes them.
_Words = Callable[[bool], dict[str, str]]


class _Wording:
    """The words of one move: the office's own where it has some, else the shipped ones, filled in from the matter."""

    def __init__(self, action: str, words: _Words) -> None:
        self._news = TABLE[action]
        self._own = {(one.carrier, one.language): one for one in MessageText.objects.filter(action=action)}
        self._words = words

    def on(self, carrier: str, language: str) -> tuple[str, str]:
        """Subject and text in the language; the text is empty where this carrier says nothing of the move."""
        own = self._own.get((carrier, language))
        if own is None and carrier == Carrier.EMAIL:
            # A mail says what the portal says where nobody wrote words for it alone.
            own = self._own.get((Carrier.PORTAL, language))
        with override(language):
            subject, text = (own.subject, own.text) if own else self._news.default(carrier)
            words = self._words(carrier == Carrier.SMS)
        if carrier != Carrier.SMS:
            return fill(subject, words)[:255], fill(text, words)
        filled = fill(text, words)
        return "", filled if own and own.with_marks else without_marks(filled)


def tell(dossier: Dossier, action: str, *, at: datetime, note: str = "") -> Notice | None:
    """Store what the table in `cases.notices` says about this move, if anything, and queue its deliveries."""
    if action not in TABLE:
        return None
    wording = _Wording(action, lambda in_figures: words_of(dossier, note, in_figures=in_figures))
    notice = Notice(dossier=dossier, account_id=dossier.account_id, action=action, created_at=at)
    _write(notice, wording, dossier.account)
    _queue(notice, wording, _recipients(dossier, owner_too=TABLE[action].owner_too))
    return notice


def tell_of_feedback(feedback: Feedback, action: str, *, at: datetime, note: str = "") -> Notice | None:
    """The same of a feedback's move, to its sender."""
    action = f"feedback_{action}"
    if action not in TABLE:
        return None
    wording = _Wording(action, lambda in_figures: words_of_feedback(feedback, note, in_figures=in_figures))
    notice = Notice(feedback=feedback, account_id=feedback.account_id, action=action, created_at=at)
    _write(notice, wording, feedback.account)
    _queue(notice, wording, _sender(feedback))
    return notice


def tell_of_report(prepared: PreparedReport, action: str, *, at: datetime) -> Notice:
    """Tell the one who asked for the file what became of it, without a figure of it."""
    wording = _Wording(action, lambda _: {"noi_dung": prepared.title})
    notice = Notice(prepared=prepared, account=prepared.account, action=action, created_at=at)
    _write(notice, wording, prepared.account)
    queue_for_staff(notice, prepared.account)
    return notice


def queue_for_staff(notice: Notice, person: User) -> None:
    """Send what the portal tells one of the staff by mail too, where he has an address and wants mails."""
    if person.email and _wants(person, Carrier.EMAIL):
        Delivery.objects.create(
            notice=notice,
            audience=Audience.STAFF,
            carrier=Carrier.EMAIL,
            address=person.email,
            name=person.get_full_name(),
            subject=notice.subject,
            text=notice.text,
            next_at=notice.created_at,
            created_at=notice.created_at,
        )


def _write(notice: Notice, wording: _Wording, account: User | None) -> None:
    """Store what stands in the portal: in Vietnamese for all who read it, and in the language of the account."""
    notice.subject, notice.text = wording.on(Carrier.PORTAL, Language.VIETNAMESE)
    if _language(account) == Language.ENGLISH:
        notice.english_subject, notice.english_text = wording.on(Carrier.PORTAL, Language.ENGLISH)
    notice.save()


def _queue(notice: Notice, wording: _Wording, recipients: Iterator[_Recipient]) -> None:
    Delivery.objects.bulk_create(_deliveries(notice, wording, recipients))


def _deliveries(notice: Notice, wording: _Wording, recipients: Iterator[_Recipient]) -> Iterator[Delivery]:
    for audience, carrier, name, address, language in recipients:
        subject, text = wording.on(carrier, language)
        if text:
            yield Delivery(
                notice=notice,
                audience=audience,
                carrier=carrier,
                address=address,
                name=name,
                language=language,
                subject=subject,
                text=text,
                next_at=notice.created_at,
                created_at=notice.created_at,
            )


def _recipients(dossier: Dossier, *, owner_too: bool) -> Iterator[_Recipient]:
    """Whom to reach where, each address once.

    What the paper names comes first, the account's own address where it names none: people say for each matter how to
    reach them, and whoever submitted at the counter has no account at all.
    """
    people = [(Audience.SUBMITTER, dossier.submitter, dossier.account)]
    if owner_too and dossier.owner_id != dossier.submitter_id:
        people.append((Audience.OWNER, dossier.owner, None))
    known = set()
    for audience, person, account in people:
        for carrier, address in _addresses(person, account).items():
            if address and address not in known and _wants(account, carrier):
                known.add(address)
                yield audience, carrier, person.full_name, address, _language(account)


def _sender(feedback: Feedback) -> Iterator[_Recipient]:
    for carrier, address in _addresses(feedback, feedback.account).items():
        if address and _wants(feedback.account, carrier):
            yield Audience.SUBMITTER, carrier, feedback.sender_name, address, _language(feedback.account)


def _addresses(person: Applicant | Feedback, account: User | None) -> dict[Carrier, str]:
    phones = (person.phone, account.phone) if account else (person.phone,)
    return {
        Carrier.EMAIL: person.email or (account.email if account else ""),
        Carrier.SMS: next((one for one in phones if is_mobile(one)), ""),
    }


def _language(account: User | None) -> str:
    """As the account's holder chose; without an account, or a choice, Vietnamese."""
    return (account.language if account else "") or Language.VIETNAMESE.value


def _wants(account: User | None, carrier: str) -> bool:
    chosen: NoticePreference | None = getattr(account, "notice_preference", None)
    return chosen is None or chosen.wants(carrier)
