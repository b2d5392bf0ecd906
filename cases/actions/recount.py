"""After a change of the calendar or of office hours: count every open promise anew, from what is stored.

What is finished keeps the moment it was measured by. Each dossier that changes is locked, changed and logged by itself,
so that the rest of the office goes on working; running it again changes nothing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases.actions._log import log
from cases.actions._move import lock
from cases.actions._notice import tell
from cases.deadlines import recompute, recompute_task
from cases.models import Dossier
from departments.calendars import calendar_for
from departments.models import Department, User
from departments.working_time import CalendarError, WorkingCalendar

_MOMENTS = ("due_original", "due_at", "late_from", "clock_running")
_AT_ONCE = 500


@dataclass(frozen=True)
class Change:
    """One dossier whose moments are not what the calendar says; `problem` says why it could not be counted."""

    code: str
    before: datetime | None
    after: datetime | None
    step_before: datetime | None = None
    step_after: datetime | None = None
    problem: str = ""


class _Calendars:
    """The calendar of each agency, read once."""

    def __init__(self) -> None:
        self._known: dict[int, WorkingCalendar] = {}

    def of(self, department: Department) -> WorkingCalendar:
        if department.pk not in self._known:
            self._known[department.pk] = calendar_for(department)
        return self._known[department.pk]


def preview(limit: int | None = None) -> list[Change]:
    """What `recount` would change, and changes nothing; with a limit only those promised latest are looked at."""
    calendars = _Calendars()
    found = _open().order_by("-due_at", "pk")
    dossiers = found if limit is None else found[:limit]
    return [change for dossier in dossiers if (change := _counted(dossier, calendars))]


def recount(*, at: datetime, by: User | None = None) -> list[Change]:
    """Count every open dossier and its open step anew and tell what changed; `by` is None when the system did it."""
    calendars = _Calendars()
    return [change for pk in _affected(calendars) if (change := _recount_one(pk, calendars, at=at, by=by))]


def _open() -> QuerySet[Dossier]:
    found = Dossier.objects.filter(received_at__isnull=False, finished_at=None)
    return found.select_related("department", "current_task__step").prefetch_related("stops")


def _affected(calendars: _Calendars) -> Iterator[int]:
    last = 0
    while batch := list(_open().filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield from (dossier.pk for dossier in batch if _counted(dossier, calendars))
        last = batch[-1].pk


def _recount_one(pk: int, calendars: _Calendars, *, at: datetime, by: User | None) -> Change | None:
    """Under lock, for someone may have moved the dossier since it was looked at."""
    with transaction.atomic():
        dossier = lock(pk)
        if dossier.finished_at is not None:
            return None
        change = _counted(dossier, calendars)
        if change is None or change.problem:
            return change
        if dossier.current_task is not None:
            dossier.current_task.save(update_fields=["due_at", "late_from"])
        dossier.sync_status = Dossier.Sync.PENDING
        dossier.revision += 1
        dossier.save(update_fields=[*_MOMENTS, "sync_status", "revision"])
        data = {"due_before": _written(change.before), "due_after": _written(change.after)}
        note = "Tính lại ngày hẹn theo lịch làm việc mới."
        log(dossier, "recount", by=by, at=at, from_status=dossier.status, department=None, note=note, data=data)
        if change.before != change.after:
            tell(dossier, "recount", at=at)
        return change


def _counted(dossier: Dossier, calendars: _Calendars) -> Change | None:
    """Write the new moments into the dossier and its step (unsaved); None when they are the old ones."""
    task = dossier.current_task
    old, old_step = _moments(dossier), (task.due_at, task.late_from) if task else None
    due, step_due = dossier.due_at, task.due_at if task else None
    try:
        calendar = calendars.of(dossier.department)
        recompute(dossier, calendar)
        if task:
            recompute_task(task, dossier, calendar)
    except CalendarError as error:
        return Change(dossier.code or "", due, None, problem=str(error))
    if old == _moments(dossier) and old_step == ((task.due_at, task.late_from) if task else None):
        return None
    return Change(dossier.code or "", due, dossier.due_at, step_due, task.due_at if task else None)


def _moments(dossier: Dossier) -> list[object]:
    return [getattr(dossier, name) for name in _MOMENTS]


def _written(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
