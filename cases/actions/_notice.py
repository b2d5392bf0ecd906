"""Write what an applicant or a sender is told of a move, and queue what goes out by other ways than the portal."""

from collections.abc import Iterator
from datetime import datetime

from cases.models import Applicant, Delivery, Dossier, Feedback, MessageText, Notice, NoticePreference
from cases.notices import TABLE, Audience, Carrier, fill, words_of, words_of_feedback
from departments.identity import is_mobile
from departments.models import User
from departments.vietnamese import without_marks

# Audience, carrier, name of the reader, address.
_Recipient = tuple[str, str, str, str]


class _Wording:
    """The words of one move: the office's own where it has some, else the shipped ones, filled in from the matter."""

    def __init__(self, action: str, words: dict[str, str], figures: dict[str, str]) -> None:
        self._news = TABLE[action]
        self._own = {one.carrier: one for one in MessageText.objects.filter(action=action)}
        self._words, self._figures = words, figures

    def on(self, carrier: str) -> tuple[str, str]:
        """Subject and text; the text is empty where this carrier says nothing of the move."""
        own = self._own.get(carrier)
        if own is None and carrier == Carrier.EMAIL:
            # A mail says what the portal says where nobody wrote words for it alone.
            own = self._own.get(Carrier.PORTAL)
        subject, text = (own.subject, own.text) if own else self._news.default(carrier)
        if carrier != Carrier.SMS:
            return fill(subject, self._words)[:255], fill(text, self._words)
        filled = fill(text, self._figures)
        return "", filled if own and own.with_marks else without_marks(filled)


def tell(dossier: Dossier, action: str, *, at: datetime, note: str = "") -> Notice | None:
    """Store what the table in `cases.notices` says about this move, if anything, and queue its deliveries."""
    if action not in TABLE:
        return None
    wording = _Wording(action, words_of(dossier, note), words_of(dossier, note, in_figures=True))
    subject, text = wording.on(Carrier.PORTAL)
    notice = Notice.objects.create(
        dossier=dossier, account_id=dossier.account_id, action=action, subject=subject, text=text, created_at=at
    )
    _queue(notice, wording, _recipients(dossier, owner_too=TABLE[action].owner_too))
    return notice


def tell_of_feedback(feedback: Feedback, action: str, *, at: datetime, note: str = "") -> Notice | None:
    """The same of a feedback's move, to its sender."""
    action = f"feedback_{action}"
    if action not in TABLE:
        return None
    words, figures = (words_of_feedback(feedback, note, in_figures=figures) for figures in (False, True))
    wording = _Wording(action, words, figures)
    subject, text = wording.on(Carrier.PORTAL)
    notice = Notice.objects.create(
        feedback=feedback, account_id=feedback.account_id, action=action, subject=subject, text=text, created_at=at
    )
    _queue(notice, wording, _sender(feedback))
    return notice


def queue_digest(notice: Notice, person: User) -> None:
    """Send the digest of a morning to its reader by mail, where he has an address and wants mails."""
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


def _queue(notice: Notice, wording: _Wording, recipients: Iterator[_Recipient]) -> None:
    Delivery.objects.bulk_create(_deliveries(notice, wording, recipients))


def _deliveries(notice: Notice, wording: _Wording, recipients: Iterator[_Recipient]) -> Iterator[Delivery]:
    for audience, carrier, name, address in recipients:
        subject, text = wording.on(carrier)
        if text:
            yield Delivery(
                notice=notice,
                audience=audience,
                carrier=carrier,
                address=address,
                name=name,
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
                yield audience, carrier, person.full_name, address


def _sender(feedback: Feedback) -> Iterator[_Recipient]:
    for carrier, address in _addresses(feedback, feedback.account).items():
        if address and _wants(feedback.account, carrier):
            yield Audience.SUBMITTER, carrier, feedback.sender_name, address


def _addresses(person: Applicant | Feedback, account: User | None) -> dict[Carrier, str]:
    phones = (person.phone, account.phone) if account else (person.phone,)
    return {
        Carrier.EMAIL: person.email or (account.email if account else ""),
        Carrier.SMS: next((one for one in phones if is_mobile(one)), ""),
    }


def _wants(account: User | None, carrier: str) -> bool:
    chosen: NoticePreference | None = getattr(account, "notice_preference", None)
    return chosen is None or chosen.wants(carrier)
