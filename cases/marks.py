"""The deadline mark of a dossier, of its step and of the desk's answer: kind and words, one definition for all pages.

The kinds follow `DossierQuerySet`: late is `overdue`, today is `due_today`, soon is `due_soon`, stopped is `standing`;
a step that is late while the promise holds is slow, never late. Pure: the moment and the calendar are passed in.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.lateness import Timeliness, classify, lateness, remaining_days
from cases.models import Dossier, Task
from cases.status import STANDING, Status
from departments.day_names import DAY_MINUTES, duration_name, long_time
from departments.working_time import WorkingCalendar, local, local_minute
from procedures.time_limits import LimitUnit

# With no more than this left of the 8 working hours the desk's answer is urgent (domain: nhắc ở giờ thứ 6).
URGENT_MINUTES = 120
_NOT_RECEIVED = {
    Status.NEW: "Chưa tiếp nhận",
    Status.WAITING: "Chờ bổ sung",
    Status.REFUSED: "Không tiếp nhận",
    Status.WITHDRAWN: "Đã rút hồ sơ",
}


@dataclass(frozen=True)
class Mark:
    """What components/due.html shows: a kind (shape and colour) and the same in words."""

    kind: str
    text: str


def mark(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Mark:
    """How the dossier stands to its promise at `at`."""
    if dossier.finished_at is not None:
        return _finished(dossier, dossier.finished_at, calendar)
    if dossier.received_at is None:
        if dossier.status == Status.NEW and dossier.answer_due_at is not None:
            return Mark("none", f"Trả lời trước {_hour(dossier.answer_due_at)}")
        return Mark("none", _NOT_RECEIVED.get(Status(dossier.status), dossier.get_status_display()))
    if dossier.status in STANDING:
        return Mark("stopped", "Tạm dừng")
    if dossier.due_at is None or dossier.late_from is None:
        return Mark("none", "Không có thời hạn")
    in_hours = dossier.limit_unit == LimitUnit.WORKING_HOUR
    if dossier.late_from <= at:
        return Mark("late", _by(dossier.due_at, at, calendar, "Quá", "Quá hạn", in_hours=in_hours))
    due, today = local(dossier.due_at), local(at).date()
    if due.date() <= today:
        return Mark("today", f"Đến hạn {due:%H:%M} hôm nay" if in_hours else "Đến hạn hôm nay")
    days = remaining_days(dossier.due_at, at, calendar)
    soon = due.date() <= calendar.add_days(today, 1)
    return Mark("soon" if soon else "on", f"Còn {days} ngày làm việc" if days else "Sắp đến hạn")


def step_mark(task: Task | None, dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Mark:
    """How one step stands to its own limit; a late step is slow (ochre), whatever the dossier's promise."""
    if task is None or task.due_at is None or task.late_from is None:
        return Mark("none", "Không định mức")
    unit = LimitUnit(task.step.limit_unit)
    in_hours = unit == LimitUnit.WORKING_HOUR
    if task.closed_at is not None:
        if classify(task.closed_at, task.due_at, unit) == Timeliness.LATE:
            return Mark("slow", _by(task.due_at, task.closed_at, calendar, "Chậm", "Chậm", in_hours=in_hours))
        return Mark("done", "Đúng định mức")
    if dossier.status in STANDING and dossier.finished_at is None:
        return Mark("stopped", "Tạm dừng")
    if task.late_from <= at:
        return Mark("slow", _by(task.due_at, at, calendar, "Chậm bước", "Chậm bước", in_hours=in_hours))
    if local(task.due_at).date() <= local(at).date():
        return Mark("on", f"Hạn bước {local(task.due_at):%H:%M} hôm nay")
    return Mark("on", f"Còn {max(1, remaining_days(task.due_at, at, calendar))} ngày làm việc")


def answer_mark(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Mark:
    """How much of the 8 working hours is left in which the desk must answer (NĐ 45/2020 Đ11)."""
    if dossier.status != Status.NEW or dossier.answer_due_at is None:
        return Mark("none", "Không có giờ trả lời")
    minutes = calendar.minutes_between(at, dossier.answer_due_at)
    if dossier.answer_due_at < at:
        return Mark("late", f"Trả lời muộn {duration_name(-minutes)} làm việc" if minutes else "Hết giờ trả lời")
    urgent = minutes <= URGENT_MINUTES
    today = local(dossier.answer_due_at).date() == local(at).date()
    return Mark("today" if urgent else "soon" if today else "on", f"Còn {duration_name(minutes)} làm việc")


def waiting_mark(since: datetime, at: datetime, calendar: WorkingCalendar) -> Mark:
    """How long what the applicant sent has been waiting for the office; from one working day on it presses."""
    minutes = calendar.minutes_between(since, at)
    if minutes <= 0:
        return Mark("on", "Vừa gửi, chờ kiểm tra")
    return Mark("today" if minutes >= DAY_MINUTES else "soon", f"Chờ kiểm tra {long_time(minutes)}")


def _finished(dossier: Dossier, finished_at: datetime, calendar: WorkingCalendar) -> Mark:
    if dossier.received_at is None or dossier.status in (Status.WITHDRAWN, Status.STOPPED):
        return Mark("none", _NOT_RECEIVED.get(Status(dossier.status), dossier.get_status_display()))
    if dossier.due_at is None:
        return Mark("done", "Đã xong")
    unit = LimitUnit(dossier.limit_unit)
    in_hours = unit == LimitUnit.WORKING_HOUR
    match classify(finished_at, dossier.due_at, unit):
        case Timeliness.LATE:
            return Mark("late", _by(dossier.due_at, finished_at, calendar, "Xong muộn", "Xong muộn", in_hours=in_hours))
        case Timeliness.EARLY:
            days = remaining_days(dossier.due_at, finished_at, calendar)
            return Mark("early", f"Trước hạn {days} ngày làm việc" if days else "Trước hạn")
    return Mark("done", "Đúng hạn")


def _by(due: datetime, end: datetime, calendar: WorkingCalendar, verb: str, bare: str, *, in_hours: bool) -> str:
    """By how much: whole working days, or hours and minutes for a limit in hours missed by less than a day."""
    late = lateness(due, local_minute(end), calendar)
    if in_hours and late.working_days == 0 and late.working_minutes:
        return f"{verb} {duration_name(late.working_minutes)} làm việc"
    return f"{verb} {late.working_days} ngày làm việc" if late.working_days else bare


def _hour(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m}"
