"""Working days: arithmetic on a calendar that knows where it ends. Pure; imports no Django.

Working days are Monday to Friday without the days off, plus the days worked to make up for a swapped one. Every working
day has a number, so that an answer costs a bisection and not a walk.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NoReturn

from departments.day_names import day_name, sentence
from departments.vietnamese import weekday_name

_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarError(Exception):
    """The calendar cannot answer; the message is a Vietnamese sentence for people."""


class CalendarTooShort(CalendarError):
    """The answer needs a year whose days off nobody has entered."""

    def __init__(self, year: int) -> None:
        """Name the first year that is missing."""
        super().__init__(f"Chưa có lịch nghỉ của năm {year}; cần nhập lịch năm đó rồi mới tính được thời hạn.")
        self.year = year


class NoOfficeHours(CalendarError):
    """The answer needs the hours of a working day for which none are entered."""

    def __init__(self, day: date) -> None:
        """Name the first such day."""
        super().__init__(f"Chưa có giờ làm việc của {day_name(day)}; cần nhập giờ làm việc rồi mới tính được thời hạn.")
        self.day = day


@dataclass(frozen=True)
class CoveredYear:
    """A year whose days off are known, finally or only as a projection before the official notice."""

    year: int
    is_final: bool = True


@dataclass(frozen=True)
class DayOff:
    """A day without work, with the name people know it by."""

    day: date
    name: str


@dataclass(frozen=True)
class MakeUpDay:
    """A weekend day worked in place of another; the hours of `as_weekday` (Monday is 0) apply."""

    day: date
    as_weekday: int


@dataclass(frozen=True)
class Stretch:
    """Consecutive days: a run of working days, or with a `note` a break people ask about (nghỉ lễ, làm bù)."""

    first: date
    last: date
    working_days: int = 0
    note: str = ""


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """The days the State works; whoever asks beyond the covered years gets `CalendarTooShort`, never a guess."""

    years: tuple[CoveredYear, ...]
    days_off: tuple[DayOff, ...] = ()
    make_up_days: tuple[MakeUpDay, ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts: Monday to Friday and not off, or made up for another (BLLĐ Đ111, Đ112)."""
        self._require(day, day)
        return self._place(day) is not None

    def why_off(self, day: date) -> str | None:
        """The name of the holiday, or "Thứ Bảy", "Chủ nhật"; None on a working day."""
        if self.is_working_day(day):
            return None
        return sentence(self._names.get(day.toordinal()) or weekday_name(day))

    def add_days(self, start: date, days: int) -> date:
        """The last of `days` (1 or more) working days after `start`; the day of the event is day zero (BLDS Đ147)."""
        if days < 1:
            raise ValueError("Số ngày làm việc phải từ 1 trở lên.")
        place = self._upto(start) + days - 1
        if place >= len(self._days):
            self._end_reached(start)
        day = date.fromordinal(self._days[place])
        self._require(start, day)
        return day

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the next that is: an end on a day off rolls on (BLDS Đ148.5)."""
        return day if self.is_working_day(day) else self.add_days(day, 1)

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; negative when `until` comes first."""
        self._require(after, until)
        return self._upto(until) - self._upto(after)

    def later_day(self, day: date, days: int) -> date:
        """The calendar day `days` days later, worked or not."""
        if days > date(max(self._finals, default=day.year), 12, 31).toordinal() - day.toordinal():
            self._end_reached(day)
        return date.fromordinal(day.toordinal() + days)

    def later_month(self, day: date, months: int) -> date:
        """The same date `months` months later, or the last day of a month that has no such date (BLDS Đ148.3)."""
        years, month = divmod(day.month - 1 + months, 12)
        year, month = day.year + years, month + 1
        if year > max(self._finals, default=day.year):
            self._end_reached(day)
        return date(year, month, min(day.day, monthrange(year, month)[1]))

    def projected_years(self, first: date, last: date) -> tuple[int, ...]:
        """Years touched by the days from `first` to `last` whose days off are not officially announced yet."""
        return tuple(year for year in range(first.year, last.year + 1) if not self._finals.get(year, True))

    def stretches(self, after: date, until: date) -> Iterator[Stretch]:
        """What lies in (after, until], in order: runs of working days, cut by holidays and make-up days.

        Plain weekends do not cut a run. The cost grows with the cuts, not with the days.
        """
        place = bisect_right(self._breaks, after, key=lambda stretch: stretch.last)
        for stretch in self._breaks[place:]:
            if stretch.first > until:
                break
            yield from self._run(after, stretch.first - _DAY)
            after = max(after, stretch.first - _DAY)
            yield Stretch(after + _DAY, stretch.last, note=stretch.note)
        yield from self._run(after, until)

    @cached_property
    def _finals(self) -> dict[int, bool]:
        return {covered.year: covered.is_final for covered in self.years}

    @cached_property
    def _names(self) -> dict[int, str]:
        return {off.day.toordinal(): off.name for off in self.days_off}

    @cached_property
    def _weekdays(self) -> dict[int, int]:
        """Whose hours a make-up day has."""
        return {made_up.day.toordinal(): made_up.as_weekday for made_up in self.make_up_days}

    @cached_property
    def _days(self) -> list[int]:
        """The ordinals of all working days; ordinal 1 was a Monday."""
        return [
            ordinal
            for year in sorted(self._finals)
            for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            if ordinal not in self._names and ((ordinal - 1) % 7 < _SATURDAY or ordinal in self._weekdays)
        ]

    @cached_property
    def _breaks(self) -> list[Stretch]:
        """Holidays on a weekday, joined where no working day parts two of one name, and make-up days on a weekend."""
        found: list[Stretch] = []
        for day in map(date.fromordinal, sorted(self._names | self._weekdays)):
            worked = day.toordinal() not in self._names
            if day.year not in self._finals or worked != (day.weekday() >= _SATURDAY):
                continue
            note = "là ngày làm bù" if worked else f"nghỉ: {self._names[day.toordinal()]}"
            if found and not worked and found[-1].note == note and self._upto(found[-1].last) == self._upto(day):
                found[-1] = Stretch(found[-1].first, day, note=note)
            else:
                found.append(Stretch(day, day, note=note))
        return found

    def _upto(self, day: date) -> int:
        """How many working days there are up to the day, itself included."""
        return bisect_right(self._days, day.toordinal())

    def _place(self, day: date) -> int | None:
        """The number of a working day, None for any other."""
        place = bisect_left(self._days, day.toordinal())
        return place if self._days[place : place + 1] == [day.toordinal()] else None

    def _run(self, after: date, until: date) -> Iterator[Stretch]:
        count = self.working_days_between(after, until) if after < until else 0
        if count:
            yield Stretch(self.add_days(after, 1), self.add_days(after, count), count)

    def _require(self, one: date, other: date) -> None:
        for year in range(min(one.year, other.year), max(one.year, other.year) + 1):
            if year not in self._finals:
                raise CalendarTooShort(year)

    def _end_reached(self, start: date) -> NoReturn:
        """Name the first year that is missing from `start` on."""
        year = start.year
        while year in self._finals:
            year += 1
        raise CalendarTooShort(year)
