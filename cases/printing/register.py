"""The register (Mẫu 07, sổ theo dõi hồ sơ): what a unit received in a time, in books short enough to bind.

A dossier that was deleted keeps its place and its number, and says why it was: no number is missing without a word.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cases.models import Dossier
from cases.models.dossier_queries import DossierQuerySet
from cases.printing.facts import Facts, agency_heading, place_of, unit_heading
from cases.printing.wording import wording
from departments.identity import show_phone
from departments.models import Department
from departments.vietnamese import long_date, short_date
from departments.working_time import local

# Rows of one book: a table of thousands takes the memory of a whole server.
BOOK = 500
Cell = str | int | date | None
# Whether whose dossier it is, and what was written about it, is for the reader.
InFull = Callable[[Dossier], bool]


def received_in(dossiers: DossierQuerySet, since: date, until: date) -> DossierQuerySet:
    """Those received from the first day to the last, both included, in the order of the register."""
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until + timedelta(days=1)))
    return dossiers.filter(received_at__gte=start, received_at__lt=end).order_by("received_at", "pk")


def register(
    dossiers: DossierQuerySet,
    unit: Department,
    agency: Department,
    *,
    since: date,
    until: date,
    in_full: InFull,
    book: int = 1,
) -> Facts | None:
    """One book of the unit's register, or None when there is no such book; the first one may be empty.

    `dossiers` hold the deleted ones too (`Dossier.everything`). Why one was deleted is a line of its own under its row,
    for a column of 17 mm has no room for it: `deleted` has it by the number of the row.
    """
    if until < since:
        return None
    found = received_in(dossiers, since, until)
    first = (book - 1) * BOOK
    rows = list(with_entries(found)[first : first + BOOK] if book > 0 else ())
    if not rows and book != 1:
        return None
    words = wording("mau-07")
    fields = sorted({row.version.procedure.field_id for row in rows})
    return {
        "form": words,
        "heading": agency_heading(agency) if unit == agency else unit_heading(unit, agency),
        "place_date": f"{place_of(agency)}, {long_date(until)}",
        "timestamp": _newest(rows, since),
        "code": "",
        "unit": unit.name,
        "field": "Nhiều lĩnh vực" if len(fields) != 1 else rows[0].version.procedure.field.name,
        "year": str(since.year) if since.year == until.year else f"{since.year} – {until.year}",
        "period": f"từ {short_date(since)} đến {short_date(until)}",
        "book": _book_name(since, until, book),
        "rows": [
            [*(said(cell) for cell in entry[:-1]), "Đã xóa" if row.deleted_at else said(entry[-1])]
            for row, entry in zip(rows, entries(rows, in_full, first), strict=True)
        ],
        "deleted": {
            str(number): deletion(row, in_full(row))
            for number, row in enumerate(rows, start=first + 1)
            if row.deleted_at
        },
    }


def _book_name(since: date, until: date, book: int) -> str:
    """As receipts name it: the register of a whole month is the book of that month; other times have numbered books."""
    if since.day == 1 and until + timedelta(days=1) == (since + timedelta(days=31)).replace(day=1):
        return f"{since:%m/%Y}" if book == 1 else f"{since:%m/%Y} (tập {book:02d})"
    return f"{book:02d}"


def entries(dossiers: Iterable[Dossier], in_full: InFull, before: int = 0) -> Iterator[list[Cell]]:
    """What the thirteen columns say of each dossier, numbered after `before`; asks the database nothing.

    Who may not know the people reads no name, no address and no reason.
    """
    for number, dossier in enumerate(dossiers, start=before + 1):
        owner, told = dossier.owner, in_full(dossier)
        result = getattr(dossier, "result", None)
        contact = [owner.address, show_phone(owner.phone)]
        yield [
            number,
            dossier.code or "",
            dossier.version.name,
            f"{dossier.sets:02d}",
            owner.full_name if told else "",
            ", ".join(part for part in contact if part) if told else "",
            dossier.division.name,
            _day(dossier.received_at),
            _day(dossier.due_at),
            _day(dossier.returned_at),
            dossier.get_delivery_display(),
            result.received_by if result and told else "",
            deletion(dossier, told) or dossier.get_status_display(),
        ]


def deletion(dossier: Dossier, in_full: bool) -> str:
    """That it was deleted, on which day and, for who may read it, by whom and why; nothing of what was not."""
    if dossier.deleted_at is None:
        return ""
    day = f"Đã xóa ngày {short_date(local(dossier.deleted_at).date())}"
    by, why = dossier.deleted_by, dossier.deleted_why  # type: ignore[attr-defined]  # of `with_entries`
    return f"{day}, {by}: {why}" if in_full else day


def said(cell: Cell) -> str:
    """The cell in words."""
    return short_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def with_entries(dossiers: DossierQuerySet) -> DossierQuerySet:
    """The dossiers with all that `entries` says of them, in one statement."""
    found = dossiers.with_deletion()
    found = found.select_related("version__procedure__field", "owner", "division", "result", "current_task")
    return found.defer("form_data", "version__search_text")


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None


def _newest(dossiers: Iterable[Dossier], since: date) -> int:
    """The newest moment written in the book, which is therefore the same whenever it is printed again."""
    moments = [moment for row in dossiers for moment in _moments(row) if moment]
    start = timezone.make_aware(datetime.combine(since, time.min))
    return int(max(moments, default=start).timestamp())


def _moments(row: Dossier) -> tuple[datetime | None, ...]:
    return row.received_at, row.finished_at, row.returned_at, row.deleted_at
