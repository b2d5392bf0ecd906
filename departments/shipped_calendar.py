"""The official calendar that comes with the portal, read from its file; the database starts from it. Pure.

An administrator's rows always go before it: see `departments.calendars`.
"""

import json
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from departments.working_time import CoveredYear, DayOff, MakeUpDay, OfficeHour, WorkingCalendar

_FILE = Path(__file__).parent / "data" / "calendar.json"


@dataclass(frozen=True)
class ShippedDay:
    """A day off, or with `as_weekday` a day worked in place of another."""

    day: date
    name: str
    legal_basis: str
    as_weekday: int | None


@dataclass(frozen=True)
class ShippedYear:
    """A year with its notice and its days; a projection until the official notice is published."""

    year: int
    is_final: bool
    legal_basis: str
    days: tuple[ShippedDay, ...]


@cache
def shipped_years() -> tuple[ShippedYear, ...]:
    """Every year of the file."""
    return tuple(
        ShippedYear(
            row["year"],
            row["is_final"],
            row["legal_basis"],
            tuple(
                ShippedDay(date.fromisoformat(day["date"]), day["name"], day["legal_basis"], day.get("as_weekday"))
                for day in row["days"]
            ),
        )
        for row in _content()["years"]
    )


@cache
def shipped_hours() -> tuple[OfficeHour, ...]:
    """The office hours of every unit that has none of its own: 08:00–12:00 and 13:00–17:00, Monday to Friday."""
    hours = _content()["office_hours"]
    since = date.fromisoformat(hours["valid_from"])
    return tuple(
        OfficeHour(row["weekday"], time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]), since)
        for row in hours["sessions"]
    )


@cache
def shipped_calendar() -> WorkingCalendar:
    """The calendar as shipped, with the default hours."""
    days = [day for year in shipped_years() for day in year.days]
    return WorkingCalendar(
        years=tuple(CoveredYear(year.year, year.is_final) for year in shipped_years()),
        days_off=tuple(DayOff(day.day, day.name) for day in days if day.as_weekday is None),
        make_up_days=tuple(MakeUpDay(day.day, day.as_weekday) for day in days if day.as_weekday is not None),
        hours=(shipped_hours(),),
    )


@cache
def _content() -> dict[str, Any]:
    return json.loads(_FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # our own file, tested
