"""When a report of each period is sent, and of which period: always of the newest that is over. Pure.

A day's and a week's at six in the morning after their last day; a month's and a quarter's at six on the first working
day after it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.models import ReportSchedule
from cases.reports.periods import Kind, Period, containing, free
from departments.working_time import HANOI, CalendarError, WorkingCalendar, local

Rhythm = ReportSchedule.Rhythm
# Before anybody is at work; at midnight the numbers of the day are final.
_HOUR = time(6)
_DAY = timedelta(days=1)
_KINDS = {
    Rhythm.MONTHLY: Kind.MONTH,
    Rhythm.QUARTERLY: Kind.QUARTER,
    Rhythm.CALENDAR_MONTHLY: Kind.CALENDAR_MONTH,
    Rhythm.CALENDAR_QUARTERLY: Kind.CALENDAR_QUARTER,
}


@dataclass(frozen=True)
class Beat:
    """The newest period that has been sent by now or is to be sent now, and when the next one is."""

    period: Period
    next_at: datetime


def beat(rhythm: ReportSchedule.Rhythm, at: datetime, calendar: WorkingCalendar) -> Beat:
    """What is to be sent at `at` to somebody who got nothing for long: one period, however many were missed."""
    running = _containing(rhythm, local(at).date())
    newest = running.previous()
    following = sent_at(rhythm, newest, calendar)
    if following > at:
        return Beat(newest.previous(), following)
    return Beat(newest, sent_at(rhythm, running, calendar))


def sent_at(rhythm: ReportSchedule.Rhythm, period: Period, calendar: WorkingCalendar) -> datetime:
    """The moment at which the report of the period is sent."""
    day = period.last + _DAY
    if rhythm in _KINDS:
        day = _first_working_day(day, calendar)
    return datetime.combine(day, _HOUR, HANOI)


def _containing(rhythm: ReportSchedule.Rhythm, day: date) -> Period:
    if rhythm in _KINDS:
        return containing(_KINDS[rhythm], day)
    if rhythm == Rhythm.WEEKLY:
        monday = day - day.weekday() * _DAY
        return free(monday, monday + 6 * _DAY)
    return free(day, day)


def _first_working_day(day: date, calendar: WorkingCalendar) -> date:
    """From that day on; the day itself where nobody has entered the year's calendar: a report is no deadline."""
    try:
        while not calendar.is_working_day(day):
            day += _DAY
    except CalendarError:
        return day
    return day
