"""Working time: the working days with the hours of one office, as minutes on one line. Pure; imports no Django.

Office hours on a day that is not a working day are for reception only and count as nothing. Moments are aware, answers
are in Hà Nội's time, and seconds are dropped: what the receipt prints is what counts.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from departments.working_days import (
    CalendarError,
    CalendarTooShort,
    CoveredYear,
    DayOff,
    MakeUpDay,
    NoOfficeHours,
    Stretch,
    WorkingDays,
)

__all__ = [
    "HANOI",
    "CalendarError",
    "CalendarTooShort",
    "CoveredYear",
    "DayOff",
    "MakeUpDay",
    "NoOfficeHours",
    "OfficeHour",
    "Stretch",
    "WorkingCalendar",
    "WorkingDays",
    "local",
    "local_minute",
]

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class OfficeHour:
    """One session of one weekday (Monday is 0), from a day on until the day before `valid_until`."""

    weekday: int
    opens: time
    closes: time
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the session is in force that day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, eq=False)
class WorkingCalendar(WorkingDays):
    """The working time of one office.

    `hours` are layers, the office's own first, then those of the units above it, the default last: a weekday for which
    a layer has nothing in force on a day follows the next one.
    """

    hours: tuple[tuple[OfficeHour, ...], ...] = ()

    def opening(self, day: date) -> datetime:
        """The first moment of work on a working day."""
        return _moment(day, self._sessions_of(day)[0][0])

    def closing(self, day: date) -> datetime:
        """The last moment of work on a working day, where a limit in days ends for people (BLDS Đ148.1)."""
        return _moment(day, self._sessions_of(day)[-1][1])

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself, to the minute, while the office works, else the next moment it opens."""
        now = local_minute(moment)
        if self.is_working_day(now):
            for opens, closes in self._sessions_of(now):
                if _minute(now) < closes:
                    return _moment(now, max(_minute(now), opens))
        return self.opening(self.add_days(now, 1))

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment when `minutes` (1 or more) working minutes after `start` are used up (BLDS Đ147.1)."""
        if minutes < 1:
            raise ValueError("Số phút làm việc phải từ 1 trở lên.")
        now = local_minute(start)
        target = self._elapsed_at(now) + minutes
        if target > self._elapsed[-1]:
            self._end_reached(now)
        place = bisect_left(self._elapsed, target) - 1
        day = date.fromordinal(self._days[place])
        self._require_hours(now, day)
        rest = target - self._elapsed[place]
        for opens, closes in self._sessions[place]:
            if rest <= closes - opens:
                break
            rest -= closes - opens
        return _moment(day, opens + rest)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """How many working minutes lie between the two moments; negative when `end` comes first."""
        first, last = local_minute(start), local_minute(end)
        minutes = self._elapsed_at(last) - self._elapsed_at(first)
        self._require_hours(min(first, last), max(first, last))
        return minutes

    @cached_property
    def _sessions(self) -> list[tuple[tuple[int, int], ...]]:
        """The sessions of each working day, in minutes after midnight."""
        layers = []
        for hours in self.hours:
            layer: dict[int, list[OfficeHour]] = defaultdict(list)
            for hour in hours:
                layer[hour.weekday].append(hour)
            layers.append(layer)
        return [self._sessions_from(layers, date.fromordinal(ordinal)) for ordinal in self._days]

    def _sessions_from(self, layers: list[dict[int, list[OfficeHour]]], day: date) -> tuple[tuple[int, int], ...]:
        weekday = self._weekdays.get(day.toordinal(), day.weekday())
        for layer in layers:
            spans = [(_minute(row.opens), _minute(row.closes)) for row in layer.get(weekday, ()) if row.holds_on(day)]
            if spans:
                return _joined(spans)
        return ()

    @cached_property
    def _elapsed(self) -> list[int]:
        """Working minutes before each working day, and at the end all of them."""
        elapsed = [0]
        for sessions in self._sessions:
            elapsed.append(elapsed[-1] + sum(closes - opens for opens, closes in sessions))
        return elapsed

    @cached_property
    def _without_hours(self) -> list[int]:
        return [day for day, sessions in zip(self._days, self._sessions, strict=True) if not sessions]

    def _sessions_of(self, day: date) -> tuple[tuple[int, int], ...]:
        self._require(day, day)
        place = self._place(day)
        if place is None:
            raise ValueError(f"{day:%d/%m/%Y} không phải ngày làm việc.")
        if not self._sessions[place]:
            raise NoOfficeHours(day)
        return self._sessions[place]

    def _elapsed_at(self, now: datetime) -> int:
        self._require(now, now)
        minutes = self._elapsed[bisect_left(self._days, now.toordinal())]
        place = self._place(now)
        if place is not None:
            spans = self._sessions[place]
            minutes += sum(min(max(_minute(now) - opens, 0), closes - opens) for opens, closes in spans)
        return minutes

    def _require_hours(self, first: date, last: date) -> None:
        """Refuse to skip a working day of which nobody entered the hours."""
        self._require(first, last)
        place = bisect_left(self._without_hours, first.toordinal())
        if place < len(self._without_hours) and self._without_hours[place] <= last.toordinal():
            raise NoOfficeHours(date.fromordinal(self._without_hours[place]))


def local(moment: datetime) -> datetime:
    """The aware moment in Hà Nội's time."""
    if moment.tzinfo is None:
        raise ValueError("Thời điểm phải kèm múi giờ.")
    return moment.astimezone(HANOI)


def local_minute(moment: datetime) -> datetime:
    """The aware moment in Hà Nội's time without its seconds."""
    return local(moment).replace(second=0, microsecond=0)


def _moment(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=HANOI)


def _minute(clock: time | datetime) -> int:
    return clock.hour * 60 + clock.minute


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The sessions in order, those that overlap made one, so that no minute counts twice."""
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return tuple(joined)
