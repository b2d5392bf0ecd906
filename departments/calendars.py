"""The calendar of a unit; the only reader of calendar rows.

The rows are read each time; the arithmetic is kept by their content, so that a change holds at once in every process.
"""

from datetime import date, time
from functools import lru_cache
from itertools import groupby

from django.db.models import BooleanField, CharField, DateField, F, IntegerField, Q, TimeField, Value
from django.db.models.functions import Cast

from departments.models import CalendarDay, CalendarYear, Department, OfficeHours
from departments.working_time import CoveredYear, DayOff, MakeUpDay, OfficeHour, WorkingCalendar

_DayRow = tuple[date, str, int | None]
_HourRow = tuple[str | None, int, time, time, date, date | None]
# The columns in which years, days and hours are read together; what a row does not have is NULL.
_NOTHING = {
    "a_number": Cast(Value(None), IntegerField()),
    "a_text": Cast(Value(None), CharField()),
    "a_flag": Cast(Value(None), BooleanField()),
    "a_day": Cast(Value(None), DateField()),
    "an_end": Cast(Value(None), DateField()),
    "an_opening": Cast(Value(None), TimeField()),
    "a_closing": Cast(Value(None), TimeField()),
}


def calendar_for(department: Department | None) -> WorkingCalendar:
    """The working time of the unit: its own hours, else those of the nearest unit above it, else the default ones.

    Costs one statement. Without any rows it is a calendar that covers no year and refuses every question.
    """
    return calendars_for(department)[0]


def calendars_for(*departments: Department | None) -> list[WorkingCalendar]:
    """The working time of each of the units, in one statement however many they are."""
    year, day, hour = (Value(kind, output_field=CharField()) for kind in ("year", "day", "hour"))
    columns = ["source", "pk", *_NOTHING]
    years = CalendarYear.objects.annotate(
        **{**_NOTHING, "a_number": F("year"), "a_flag": F("is_final")}, source=year
    ).values_list(*columns)
    days = CalendarDay.objects.annotate(
        **{**_NOTHING, "a_number": F("as_weekday"), "a_text": F("name"), "a_day": F("date")}, source=day
    ).values_list(*columns)
    own = {"a_number": F("weekday"), "a_text": F("department__path"), "a_day": F("valid_from")}
    own |= {"an_end": F("valid_until"), "an_opening": F("opens"), "a_closing": F("closes")}
    hours = (
        OfficeHours.objects.filter(_of_units_and_above(departments))
        .annotate(**{**_NOTHING, **own}, source=hour)
        .values_list(*columns)
    )
    found = sorted(years.order_by().union(days.order_by(), hours.order_by(), all=True), key=lambda row: row[:2])
    known_years = tuple(sorted((row[2], row[4]) for row in found if row[0] == "year"))
    known_days = tuple(sorted((row[5], row[3], row[2]) for row in found if row[0] == "day"))
    known_hours = tuple((row[3], row[2], row[7], row[8], row[5], row[6]) for row in found if row[0] == "hour")
    return [
        _calendar(known_years, known_days, tuple(row for row in known_hours if _concerns(row, department)))
        for department in departments
    ]


def _of_units_and_above(departments: tuple[Department | None, ...]) -> Q:
    codes = {code for one in departments if one is not None for code in one.path.strip("/").split("/")}
    return Q(department=None) | Q(department__code__in=codes) if codes else Q(department=None)


def _concerns(row: _HourRow, department: Department | None) -> bool:
    """Whether the hours are the default, the unit's own or those of a unit above it."""
    return row[0] is None or (department is not None and department.path.startswith(row[0]))


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
