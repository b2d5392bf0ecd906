"""Tick the checklist of the step at hand."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cases.checklist import may_tick
from cases.errors import Changed, NotAllowed
from cases.models import Dossier, Task, TaskTick
from departments.models import User


def tick(dossier: Dossier, *, by: User, at: datetime, task: int, lines: Iterable[str]) -> None:
    """These lines are ticked now and no others; who ticked a line first stays named for it.

    `task` is the step the page showed. Raises Changed when the dossier has gone on, NotAllowed for others.
    """
    with transaction.atomic():
        step = Task.objects.select_for_update(of=("self",)).select_related("step").get(pk=task, dossier=dossier)
        if step.closed_at is not None:
            raise Changed("Hồ sơ đã sang bước khác nên không đánh dấu được nữa.")
        if not may_tick(by, step):
            raise NotAllowed("Chỉ người làm bước này đánh dấu được.")
        wanted = [line for line in step.step.checks() if line in set(lines)]
        step.ticks.exclude(line__in=wanted).delete()
        new = [TaskTick(task=step, line=line, by=by, at=at) for line in wanted]
        TaskTick.objects.bulk_create(new, ignore_conflicts=True)
