"""When the next move is made: in office hours, towards a goal before or after the promise, or when people find time."""

from datetime import date, datetime, time, timedelta
from random import Random

from cases.scale.course import Course
from departments.working_time import HANOI, WorkingCalendar, local

_LATE = 0.035
_SECONDS = timedelta(seconds=1)


class Pace:
    """Keeps the moment a dossier has come to."""

    def __init__(self, course: Course, at: datetime, *, rng: Random) -> None:
        """Begin at the intake."""
        self.at = at
        self._course, self._rng = course, rng
        self._calendar = course.office.calendar
        self._goal: datetime | None = None

    def work(self, least: int, most: int) -> datetime:
        """So many working minutes later; less where the promise leaves little time."""
        minutes, due = self._rng.randint(least, most), self._course.dossier.due_at
        if due is not None and due > self.at:
            left = self._calendar.minutes_between(self.at, due)
            minutes = min(minutes, max(int(left * self._rng.uniform(0.05, 0.25)), 2))
        return self._to(self._calendar.add_minutes(self.at, minutes))

    def towards(self, moves_left: int) -> datetime:
        """A share of the working time that is left until the office means to be ready."""
        if self._goal is None or self._goal <= self.at:
            self._goal = self._new_goal()
        minutes = self._calendar.minutes_between(self.at, self._goal)
        share = self._rng.uniform(0.5, 1.0) / moves_left if moves_left > 1 else 1.0
        return self._to(self._calendar.add_minutes(self.at, max(int(minutes * share), 2)))

    def in_office(self, least: int, most: int) -> datetime:
        """In office hours, so many days later."""
        day = local(self.at).date() + timedelta(days=self._rng.randint(least, most))
        self._goal = None
        return self._to(office_minute(self._calendar.next_working_day(day), self._rng, self._calendar))

    def at_home(self, least: int, most: int) -> datetime:
        """At any hour at which people are awake, so many days later."""
        day = local(self.at).date() + timedelta(days=self._rng.randint(least, most))
        self._goal = None
        return self._to(home_minute(day, self._rng))

    def before(self, due: datetime) -> datetime:
        """Two working days before the promise, or as soon as can be."""
        day = local(due).date()
        while day > local(self.at).date() and self._calendar.working_days_between(day, local(due).date()) < 2:
            day -= timedelta(days=1)
        if not self._calendar.is_working_day(day):
            return self.work(5, 60)
        return self._to(office_minute(day, self._rng, self._calendar))

    def shortly(self) -> datetime:
        """At the same counter, in the same visit."""
        return self._to(self.at)

    def _to(self, moment: datetime) -> datetime:
        """The moment with some seconds, never before the last one."""
        seconds = timedelta(seconds=self._rng.randint(1, 59))
        moment = moment + seconds
        self.at = moment if moment > self.at else self.at + seconds
        return self.at

    def _new_goal(self) -> datetime:
        due = self._course.dossier.due_at
        if due is None:
            return self._calendar.add_minutes(self.at, self._rng.randint(300, 3000))
        if due <= self.at or self._rng.random() < _LATE:
            # Few are late by a week or more; most by a day or two.
            days = min(int(self._rng.expovariate(0.4)) + 1, 40)
            day = self._calendar.add_days(local(max(due, self.at)).date(), days)
            return office_minute(day, self._rng, self._calendar)
        minutes = self._calendar.minutes_between(self.at, due)
        return self._calendar.add_minutes(self.at, max(int(minutes * self._rng.uniform(0.3, 0.97)), 1))


def office_minute(day: date, rng: Random, calendar: WorkingCalendar) -> datetime:
    """Some minute of a working day while the office works."""
    opening = calendar.opening(day)
    return calendar.add_minutes(opening, rng.randint(5, calendar.minutes_between(opening, calendar.closing(day)) - 15))


def home_minute(day: date, rng: Random) -> datetime:
    """Some minute of any day, most of all in the evening."""
    hour = rng.choice((7, 8, 9, 10, 11, 13, 14, 15, 16, 19, 20, 20, 21, 21, 22))
    return datetime.combine(day, time(hour, rng.randint(0, 59)), HANOI)
