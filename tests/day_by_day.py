"""A second counter: it shares only the shipped file with the engine and walks, a day or a minute at a time."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_FILE = Path(__file__).parent.parent / "departments" / "data" / "calendar.json"
_DAYS = {day["date"]: day["kind"] for year in json.loads(_FILE.read_text("utf-8"))["years"] for day in year["days"]}
_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


def works(day: date) -> bool:
    kind = _DAYS.get(day.isoformat())
    return kind == "makeup" or (kind is None and day.weekday() not in {5, 6})


def after_working_days(day: date, count: int) -> date:
    while count:
        day += ONE_DAY
        count -= works(day)
    return day


def rolled(day: date) -> date:
    while not works(day):
        day += ONE_DAY
    return day


def months_later(day: date, count: int) -> date:
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, day.day)


def is_open(moment: datetime) -> bool:
    """Whether the minute that begins at `moment` is worked."""
    return works(moment.date()) and moment.hour in {8, 9, 10, 11, 13, 14, 15, 16}


def after_working_minutes(moment: datetime, count: int) -> datetime:
    while count:
        count -= is_open(moment)
        moment += timedelta(minutes=1)
    return moment


def at_five(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 17, tzinfo=_HANOI)


def working_days_in(after: date, until: date) -> int:
    return sum(works(after + ONE_DAY * step) for step in range(1, (until - after).days + 1))
