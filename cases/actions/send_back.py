"""The head sends a dossier back to the one-stop desk: it lacks something that the desk should have seen."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._tasks import close_step, hand_over_step, open_step
from cases.models import Dossier, Task
from departments.models import User
from procedures.models import StepKind


def send_back(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Open the desk's step again, with the reason; the promise stays, for the applicant is not the one to wait."""
    with moving(dossier, "send_back", by=by, at=at, note=reason, revision=revision) as locked:
        close_step(locked, by=by, at=at)
        task = open_step(locked, locked.version.steps.get(kind=StepKind.RECEIVE), at=at)
        hand_over_step(task, Task.Handed.RETURNED, by=by, at=at, why=reason, to=None)
    return dossier
