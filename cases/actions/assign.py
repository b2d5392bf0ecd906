"""Give the work to an officer, by the head or by taking it oneself."""

from datetime import datetime
from typing import Any

from cases.actions._move import moving
from cases.actions._tasks import advance, hand_over_step
from cases.errors import MoveRefused
from cases.models import Dossier, Task
from departments.models import Post, User
from departments.roles import Role
from departments.working_time import local
from procedures.models import StepKind


def officers_of(dossier: Dossier, at: datetime) -> list[User]:
    """Those who can be given the dossier: officers of its division on that day."""
    posts = Post.objects.in_force(local(at).date()).filter(department=dossier.division_id, role=Role.OFFICER)
    return [post.user for post in posts.select_related("user").order_by("user__full_name")]


def assign(
    dossier: Dossier, *, by: User, at: datetime, officer: User, note: str = "", revision: int | None = None
) -> Dossier:
    """Assign or reassign; raises MoveRefused when the officer does not work in the division."""
    data: dict[str, Any] = {"officer": officer.get_full_name(), "officer_id": officer.pk}
    with moving(dossier, "assign", by=by, at=at, note=note, data=data, revision=revision) as locked:
        if officer not in officers_of(locked, at):
            raise MoveRefused(f"{officer} không phải chuyên viên của {locked.division}.")
        task = locked.current_task
        if task is not None and task.step.kind == StepKind.HANDLE:
            data["from"] = task.assignee.get_full_name() if task.assignee else ""
            hand_over_step(task, Task.Handed.PASSED, by=by, at=at, why=note, to=officer)
        else:
            advance(locked, by=by, at=at, assignee=officer)
    return dossier


def pass_on(
    dossier: Dossier, *, by: User, at: datetime, officer: User, reason: str, revision: int | None = None
) -> Dossier:
    """Give one's own open step to a colleague of the division; its limit runs on and the head sees it in a list."""
    data: dict[str, Any] = {"officer": officer.get_full_name(), "officer_id": officer.pk}
    with moving(dossier, "pass_on", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        task = locked.current_task
        if task is None or officer == task.assignee or officer not in officers_of(locked, at):
            raise MoveRefused(f"{officer} không phải một chuyên viên khác của {locked.division}.")
        data["from"] = task.assignee.get_full_name() if task.assignee else ""
        hand_over_step(task, Task.Handed.PASSED, by=by, at=at, why=reason, to=officer)
    return dossier


def claim(dossier: Dossier, *, by: User, at: datetime, revision: int | None = None) -> Dossier:
    """Take a dossier of the division that nobody holds yet."""
    with moving(dossier, "claim", by=by, at=at, revision=revision) as locked:
        task = locked.current_task
        if task is not None:
            task.assignee = by
            task.save(update_fields=["assignee"])
    return dossier
