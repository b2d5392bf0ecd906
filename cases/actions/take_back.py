"""Take back what one has just handed on, before the next person has done anything with it."""

from datetime import datetime

from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Dossier, ReviewEntry, Task
from departments.models import User


def take_back(dossier: Dossier, *, by: User, at: datetime, revision: int | None = None) -> Dossier:
    """The step is one's own again, with the limit it had; raises MoveRefused where somebody has acted since."""
    with moving(dossier, "take_back", by=by, at=at, revision=revision) as locked:
        _undo(locked, by=by)
    return dossier


def take_back_transfer(dossier: Dossier, *, by: User, at: datetime, revision: int | None = None) -> Dossier:
    """The same for the desk: the dossier is back before the division has touched it."""
    with moving(dossier, "take_back_transfer", by=by, at=at, revision=revision) as locked:
        _undo(locked, by=by)
    return dossier


def _undo(dossier: Dossier, *, by: User) -> None:
    task = dossier.current_task
    if task is None:
        return
    if task.handed_how == Task.Handed.PASSED and task.handed_by == by:
        task.assignee, task.held_before = task.held_before, None
        task.handed_how, task.handed_by, task.handed_at, task.handed_why = "", None, None, ""
        task.save()
        return
    if task.ticks.exists():
        raise MoveRefused("Người nhận đã bắt đầu kiểm tra hồ sơ ở bước này nên không lấy lại được nữa.")
    # Nobody worked on the step that was opened: it goes, with what reminded of it, and the one before it is open as if
    # it had never been closed.
    before = dossier.tasks.select_related("step", "assignee").filter(closed_at__isnull=False).order_by("-pk")[0]
    dossier.current_task = before
    dossier.save(update_fields=["current_task"])
    task.reminders.all().delete()
    ReviewEntry.objects.filter(task=task).update(task=before)
    task.delete()
    before.closed_at, before.closed_by = None, None
    before.save(update_fields=["closed_at", "closed_by"])
