"""The periods that reports cover: those of the law, those of the calendar, and free ranges. Pure.

NĐ 09/2019/NĐ-CP Đ12: a month runs from the 15th of the month before to its own 14th; quarters, half years and the year
run from 15/12 of the year before in the same way. A period is a range of whole days in Hà Nội; its address is its key,
such as `thang-2026-11` or `2026-11-01--2026-11-20`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from departments.working_time import HANOI, local

_INSTANT = timedelta(microseconds=1)
_ROMAN = ("I", "II", "III", "IV")
_KEY = re.compile(r"(?P<kind>[a-z-]+?)-(?P<year>\d{4})(?:-(?P<number>\d{1,2}))?")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})--(\d{4}-\d{2}-\d{2})")
# No report reaches further back or ahead; it also keeps date arithmetic within what dates can hold.
_YEARS = range(2000, 2100)


class Kind(StrEnum):
    """How a period is cut; the value begins its key."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF = "nua-nam"
    YEAR = "nam"
    CALENDAR_MONTH = "thang-duong-lich"
    CALENDAR_QUARTER = "quy-duong-lich"
    CALENDAR_YEAR = "nam-duong-lich"


_MONTHS = {
    Kind.MONTH: 1,
    Kind.QUARTER: 3,
    Kind.HALF: 6,
    Kind.YEAR: 12,
    Kind.CALENDAR_MONTH: 1,
    Kind.CALENDAR_QUARTER: 3,
    Kind.CALENDAR_YEAR: 12,
}
LEGAL = (Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR)
CALENDAR = (Kind.CALENDAR_MONTH, Kind.CALENDAR_QUARTER, Kind.CALENDAR_YEAR)


@dataclass(frozen=True)
class Period:
    """Whole days, first and last included; `kind`, `year` and `number` are missing from a free range."""

    first: date
    last: date
    kind: Kind | None = None
    year: int = 0
    number: int = 1

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("Ngày cuối kỳ phải không trước ngày đầu kỳ.")

    @property
    def start(self) -> datetime:
        """The first instant of the period: 00:00 of its first day in Hà Nội."""
        return datetime.combine(self.first, time(), HANOI)

    @property
    def before(self) -> datetime:
        """The last instant before it: what was open then is carried over into it."""
        return self.start - _INSTANT

    @property
    def end(self) -> datetime:
        """Its last instant: what is open then is carried over out of it."""
        return datetime.combine(self.last + timedelta(days=1), time(), HANOI) - _INSTANT

    def as_of(self, at: datetime) -> datetime:
        """The moment a report made at `at` speaks of: the end of the period, or `at` while it is still running."""
        return min(self.end, at)

    def has_begun(self, at: datetime) -> bool:
        """Whether there is anything to report yet."""
        return self.start <= at

    def is_over(self, at: datetime) -> bool:
        """Whether its numbers are final."""
        return self.end < at

    @property
    def key(self) -> str:
        """How the period stands in an address; `read` gives the period back."""
        if self.kind is None:
            return f"{self.first}--{self.last}"
        return f"{self.kind}-{self.year}" + (f"-{self.number}" if _MONTHS[self.kind] < 12 else "")

    @property
    def name(self) -> str:
        """`Tháng 11/2026`, `Quý I/2026`, `6 tháng đầu năm 2026`, `Năm 2026`; a free range is its days."""
        match self.kind:
            case None:
                return self.days
            case Kind.MONTH | Kind.CALENDAR_MONTH:
                name = f"Tháng {self.number}/{self.year}"
            case Kind.QUARTER | Kind.CALENDAR_QUARTER:
                name = f"Quý {_ROMAN[self.number - 1]}/{self.year}"
            case Kind.HALF:
                name = f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case Kind.YEAR | Kind.CALENDAR_YEAR:
                name = f"Năm {self.year}"
        return f"{name} (dương lịch)" if self.kind in CALENDAR else name

    @property
    def days(self) -> str:
        """`từ ngày 15/10/2026 đến ngày 14/11/2026`."""
        if self.first == self.last:
            return f"ngày {self.first:%d/%m/%Y}"
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"

    @property
    def label(self) -> str:
        """The name with its days, as a heading says it."""
        return self.days if self.kind is None else f"{self.name}, {self.days}"

    def previous(self) -> "Period":
        """The period of the same kind that ends the day before this one; for a free range, one as long."""
        eve = self.first - timedelta(days=1)
        if self.kind is None:
            return Period(eve - (self.last - self.first), eve)
        return containing(self.kind, eve)


def period(kind: Kind, year: int, number: int = 1) -> Period:
    """The `number`-th period of the kind in its year (month 11, quarter 4, half 2; a year has one).

    Raises ValueError where the year has no such period.
    """
    months = _MONTHS[kind]
    if year not in _YEARS or not 1 <= number <= 12 // months:
        raise ValueError(f"Không có kỳ {kind}-{year}-{number}.")
    if kind in CALENDAR:
        first, last = _month(year, (number - 1) * months + 1), _month(year, number * months + 1) - timedelta(days=1)
    else:
        first, last = _month(year, (number - 1) * months).replace(day=15), _month(year, number * months).replace(day=14)
    return Period(first, last, kind, year, number)


def containing(kind: Kind, day: date) -> Period:
    """The period of the kind in which the day lies."""
    months = _MONTHS[kind]
    month = day.year * 12 + day.month - 1
    if kind not in CALENDAR and day.day >= 15:
        month += 1
    year, index = divmod(month, 12)
    return period(kind, year, index // months + 1)


def latest(kind: Kind, at: datetime, count: int) -> Iterator[Period]:
    """The period that is running at `at` and those before it, newest first."""
    current = containing(kind, local(at).date())
    for _ in range(count):
        yield current
        current = current.previous()


def free(first: date, last: date) -> Period:
    """Any range of days. Raises ValueError for one that ends before it begins or lies out of reach."""
    if first.year not in _YEARS or last.year not in _YEARS:
        raise ValueError("Khoảng thời gian nằm ngoài phạm vi báo cáo.")
    return Period(first, last)


def read(key: str) -> Period | None:
    """The period a key names, or None where it names none."""
    try:
        if found := _RANGE.fullmatch(key):
            return free(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
        if (found := _KEY.fullmatch(key)) and found["kind"] in list(Kind):
            made = period(Kind(found["kind"]), int(found["year"]), int(found["number"] or 1))
            return made if made.key == key else None
    except ValueError:
        return None
    return None


def _month(year: int, month: int) -> date:
    """The first day of a month counted from the year's January as 1; 0 is the December before, 13 the January after."""
    years, index = divmod(year * 12 + month - 1, 12)
    return date(years, index + 1, 1)
