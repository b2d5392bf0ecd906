"""Open and close the steps of a dossier; used by moves, inside their transaction."""

from datetime import datetime

from cases.models import Dossier, Task
from departments.models import User
from procedures.models import Place, StepKind, WorkflowStep


def open_step(dossier: Dossier, step: WorkflowStep, *, at: datetime, assignee: User | None = None) -> Task:
    """Start the step at the unit its place rule names; its due moment follows when the move settles."""
    department = {Place.DESK: dossier.desk, Place.DIVISION: dossier.division, Place.AGENCY: dossier.department}
    task = Task.objects.create(
        dossier=dossier, step=step, department=department[Place(step.place)], assignee=assignee, opened_at=at
    )
    dossier.current_task = task
    return task


def hand_over_step(task: Task, how: Task.Handed, *, by: User, at: datetime, why: str, to: User | None) -> None:
    """Give the open step to another holder, with who did it and why; who held it before stays known."""
    task.held_before = task.assignee
    task.assignee, task.handed_how, task.handed_by, task.handed_at, task.handed_why = to, how, by, at, why
    task.save(update_fields=["assignee", "held_before", "handed_how", "handed_by", "handed_at", "handed_why"])


def close_step(dossier: Dossier, *, by: User | None, at: datetime) -> None:
    """End the step at hand, if there is one."""
    task = dossier.current_task
    if task is not None:
        task.closed_at, task.closed_by = at, by
        task.save(update_fields=["closed_at", "closed_by"])
        dossier.current_task = None


def advance(dossier: Dossier, *, by: User, at: datetime, assignee: User | None = None) -> WorkflowStep:
    """End the step at hand and start the next one; the last step of a workflow is the hand-over, so there is one."""
    following = dossier.next_step()
    if following is None:
        raise WorkflowStep.DoesNotExist(f"Quy trình của {dossier.version} không có bước tiếp theo.")
    close_step(dossier, by=by, at=at)
    open_step(dossier, following, at=at, assignee=assignee)
    return following


def last_handling_step(dossier: Dossier) -> WorkflowStep:
    """Where work goes back to for correction."""
    return dossier.version.steps.filter(kind=StepKind.HANDLE).order_by("-position")[0]
