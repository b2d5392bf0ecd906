"""Early, on time or late, and by how much: one definition for lists, badges, mails and reports. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import TextChoices

from departments.working_time import HANOI, WorkingCalendar, local, local_minute
from procedures.time_limits import LimitUnit

_SOON = 1  # working days


class Timeliness(TextChoices):
    """How finished work stands to its promise."""

    EARLY = "early", "Trước hạn"
    ON_TIME = "on_time", "Đúng hạn"
    LATE = "late", "Quá hạn"


class Urgency(TextChoices):
    """How open work stands to its promise; every number of days belongs to exactly one."""

    OVERDUE = "overdue", "Quá hạn"
    DUE_TODAY = "due_today", "Đến hạn hôm nay"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    ON_TRACK = "on_track", "Trong hạn"


@dataclass(frozen=True)
class Lateness:
    """How late something is, in working days and in working minutes; both 0 when it is not."""

    working_days: int
    working_minutes: int


def late_from(due_at: datetime, unit: LimitUnit) -> datetime:
    """The first moment that is late.

    A limit in days ends when its day does (BLDS Đ148.6), so nothing of the due date is late; the closing time on the
    receipt is for people. A limit in hours is exact to the minute.
    """
    due = local_minute(due_at)
    if unit == LimitUnit.WORKING_HOUR:
        return due + timedelta(minutes=1)
    return datetime.combine(due.date() + timedelta(days=1), time(), HANOI)


def classify(finished_at: datetime, due_at: datetime | None, unit: LimitUnit) -> Timeliness:
    """Early, on time or late: by the date for limits in days, by the minute for hours; without a limit on time."""
    if due_at is None:
        return Timeliness.ON_TIME
    end, due = local_minute(finished_at), local_minute(due_at)
    if end >= late_from(due, unit):
        return Timeliness.LATE
    early = end < due if unit == LimitUnit.WORKING_HOUR else end.date() < due.date()
    return Timeliness.EARLY if early else Timeliness.ON_TIME


def by_second(finished_at: datetime, due_at: datetime | None) -> Timeliness:
    """As the national index compares (QĐ 766): to the second, whatever the unit of the limit."""
    if due_at is None:
        return Timeliness.ON_TIME
    end, due = finished_at.replace(microsecond=0), due_at.replace(microsecond=0)
    if end == due:
        return Timeliness.ON_TIME
    return Timeliness.LATE if end > due else Timeliness.EARLY


def lateness(due_at: datetime, at: datetime, calendar: WorkingCalendar) -> Lateness:
    """How late `at` is after the due moment; a day off between the two is nobody's fault and counts as nothing."""
    if at <= due_at:
        return Lateness(0, 0)
    days = calendar.working_days_between(local(due_at).date(), local(at).date())
    return Lateness(days, calendar.minutes_between(due_at, at))


def remaining_days(due_at: datetime, at: datetime, calendar: WorkingCalendar) -> int:
    """Working days left after today's; 0 on the due date, negative from the next working day on."""
    return calendar.working_days_between(local(at).date(), local(due_at).date())


def urgency(due_at: datetime, at: datetime, unit: LimitUnit, calendar: WorkingCalendar) -> Urgency:
    """Where open work stands: late, due today, due within 1 working day, or neither."""
    if at >= late_from(due_at, unit):
        return Urgency.OVERDUE
    if local(due_at).date() == local(at).date():
        return Urgency.DUE_TODAY
    return Urgency.DUE_SOON if remaining_days(due_at, at, calendar) <= _SOON else Urgency.ON_TRACK
