"""The checklist of a step as a dossier's page shows it: what is to be looked at, what has been, by whom and when."""

from dataclasses import dataclass

from cases.models import Dossier, Task, TaskTick
from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role
from departments.vietnamese import plain_moment


@dataclass(frozen=True)
class Line:
    """One thing to look at; `said` is who has ticked it and when, "" while nobody has."""

    text: str
    said: str


@dataclass(frozen=True)
class Checklist:
    """The lines of the step at hand, whether the reader ticks them, and what was ticked at the steps before."""

    task: int | None
    lines: list[Line]
    open: bool
    before: list[Line]

    @property
    def left(self) -> int:
        """How many nobody has ticked."""
        return sum(not line.said for line in self.lines)

    @property
    def left_words(self) -> str:
        """The same for people."""
        return f"Còn {self.left} việc của bước này chưa đánh dấu."


def checklist_of(dossier: Dossier, user: User) -> Checklist | None:
    """None where no step of the version has a checklist: then nothing is asked of the database, else one statement."""
    if not any(step.checklist for step in dossier.version.steps.all()):
        return None
    task = dossier.current_task if dossier.finished_at is None else None
    ticks = list(TaskTick.objects.filter(task__dossier=dossier).select_related("by", "task__step"))
    now = {one.line: _said(one) for one in ticks if task and one.task_id == task.pk}
    return Checklist(
        task=task.pk if task else None,
        lines=[Line(text, now.get(text, "")) for text in task.step.checks()] if task else [],
        open=task is not None and may_tick(user, task),
        before=[
            Line(f"{one.task.step.name}: {one.line}", _said(one))
            for one in ticks
            if task is None or one.task_id != task.pk
        ],
    )


def may_tick(user: User, task: Task) -> bool:
    """Whoever holds the step; while nobody does, those whose step it is in that unit."""
    if task.assignee_id is not None:
        return task.assignee_id == user.pk
    return any(
        post.role == Role(task.step.role) and post.department_id == task.department_id for post in posts_in_force(user)
    )


def _said(one: TaskTick) -> str:
    return f"{one.by.get_full_name()}, {plain_moment(one.at)}"
