"""The deadline mark of a dossier, of its step and of the desk's answer: kind and words, one definition for all pages.

The kinds follow `DossierQuerySet`: late is `overdue`, today is `due_today`, soon is `due_soon`, stopped is `standing`;
a step that is late while the promise holds is slow, never late. Pure: the moment and the calendar are passed in.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from cases.lateness import Timeliness, classify, lateness, remaining_days
from cases.models import Dossier, Task
from cases.status import STANDING, Status
from departments.day_names import DAY_MINUTES, duration_name, long_time
from departments.working_time import WorkingCalendar, local, local_minute
from departments.written import in_english, short, working_time
from procedures.time_limits import LimitUnit

# With no more than this left of the 8 working hours the desk's answer is urgent (domain: nhắc ở giờ thứ 6).
URGENT_MINUTES = 120
_NOT_RECEIVED = {
    Status.NEW: said("Chưa tiếp nhận"),
    Status.WAITING: said("Chờ bổ sung"),
    Status.REFUSED: said("Không tiếp nhận"),
    Status.WITHDRAWN: said("Đã rút hồ sơ"),
}
# By how much, and where that cannot be said in whole days or hours.
_OVERDUE = (said("Quá {time}"), said("Quá hạn"))
_DONE_LATE = (said("Xong muộn {time}"), said("Xong muộn"))
_SLOW = ("Chậm {time}", "Chậm")
_SLOW_STEP = ("Chậm bước {time}", "Chậm bước")


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
            return Mark("none", _("Trả lời trước {moment}").format(moment=_hour(dossier.answer_due_at)))
        return Mark("none", _not_received(dossier))
    if dossier.status in STANDING:
        return Mark("stopped", _("Tạm dừng"))
    if dossier.due_at is None or dossier.late_from is None:
        return Mark("none", _("Không có thời hạn"))
    in_hours = dossier.limit_unit == LimitUnit.WORKING_HOUR
    if dossier.late_from <= at:
        return Mark("late", _by(dossier.due_at, at, calendar, _OVERDUE, in_hours=in_hours))
    due, today = local(dossier.due_at), local(at).date()
    if due.date() <= today:
        hour = f"{due:%H:%M}"
        return Mark("today", _("Đến hạn {hour} hôm nay").format(hour=hour) if in_hours else _("Đến hạn hôm nay"))
    days = remaining_days(dossier.due_at, at, calendar)
    soon = due.date() <= calendar.add_days(today, 1)
    left = _("Còn {time}").format(time=working_time(days * DAY_MINUTES))
    return Mark("soon" if soon else "on", left if days else _("Sắp đến hạn"))


def step_mark(task: Task | None, dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Mark:
    """How one step stands to its own limit; a late step is slow (ochre), whatever the dossier's promise."""
    if task is None or task.due_at is None or task.late_from is None:
        return Mark("none", "Không định mức")
    unit = LimitUnit(task.step.limit_unit)
    in_hours = unit == LimitUnit.WORKING_HOUR
    if task.closed_at is not None:
        if classify(task.closed_at, task.due_at, unit) == Timeliness.LATE:
            return Mark("slow", _by(task.due_at, task.closed_at, calendar, _SLOW, in_hours=in_hours))
        return Mark("done", "Đúng định mức")
    if dossier.status in STANDING and dossier.finished_at is None:
        return Mark("stopped", "Tạm dừng")
    if task.late_from <= at:
        return Mark("slow", _by(task.due_at, at, calendar, _SLOW_STEP, in_hours=in_hours))
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
        return Mark("none", _not_received(dossier))
    if dossier.due_at is None:
        return Mark("done", _("Đã xong"))
    unit = LimitUnit(dossier.limit_unit)
    in_hours = unit == LimitUnit.WORKING_HOUR
    match classify(finished_at, dossier.due_at, unit):
        case Timeliness.LATE:
            return Mark("late", _by(dossier.due_at, finished_at, calendar, _DONE_LATE, in_hours=in_hours))
        case Timeliness.EARLY:
            days = remaining_days(dossier.due_at, finished_at, calendar)
            early = _("Trước hạn {time}").format(time=working_time(days * DAY_MINUTES))
            return Mark("early", early if days else _("Trước hạn"))
    return Mark("done", _("Đúng hạn"))


def _by(due: datetime, end: datetime, calendar: WorkingCalendar, words: tuple[str, str], *, in_hours: bool) -> str:
    """By how much: whole working days, or hours and minutes for a limit in hours missed by less than a day."""
    late = lateness(due, local_minute(end), calendar)
    if in_hours and late.working_days == 0 and late.working_minutes:
        return _(words[0]).format(time=working_time(late.working_minutes))
    return _(words[0]).format(time=working_time(late.working_days * DAY_MINUTES)) if late.working_days else _(words[1])


def _not_received(dossier: Dossier) -> str:
    words = _NOT_RECEIVED.get(Status(dossier.status))
    return _(words) if words else dossier.get_status_display()


def _hour(moment: datetime) -> str:
    return short(moment) if in_english() else f"{timezone.localtime(moment):%H:%M %d/%m}"
