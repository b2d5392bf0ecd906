"""The calendar of a unit; the only reader of calendar rows.

The rows are read each time; the arithmetic is kept by their content, so that a change holds at once in every process.
"""

from datetime import date, time
from functools import lru_cache
from itertools import groupby

from django.db.models import Q

from departments.models import CalendarDay, CalendarYear, Department, OfficeHours
from departments.working_time import CoveredYear, DayOff, MakeUpDay, OfficeHour, WorkingCalendar

_DayRow = tuple[date, str, int | None]
_HourRow = tuple[str | None, int, time, time, date, date | None]


def calendar_for(department: Department | None) -> WorkingCalendar:
    """The working time of the unit: its own hours, else those of the nearest unit above it, else the default ones.

    Costs 3 queries. Without any rows it is a calendar that covers no year and refuses every question.
    """
    years = tuple(CalendarYear.objects.order_by("year").values_list("year", "is_final"))
    days = tuple(CalendarDay.objects.order_by("date").values_list("date", "name", "as_weekday"))
    rows = OfficeHours.objects.filter(_of_unit_and_above(department)).order_by("pk")
    hours = tuple(rows.values_list("department__path", "weekday", "opens", "closes", "valid_from", "valid_until"))
    return _calendar(years, days, hours)


def _of_unit_and_above(department: Department | None) -> Q:
    default = Q(department=None)
    if department is None:
        return default
    return default | Q(department__code__in=department.path.strip("/").split("/"))


@lru_cache(maxsize=64)
def _calendar(
    years: tuple[tuple[int, bool], ...], days: tuple[_DayRow, ...], hours: tuple[_HourRow, ...]
) -> WorkingCalendar:
    # On one way up to the root a longer path is a nearer unit; the default, without a unit, comes last.
    nearest_first = sorted(hours, key=_depth, reverse=True)
    layers = (tuple(OfficeHour(*row[1:]) for row in layer) for _, layer in groupby(nearest_first, _depth))
    return WorkingCalendar(
        years=tuple(CoveredYear(year, is_final) for year, is_final in years),
        days_off=tuple(DayOff(day, name) for day, name, as_weekday in days if as_weekday is None),
        make_up_days=tuple(MakeUpDay(day, as_weekday) for day, _, as_weekday in days if as_weekday is not None),
        hours=tuple(layers),
    )


def _depth(row: _HourRow) -> int:
    return len(row[0] or "")
