"""Moments of a working life, found backwards: when it must have begun for it to be due on a day. Pure."""

from datetime import date, datetime, time, timedelta
from random import Random

from departments.working_time import HANOI, WorkingCalendar, local
from procedures.time_limits import TimeLimit

_FARTHEST = 400  # days one looks back for a receipt; the longest limit of the demo is six months


def before(moment: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """The moment from which `minutes` (1 or more) working minutes lead to the given one."""
    day = local(moment).date()
    while True:
        if calendar.is_working_day(day):
            spare = calendar.minutes_between(calendar.opening(day), moment) - minutes
            if spare == 0:
                return calendar.opening(day)
            if spare > 0:
                return calendar.add_minutes(calendar.opening(day), spare)
        day -= timedelta(days=1)


def working_day(today: date, distance: int, calendar: WorkingCalendar) -> date:
    """The working day so many working days from today: 0 is today or the next one, negative lies in the past."""
    if distance > 0:
        return calendar.add_days(today, distance)
    day = calendar.next_working_day(today) if distance == 0 else today
    while distance < 0:
        day -= timedelta(days=1)
        distance += calendar.is_working_day(day)
    return day


def office_minute(day: date, rng: Random, calendar: WorkingCalendar) -> datetime:
    """Some moment of a working day while the office works."""
    opening = calendar.opening(day)
    minutes = rng.randint(5, calendar.minutes_between(opening, calendar.closing(day)) - 20)
    # So many minutes may be used up just as the morning ends; work then goes on after the break.
    return calendar.next_opening(calendar.add_minutes(opening, minutes))


def receipt_due_on(
    day: date, limit: TimeLimit, *, until: datetime, rng: Random, calendar: WorkingCalendar
) -> datetime | None:
    """A moment of receipt, not after `until`, whose limit ends on the day; None where there is none."""
    received = day
    for _ in range(_FARTHEST):
        if calendar.is_working_day(received):
            for moment in (office_minute(received, rng, calendar) for _ in range(4)):
                if moment <= until and limit.count_from(moment, calendar).moment.date() == day:
                    return moment
        received -= timedelta(days=1)
    return None


def at_home(day: date, rng: Random) -> datetime:
    """A moment at which people fill in forms: all day long, mostly in the evening."""
    hour = rng.choice((7, 9, 10, 12, 14, 16, 19, 20, 20, 21, 21, 22))
    return datetime.combine(day, time(hour, rng.randint(0, 59)), HANOI)
