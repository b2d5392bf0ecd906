"""Write the notice that a move owes to the applicant, and queue what goes out of it by mail and short message."""

from collections.abc import Iterator
from datetime import datetime

from cases.models import Applicant, Delivery, Dossier, MessageText, Notice, NoticePreference
from cases.notices import TABLE, Audience, Carrier, fill, words_of
from departments.identity import is_mobile
from departments.models import User
from departments.vietnamese import without_marks


class _Wording:
    """The words of one move: the office's own where it has some, else the shipped ones, filled in from the dossier."""

    def __init__(self, action: str, dossier: Dossier, note: str) -> None:
        self._news = TABLE[action]
        self._own = {one.carrier: one for one in MessageText.objects.filter(action=action)}
        self._words = words_of(dossier, note)
        self._figures = words_of(dossier, note, in_figures=True)

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
    wording = _Wording(action, dossier, note)
    subject, text = wording.on(Carrier.PORTAL)
    notice = Notice.objects.create(
        dossier=dossier, account_id=dossier.account_id, action=action, subject=subject, text=text, created_at=at
    )
    Delivery.objects.bulk_create(_deliveries(notice, dossier, wording))
    return notice


def _deliveries(notice: Notice, dossier: Dossier, wording: _Wording) -> Iterator[Delivery]:
    for audience, carrier, person, address in _recipients(dossier, owner_too=TABLE[notice.action].owner_too):
        subject, text = wording.on(carrier)
        if text:
            yield Delivery(
                notice=notice,
                audience=audience,
                carrier=carrier,
                address=address,
                name=person.full_name,
                subject=subject,
                text=text,
                next_at=notice.created_at,
                created_at=notice.created_at,
            )


def _recipients(dossier: Dossier, *, owner_too: bool) -> Iterator[tuple[str, str, Applicant, str]]:
    """Whom to reach where, each address once.

    What the paper names comes first, the account's own address where it names none: people say for each matter how to
    reach them, and whoever submitted at the counter has no account at all.
    """
    people = [(Audience.SUBMITTER, dossier.submitter, dossier.account)]
    if owner_too and dossier.owner_id != dossier.submitter_id:
        people.append((Audience.OWNER, dossier.owner, None))
    known = set()
    for audience, person, account in people:
        addresses = {
            Carrier.EMAIL: person.email or (account.email if account else ""),
            Carrier.SMS: next((one for one in _phones(person, account) if is_mobile(one)), ""),
        }
        for carrier, address in addresses.items():
            if address and address not in known and _wants(account, carrier):
                known.add(address)
                yield audience, carrier, person, address


def _phones(person: Applicant, account: User | None) -> tuple[str, ...]:
    return (person.phone, account.phone) if account else (person.phone,)


def _wants(account: User | None, carrier: str) -> bool:
    chosen: NoticePreference | None = getattr(account, "notice_preference", None)
    return chosen is None or chosen.wants(carrier)
