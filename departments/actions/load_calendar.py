"""Bring the shipped official calendar into the database."""

from dataclasses import dataclass

from django.db import transaction

from departments.models import CalendarDay, CalendarYear, OfficeHours
from departments.shipped_calendar import ShippedDay, shipped_hours, shipped_years


@dataclass(frozen=True)
class Loaded:
    """How many rows were created."""

    years: int
    days: int
    hours: int


@transaction.atomic
def load_calendar() -> Loaded:
    """Create the years, days and default office hours that are missing; change and remove nothing.

    A projected year is loaded once: when its notice comes, administrators enter the days, and they may differ.
    """
    years = {row.year: row for row in CalendarYear.objects.all()}
    dates = set(CalendarDay.objects.values_list("date", flat=True))
    new = [year for year in shipped_years() if year.year not in years]
    CalendarYear.objects.bulk_create(
        CalendarYear(year=year.year, is_final=year.is_final, legal_basis=year.legal_basis) for year in new
    )
    due = [year for year in shipped_years() if year in new or year.is_final]
    days = [_row(day) for year in due for day in year.days if day.day not in dates]
    CalendarDay.objects.bulk_create(days)
    return Loaded(len(new), len(days), _load_default_hours())


def _row(day: ShippedDay) -> CalendarDay:
    kind = CalendarDay.Kind.OFF if day.as_weekday is None else CalendarDay.Kind.MAKEUP
    return CalendarDay(date=day.day, kind=kind, name=day.name, as_weekday=day.as_weekday, legal_basis=day.legal_basis)


def _load_default_hours() -> int:
    """The shipped hours, unless some default hours are there already."""
    if OfficeHours.objects.filter(department=None).exists():
        return 0
    hours = [
        OfficeHours(weekday=hour.weekday, opens=hour.opens, closes=hour.closes, valid_from=hour.valid_from)
        for hour in shipped_hours()
    ]
    return len(OfficeHours.objects.bulk_create(hours))
