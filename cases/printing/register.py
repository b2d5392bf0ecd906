"""The register (Mẫu 07, sổ theo dõi hồ sơ): what a unit received in a time, in books short enough to bind."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Dossier
from cases.printing.facts import Facts, agency_heading, place_of, unit_heading
from cases.printing.wording import wording
from departments.identity import show_phone
from departments.models import Department
from departments.vietnamese import long_date, short_date
from departments.working_time import local

# Rows of one book: a table of thousands takes the memory of a whole server.
BOOK = 500
Cell = str | int | date | None


def received_in(dossiers: QuerySet[Dossier], since: date, until: date) -> QuerySet[Dossier]:
    """Those received from the first day to the last, both included, in the order of the register."""
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until + timedelta(days=1)))
    return dossiers.filter(received_at__gte=start, received_at__lt=end).order_by("received_at", "pk")


def register(
    dossiers: QuerySet[Dossier], unit: Department, agency: Department, *, since: date, until: date, book: int = 1
) -> Facts | None:
    """One book of the unit's register, or None when there is no such book; the first one may be empty."""
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
        "rows": [[said(cell) for cell in row] for row in entries(rows, first)],
    }


def _book_name(since: date, until: date, book: int) -> str:
    """As receipts name it: the register of a whole month is the book of that month; other times have numbered books."""
    if since.day == 1 and until + timedelta(days=1) == (since + timedelta(days=31)).replace(day=1):
        return f"{since:%m/%Y}" if book == 1 else f"{since:%m/%Y} (tập {book:02d})"
    return f"{book:02d}"


def entries(dossiers: Iterable[Dossier], before: int = 0) -> Iterator[list[Cell]]:
    """What the thirteen columns say of each dossier, numbered after `before`; asks the database nothing."""
    for number, dossier in enumerate(dossiers, start=before + 1):
        owner = dossier.owner
        result = getattr(dossier, "result", None)
        contact = [owner.address, show_phone(owner.phone)]
        yield [
            number,
            dossier.code or "",
            dossier.version.name,
            f"{dossier.sets:02d}",
            owner.full_name,
            ", ".join(part for part in contact if part),
            dossier.division.name,
            _day(dossier.received_at),
            _day(dossier.due_at),
            _day(dossier.returned_at),
            dossier.get_delivery_display(),
            result.received_by if result else "",
            dossier.get_status_display(),
        ]


def said(cell: Cell) -> str:
    """The cell in words."""
    return short_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def with_entries(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers with all that `entries` says of them, in one statement."""
    return dossiers.select_related("version__procedure__field", "owner", "division", "result")


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None


def _newest(dossiers: Iterable[Dossier], since: date) -> int:
    """The newest moment written in the book, which is therefore the same whenever it is printed again."""
    moments = [moment for row in dossiers for moment in (row.received_at, row.finished_at, row.returned_at) if moment]
    start = timezone.make_aware(datetime.combine(since, time.min))
    return int(max(moments, default=start).timestamp())
