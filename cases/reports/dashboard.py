"""What a unit does, as true as its last committed move: the open work counted live, the rest from the counters.

Two statements read the open work, three the counters of the running day, of the period and of twenty-five months: the
time grows with the work at hand and not with history.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum

from cases.models import Statistic
from cases.models.dossier_queries import is_due_soon, is_due_today, is_overdue, is_step_late
from cases.models.statistic import COUNTED
from cases.reports.periods import Kind, Period, latest
from cases.reports.scope import Scope
from cases.reports.shares import Share
from departments.working_time import WorkingCalendar, local

_MONTHS = 25
_DAYS = 45
OPEN = ("running", "standing", "overdue", "due_today", "due_soon", "step_late")


@dataclass
class Sums:
    """The counters of one row: received, closed by how they stood, and open work by how it stands."""

    counted: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)

    @property
    def received(self) -> int:
        """What came in."""
        return self.counted["received"]

    @property
    def closed(self) -> int:
        """What ended, withdrawn and stopped included: column 7 of biểu II.06a."""
        return sum(self.counted[name] for name in COUNTED if name != "received")

    @property
    def share(self) -> Share:
        """Early and on time of what came to a result."""
        good = self.counted["early"] + self.counted["on_time"]
        return Share(good, good + self.counted["late"])

    @property
    def unfinished(self) -> int:
        """Received and not ended, whether the clock runs or stands."""
        return self.open["running"] + self.open["standing"]


@dataclass(frozen=True)
class Dashboard:
    """All of it for one scope at one moment; keys of `units`, `fields` and `channels` are ids and codes."""

    at: datetime
    period: Period
    total: Sums
    today: Sums
    units: Mapping[int, Sums]
    fields: Mapping[str, Sums]
    channels: Mapping[str, Sums]
    months: Mapping[date, Sums]
    working_days: tuple[date, ...]
    days: Mapping[date, Sums]
    days_of_units: Mapping[int, Mapping[date, int]]

    def month(self, first: date) -> Sums:
        """The sums of the legal month that begins on the day."""
        return self.months.get(first, Sums())

    def last_days(self, unit: int | None = None) -> list[int]:
        """How many came in on each of the last full working days, the newest last."""
        if unit is None:
            return [self.days[day].received if day in self.days else 0 for day in self.working_days]
        return [self.days_of_units.get(unit, {}).get(day, 0) for day in self.working_days]


def dashboard(scope: Scope, period: Period, at: datetime, calendar: WorkingCalendar) -> Dashboard:
    """Everything the page needs, in five statements; `period` is a legal month, quarter, half year or year."""
    units: defaultdict[int, Sums] = defaultdict(Sums, {unit.pk: Sums() for unit in scope.units})
    fields: defaultdict[str, Sums] = defaultdict(Sums)
    channels: defaultdict[str, Sums] = defaultdict(Sums)
    total, today_sums = Sums(), Sums()
    _read_open(scope, at, calendar, units, total)
    of_period = _statistics(scope, Statistic.Span.MONTH).filter(first__range=(period.first, period.last))
    for row in _summed(of_period, scope.unit_field, "field__name", "channel"):
        for sums in (total, units[row[scope.unit_field]], fields[row["field__name"]], channels[row["channel"]]):
            _take(sums, row)
    firsts = [month.first for month in latest(Kind.MONTH, at, _MONTHS)]
    of_months = _statistics(scope, Statistic.Span.MONTH).filter(first__gte=firsts[-1])
    months = {row["first"]: _take(Sums(), row) for row in _summed(of_months, "first")}
    day = local(at).date()
    days: defaultdict[date, Sums] = defaultdict(Sums)
    of_units: defaultdict[int, dict[date, int]] = defaultdict(dict)
    of_days = _statistics(scope, Statistic.Span.DAY).filter(first__gt=day - timedelta(days=_DAYS), first__lte=day)
    for row in _summed(of_days, scope.unit_field, "first"):
        _take(days[row["first"]], row)
        of_units[row[scope.unit_field]][row["first"]] = row["received"]
    _add(today_sums, days.get(day))
    working = tuple(_working_days(calendar, day))
    return Dashboard(at, period, total, today_sums, units, fields, channels, months, working, days, of_units)


def _read_open(
    scope: Scope, at: datetime, calendar: WorkingCalendar, units: defaultdict[int, Sums], total: Sums
) -> None:
    running = {
        "running": Count("pk"),
        "overdue": Count("pk", filter=is_overdue(at)),
        "due_today": Count("pk", filter=is_due_today(at)),
        "due_soon": Count("pk", filter=is_due_soon(at, calendar)),
        "step_late": Count("pk", filter=is_step_late(at)),
    }
    rows, unit = scope.living.order_by(), scope.unit_field
    found: QuerySet[Any, Any] = rows.running().values(unit).annotate(**running)
    still: QuerySet[Any, Any] = rows.standing().values(unit).annotate(standing=Count("pk"))
    for row in (*found, *still):
        numbers = {name: row[name] for name in OPEN if name in row}
        total.open.update(numbers)
        units[row[scope.unit_field]].open.update(numbers)


def _statistics(scope: Scope, span: Statistic.Span) -> QuerySet[Statistic]:
    return Statistic.objects.filter(span=span, **{f"{scope.unit_field}__in": [unit.pk for unit in scope.units]})


def _summed(rows: QuerySet[Statistic], *group: str) -> Iterable[dict[str, Any]]:
    summed: QuerySet[Any, Any] = rows.order_by().values(*group).annotate(**{f"n_{name}": Sum(name) for name in COUNTED})
    return ({**row, **{name: row[f"n_{name}"] for name in COUNTED}} for row in summed)


def _take(sums: Sums, row: Mapping[str, Any]) -> Sums:
    sums.counted.update({name: row[name] for name in COUNTED})
    return sums


def _add(sums: Sums, more: Sums | None) -> None:
    if more is not None:
        sums.counted.update(more.counted)


def _working_days(calendar: WorkingCalendar, today: date) -> Iterable[date]:
    """The full working days before today that the counters of days reach, oldest first."""
    first = today - timedelta(days=_DAYS - 1)
    candidates = (first + timedelta(days=n) for n in range((today - first).days))
    return (day for day in candidates if calendar.is_working_day(day))
