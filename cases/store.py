"""A person's own papers: what was submitted or issued once and can be used again in the next dossier.

Her own and nobody else's: of dossiers that the account submitted for itself. Taking a paper out of the store leaves the
dossier it belongs to as it was.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Applicant, Document, Result
from departments.models import User
from departments.vietnamese import fold
from departments.working_time import local
from departments.written import day
from procedures.models import RequiredDocument, ResultPaper
from procedures.paper_names import is_declaration

MOST_OFFERED = 3  # for one paper; the store itself shows all
_LOOKED_AT = 200  # of the newest; a person has a few dozen
# Words that stand in the name of almost every paper.
_EVERYWHERE = frozenset(fold("giấy tờ bản sao chính chụp của và hoặc theo mẫu nếu có các cho người số văn").split())


@dataclass(frozen=True)
class StoredPaper:
    """One paper of the store; `valid_until` is known of few."""

    document: Document
    name: str
    is_result: bool
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is still good on the day, as far as anybody knows."""
        return self.valid_until is None or day <= self.valid_until


def own_papers(user: User) -> QuerySet[Document]:
    """The files of the store."""
    rows = _once_there().filter(dossier__account=user)
    # An account may have stated somebody else's name and number as its own person's.
    return rows.filter(dossier__submitter__personal_id=user.personal_id) if user.personal_id else rows


def papers_at_desks(number: str, desks: Iterable[int], day: date) -> list[StoredPaper]:
    """What the person of this number handed in or was issued at these desks and can be used on the day; 2 statements.

    For the clerk before whom the person stands: nothing that the clerk could not open in its own dossier anyway.
    """
    return _usable(_once_there().filter(dossier__submitter__personal_id=number, dossier__desk__in=list(desks)), day)


def _once_there() -> QuerySet[Document]:
    """Papers that people handed in or were issued for themselves, each where it came first."""
    submitted = Q(kind__in=[Document.Kind.SUBMITTED, Document.Kind.SUPPLEMENT], requirement__isnull=False)
    issued = Q(
        kind=Document.Kind.RESULT,
        dossier__result__document=F("pk"),
        dossier__result__signed_at__isnull=False,
        dossier__result__outcome=Result.Outcome.GRANTED,
    )
    return Document.objects.filter(
        submitted | issued,
        dossier__deleted_at=None,
        dossier__owner=F("dossier__submitter"),
        dossier__submitter__kind=Applicant.Kind.PERSON,
        kept_out=False,
        reused_from=None,
    ).exclude(scan=Document.Scan.INFECTED)


def stored_papers(documents: QuerySet[Document]) -> list[StoredPaper]:
    """What the store says of these files, in their order; 2 statements."""
    alone = ("requirement", "dossier__version", "dossier__result")
    return [_stored(one) for one in documents.select_related(*alone).prefetch_related("dossier__version__results")]


def usable_papers(user: User, day: date) -> list[StoredPaper]:
    """What can be used in a dossier of the day, the newest first; a declaration is filled in anew each time."""
    return _usable(own_papers(user), day)


def _usable(papers: QuerySet[Document], day: date) -> list[StoredPaper]:
    found = stored_papers(papers.order_by("-uploaded_at", "-pk")[:_LOOKED_AT])
    return [one for one in found if one.holds_on(day) and not is_declaration(one.name)]


def fitting(papers: Iterable[StoredPaper], paper: RequiredDocument) -> list[StoredPaper]:
    """Those that can stand for the paper, the likeliest first."""
    likely = [(likeness(one.name, paper.name), one) for one in papers]
    return [one for like, one in sorted(likely, key=lambda pair: -pair[0]) if like][:MOST_OFFERED]


def likeness(stored: str, wanted: str) -> float:
    """How much of the words that matter one name shares with the other, 0 where it is another paper."""
    have, want = _words(stored), _words(wanted)
    if not have or not want:
        return 0.0
    share = len(have & want) / min(len(have), len(want))
    enough = have == want or (share >= 0.75 and len(have & want) >= 2)
    return share + len(have & want) / len(have | want) if enough else 0.0


def said_of(one: StoredPaper) -> str:
    """When it came, from which dossier, and how long it is good."""
    came = _("cấp {day}") if one.is_result else _("nộp {day}")
    parts = [
        came.format(day=day(local(one.document.uploaded_at).date())),
        _("hồ sơ {code}").format(code=one.document.dossier),
    ]
    if one.valid_until:
        parts.append(_("có giá trị đến {day}").format(day=day(one.valid_until)))
    return " · ".join(parts)


def _words(name: str) -> frozenset[str]:
    # What stands in brackets explains; the name of the paper comes before the first comma or colon.
    plain = re.split(r"[;:,]", re.sub(r"\([^)]*\)", " ", name))[0]
    words = frozenset(re.findall(r"[a-z0-9]+", fold(plain)))
    return words - _EVERYWHERE or words


def _stored(document: Document) -> StoredPaper:
    if document.kind != Document.Kind.RESULT or document.dossier is None:
        name = document.requirement.name if document.requirement else document.name
        return StoredPaper(document, name, is_result=False, valid_until=None)
    papers = document.dossier.version.results.all()
    issued = next((one for one in papers if one.kind == ResultPaper.Kind.PAPER), None)
    signed = document.dossier.result.signed_at
    months = issued.valid_months if issued else None
    until = _months_later(local(signed).date(), months) if signed and months else None
    return StoredPaper(document, issued.name if issued else document.name, is_result=True, valid_until=until)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, its last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
