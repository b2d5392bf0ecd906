"""Apologise for being late and promise a new date; the original date stays and decides what counts as late."""

from datetime import date, datetime

from django.utils import timezone

from cases.actions._letters import APOLOGY, letter_number
from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Apology, Dossier
from departments.calendars import calendar_for
from departments.models import User
from departments.working_time import WorkingCalendar


def apologise(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    reason: str,
    new_day: date,
    exception: str = "",
    revision: int | None = None,
) -> Dossier:
    """Sign the apology (Mẫu 04) with the day of the new promise.

    It is due at least one working day before the promised date and may happen once; `exception` is the leader's
    recorded reason for doing otherwise. Raises MoveRefused for a date that is no working day or not later than the
    promise.
    """
    data: dict[str, str] = {}
    with moving(dossier, "apologise", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        calendar = calendar_for(locked.department)
        promised = locked.promised_at
        if promised is None:
            raise MoveRefused("Hồ sơ không có ngày hẹn trả nên không cần hẹn lại.")
        _check_day(new_day, promised, calendar)
        if not exception and needs_exception(locked, at, calendar):
            raise MoveRefused("Xin lỗi muộn hơn một ngày làm việc trước hạn, hoặc hẹn lại lần nữa, phải ghi rõ lý do.")
        locked.reappointed_at = calendar.closing(new_day)
        Apology.objects.create(
            dossier=locked,
            reason=reason,
            due_before=promised,
            due_after=locked.reappointed_at,
            exception=exception,
            by=by,
            at=at,
        )
        data["due_after"] = locked.reappointed_at.isoformat()
        if exception:
            data["exception"] = exception
        data["letter"] = letter_number(locked, APOLOGY, at=at)
    return dossier


def needs_exception(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> bool:
    """Whether an apology now departs from the rule: once, and at least one working day before the promised date."""
    if dossier.reappointed_at is not None or dossier.due_at is None:
        return True
    return calendar.add_days(timezone.localtime(at).date(), 1) > timezone.localtime(dossier.due_at).date()


def _check_day(day: date, promised: datetime, calendar: WorkingCalendar) -> None:
    if not calendar.is_working_day(day):
        raise MoveRefused(f"Ngày {day:%d/%m/%Y} không phải ngày làm việc; hãy chọn ngày khác.")
    if day <= timezone.localtime(promised).date():
        raise MoveRefused("Ngày hẹn lại phải sau ngày đã hẹn.")
