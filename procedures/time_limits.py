"""A time limit and the moment it ends, counted as the Civil Code counts (BLDS Điều 146–148), with every step in words.

Pure: no database, no clock. What a stop does to a limit is the business of the floor above.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices

from departments.day_names import day_name, duration_name, moment_name, sentence, span_name
from departments.vietnamese import weekday_name
from departments.working_time import Stretch, WorkingCalendar, local, local_minute

# Luật Hộ tịch Đ5.3, NĐ 23/2015 Đ7, NĐ 309/2026 Đ18.2: "sau 15 giờ" is strictly later.
CUT_OFF = time(15)
BASIS = "cách tính theo Điều 147, 148 Bộ luật Dân sự"
_LISTED_ONE_BY_ONE = 10
_ONE_DAY = timedelta(days=1)


class LimitUnit(TextChoices):
    """How a limit is counted."""

    WORKING_DAY = "working_day", "ngày làm việc"
    CALENDAR_DAY = "calendar_day", "ngày"
    WORKING_HOUR = "working_hour", "giờ làm việc"
    MONTH = "month", "tháng"
    SAME_DAY = "same_day", "trong ngày làm việc"


@dataclass(frozen=True)
class Trigger:
    """The event that starts a limit, and how the explanation calls its day."""

    event: str
    day: str


RECEIPT = Trigger("Nhận đủ hồ sơ", "ngày nhận")


@dataclass(frozen=True)
class Due:
    """When a limit ends, and why.

    `last_day` is the day the count itself ended on, before a day off moved the end to the next working day.
    """

    moment: datetime
    lines: tuple[str, ...]
    last_day: date


@dataclass(frozen=True)
class TimeLimit:
    """So many of a unit; the amount of "trong ngày" says nothing and may be 0."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.amount < 0 or (self.amount == 0 and self.unit != LimitUnit.SAME_DAY):
            raise ValueError("Thời hạn phải từ 1 trở lên.")

    def text(self) -> str:
        """The limit as the law writes it: "03 ngày làm việc", "trong ngày làm việc"."""
        unit = str(LimitUnit(self.unit).label)
        return unit if self.unit == LimitUnit.SAME_DAY else f"{self.amount:02d} {unit}"

    def due_from(self, start: datetime, calendar: WorkingCalendar, trigger: Trigger = RECEIPT) -> Due:
        """When the limit ends that began at `start`, with the whole explanation.

        Raises `CalendarTooShort` when the calendar ends before the answer.
        """
        due = self.count_from(start, calendar, trigger)
        return Due(due.moment, (*due.lines, *self.closing_lines(start, due.moment, calendar)), due.last_day)

    def count_from(self, start: datetime, calendar: WorkingCalendar, trigger: Trigger = RECEIPT) -> Due:
        """As `due_from`, with the counting alone in the lines."""
        count = {
            LimitUnit.WORKING_DAY: _working_days,
            LimitUnit.CALENDAR_DAY: _calendar_days,
            LimitUnit.WORKING_HOUR: _working_hours,
            LimitUnit.MONTH: _months,
            LimitUnit.SAME_DAY: _same_day,
        }[self.unit]
        return count(self, local(start), calendar, trigger)

    def closing_lines(self, start: datetime, due: datetime, calendar: WorkingCalendar) -> tuple[str, ...]:
        """What an explanation ends with: years of which the calendar is only a projection, the limit, the articles."""
        years = calendar.projected_years(local(start), due)
        notes = (f"Lịch nghỉ năm {year} là dự kiến, chưa có thông báo chính thức" for year in years)
        if self.unit == LimitUnit.SAME_DAY:
            return (*notes, f"Thời hạn {self.text()}; hồ sơ nhận sau 15 giờ được trả trong ngày làm việc tiếp theo")
        return (*notes, f"Thời hạn {self.text()}; {BASIS}")


def day_end(day: date, calendar: WorkingCalendar) -> datetime:
    """The closing time of the day, or of the next working day if it is off, where a limit in days ends (Đ148.5)."""
    return calendar.closing(calendar.next_working_day(day))


def _working_days(limit: TimeLimit, start: datetime, calendar: WorkingCalendar, trigger: Trigger) -> Due:
    """The closing of the n-th working day after the day of the event (Đ147.2, Đ147.3, Đ148.1)."""
    last = calendar.add_days(start, limit.amount)
    moment = calendar.closing(last)
    lines = [f"{_began(trigger, start)}, {trigger.day} không tính"]
    number = 1
    for stretch in calendar.stretches(start.date(), last):
        if stretch.note:
            lines.append(_break_line(stretch, start))
            continue
        listed = stretch.working_days - (stretch.last == last)  # the last day has its own line, with the hour
        if limit.amount <= _LISTED_ONE_BY_ONE:
            days = _days_of(stretch, listed, calendar)
            lines += [f"Ngày {at}: {day_name(day, start)}" for at, day in enumerate(days, number)]
        elif listed:
            until = calendar.add_days(stretch.first, listed - 1) if listed > 1 else stretch.first
            lines.append(_numbered(number, number + listed - 1, stretch.first, until, start))
        number += stretch.working_days
    lines.append(f"Ngày {limit.amount}: {_end_of_day(moment, start)}")
    return Due(moment, tuple(lines), last)


def _calendar_days(limit: TimeLimit, start: datetime, calendar: WorkingCalendar, trigger: Trigger) -> Due:
    """Every day counts but the day of the event; an end on a day off rolls on (Đ147.2, Đ148.1, Đ148.5)."""
    last = calendar.later_day(start.date(), limit.amount)
    lines = [f"{_began(trigger, start)}, {trigger.day} không tính"]
    if limit.amount <= _LISTED_ONE_BY_ONE:
        days = (start.date() + timedelta(days=step) for step in range(1, limit.amount))
        lines += [f"Ngày {at}: {day_name(day, start)}" for at, day in enumerate(days, 1)]
    else:
        lines.append(_numbered(1, limit.amount - 1, start.date() + _ONE_DAY, last - _ONE_DAY, start))
    return _rolled(f"Ngày {limit.amount}", lines, last, start, calendar)


def _months(limit: TimeLimit, start: datetime, calendar: WorkingCalendar, trigger: Trigger) -> Due:
    """The same date so many months on, or the last day of a month that has no such date (Đ148.3), rolled on."""
    last = calendar.later_month(start.date(), limit.amount)
    lines = [f"{_began(trigger, start)}, {trigger.day} không tính"]
    if last.day != start.day:
        lines.append(f"Tháng {last:%m/%Y} không có ngày {start.day}, thời hạn tính đến ngày cuối tháng")
    return _rolled(f"Hết {limit.text()}", lines, last, start, calendar)


def _same_day(limit: TimeLimit, start: datetime, calendar: WorkingCalendar, trigger: Trigger) -> Due:
    """The closing of the day itself, of the next working day after 15:00 (Luật Hộ tịch Đ5.3; NĐ 23/2015 Đ7)."""
    lines = [_began(trigger, start)]
    today = start.date()
    if not calendar.is_working_day(today):
        lines.append(f"{sentence(day_name(today, start))} không phải ngày làm việc: trả trong ngày làm việc tiếp theo")
    elif start.time() > CUT_OFF:
        lines.append("Nhận sau 15 giờ: trả trong ngày làm việc tiếp theo")
        lines += [_break_line(off, start) for off in calendar.stretches(today, calendar.add_days(today, 1)) if off.note]
        today = calendar.add_days(today, 1)
    moment = day_end(today, calendar)
    return Due(moment, (*lines, f"Trả kết quả: {_end_of_day(moment, start)}"), moment.date())


def _working_hours(limit: TimeLimit, start: datetime, calendar: WorkingCalendar, trigger: Trigger) -> Due:
    """Working minutes from the instant, or from the next opening when nobody works (Đ147.1)."""
    begin = calendar.next_opening(start)
    moment = calendar.add_minutes(start, limit.amount * 60)
    lines = [_began(trigger, start)]
    if begin != local_minute(start):
        lines.append(f"Ngoài giờ làm việc, tính từ {moment_name(begin, start)}")
    first, last = begin.date(), moment.date()
    lines.append(_hours_line(first, first, begin, moment, calendar))
    one_by_one = calendar.working_days_between(first, last) < _LISTED_ONE_BY_ONE
    for stretch in calendar.stretches(first, last):
        if stretch.note:
            lines.append(_break_line(stretch, start))
        elif one_by_one:
            days = _days_of(stretch, stretch.working_days, calendar)
            lines += [_hours_line(day, day, begin, moment, calendar) for day in days]
        else:
            lines.append(_hours_line(stretch.first, stretch.last, begin, moment, calendar))
    lines.append(f"Đủ {limit.text()} lúc {moment_name(moment, start)}")
    return Due(moment, tuple(lines), moment.date())


def _rolled(counted: str, lines: list[str], last: date, start: datetime, calendar: WorkingCalendar) -> Due:
    moment = day_end(last, calendar)
    reason = calendar.why_off(last)
    if reason is None:
        lines.append(f"{counted}: {_end_of_day(moment, start)}")
    else:
        off = "là ngày nghỉ hằng tuần" if reason == sentence(weekday_name(last)) else f"nghỉ: {reason}"
        lines += [
            f"{counted}: {day_name(last, start)} {off}",
            f"Thời hạn kết thúc vào ngày làm việc tiếp theo: {_end_of_day(moment, start)}",
        ]
    return Due(moment, tuple(lines), last)


def _began(trigger: Trigger, start: datetime) -> str:
    return f"{trigger.event} lúc {moment_name(start)}"


def _end_of_day(moment: datetime, start: datetime) -> str:
    return f"{day_name(moment, start)}, hết giờ làm việc {moment:%H:%M}"


def _break_line(stretch: Stretch, start: datetime) -> str:
    return f"{sentence(span_name(stretch.first, stretch.last, start))} {stretch.note}"


def _days_of(stretch: Stretch, count: int, calendar: WorkingCalendar) -> list[date]:
    """The first `count` working days of a run."""
    return [stretch.first, *(calendar.add_days(stretch.first, step) for step in range(1, count))][:count]


def _numbered(first: int, last: int, since: date, until: date, start: datetime) -> str:
    numbers = f"{first}" if first == last else f"{first}–{last}"
    return f"Ngày {numbers}: {span_name(since, until, start)}"


def _hours_line(first: date, last: date, begin: datetime, end: datetime, calendar: WorkingCalendar) -> str:
    opens, closes = max(begin, calendar.opening(first)), min(end, calendar.closing(last))
    hours = f" từ {opens:%H:%M} đến {closes:%H:%M}" if first == last else ""
    minutes = duration_name(calendar.minutes_between(opens, closes))
    return f"{sentence(span_name(first, last, begin))}{hours} = {minutes} làm việc"
