"""When an office is open in an ordinary week, as people read it.

Unlike working time this includes the hours of reception on days that are not working days; days off are not in it.
"""

from datetime import date
from itertools import groupby

from departments.working_time import WorkingCalendar
from departments.written import weekday_named


def opening_hours(calendar: WorkingCalendar, day: date) -> str:
    """The hours in force on the day, like "thứ Hai – thứ Sáu 8:00–12:00, 13:00–17:00"; "" where none are known."""
    week = [(_spans(calendar, weekday, day), weekday) for weekday in range(7)]
    parts = []
    for spans, group in groupby(week, key=lambda one: one[0]):
        days = [weekday for _, weekday in group]
        if spans:
            last = f" – {weekday_named(days[-1])}" if len(days) > 1 else ""
            parts.append(f"{weekday_named(days[0])}{last} {spans}")
    return "; ".join(parts)


def _spans(calendar: WorkingCalendar, weekday: int, day: date) -> str:
    """The sessions of the nearest unit that has any on this weekday, in force on the day."""
    for layer in calendar.hours:
        found = sorted((row.opens, row.closes) for row in layer if row.weekday == weekday and row.holds_on(day))
        if found:
            return ", ".join(f"{opens.hour}:{opens:%M}–{closes.hour}:{closes:%M}" for opens, closes in found)
    return ""
