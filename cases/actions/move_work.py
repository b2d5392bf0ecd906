"""Give all open work of one person to another: he has left, is away for long, or has too much."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Count

from cases.actions._log import log
from cases.actions._move import lock
from cases.actions._tasks import hand_over_step
from cases.actions.assign import officers_of
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, Task
from cases.models.dossier_queries import DossierQuerySet
from departments.access import has_role, posts_in_force
from departments.models import User
from departments.roles import Role


@dataclass(frozen=True)
class Load:
    """How much a person holds, of the work that somebody may move."""

    person: User
    number: int


def work_to_move(by: User) -> DossierQuerySet:
    """What is held by somebody and may be moved: of the division one heads; an administrator's are all."""
    held = Dossier.objects.filter(current_task__assignee__isnull=False, current_task__step__role=Role.OFFICER)
    held = held.filter(current_task__closed_at=None, finished_at=None)
    if has_role(by, Role.ADMINISTRATOR):
        return held
    return held.filter(division__in=[post.department_id for post in posts_in_force(by) if post.role == Role.HEAD])


def loads(by: User) -> list[Load]:
    """Who holds how much, the one with the most first."""
    counted = work_to_move(by).order_by().values_list("current_task__assignee").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("current_task__assignee", "number"))
    people = User.objects.filter(pk__in=numbers)
    return sorted((Load(one, numbers[one.pk]) for one in people), key=lambda load: (-load.number, str(load.person)))


def move_work(*, source: User, to: User, by: User, at: datetime, reason: str) -> int:
    """Give every open step that `source` holds to `to`, all or none, as one act: one moment, one mark in each log.

    How many; the limits run on. Raises MoveRefused where `to` does not work in one of the divisions, NotAllowed for who
    is neither head nor administrator.
    """
    if not has_role(by, Role.HEAD, Role.ADMINISTRATOR):
        raise NotAllowed("Chỉ trưởng phòng và quản trị chuyển được việc của người khác.")
    if source == to:
        raise MoveRefused("Hãy chọn hai người khác nhau.")
    act = str(uuid4())
    with transaction.atomic():
        moved = [
            pk
            for pk in work_to_move(by).filter(current_task__assignee=source).order_by("pk").values_list("pk", flat=True)
            if _move(pk, source=source, to=to, by=by, at=at, reason=reason, act=act)
        ]
        if not moved:
            raise MoveRefused(f"{source} không giữ hồ sơ nào.")
    return len(moved)


def _move(pk: int, *, source: User, to: User, by: User, at: datetime, reason: str, act: str) -> bool:
    dossier = lock(pk)
    task = dossier.current_task
    if task is None or task.assignee != source:
        return False
    if to not in officers_of(dossier, at):
        raise MoveRefused(f"{to} không phải chuyên viên của {dossier.division}, nơi có hồ sơ {dossier.code}.")
    hand_over_step(task, Task.Handed.PASSED, by=by, at=at, why=reason, to=to)
    dossier.handed_on_by = None
    dossier.revision += 1
    dossier.save(update_fields=["handed_on_by", "revision"])
    data = {"from": source.get_full_name(), "officer": to.get_full_name(), "officer_id": to.pk, "act": act}
    log(dossier, "move_work", by=by, at=at, from_status=dossier.status, department=None, note=reason, data=data)
    return True
