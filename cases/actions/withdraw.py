"""The applicant takes the dossier back before there is a result."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._requests import drop_request
from cases.actions._stops import start_clock
from cases.actions._tasks import close_step
from cases.models import Dossier
from departments.models import User


def withdraw(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """End the dossier at the applicant's wish; a clerk may do it for a person at the counter."""
    with moving(dossier, "withdraw", by=by, at=at, note=reason, revision=revision) as locked:
        start_clock(locked, at=at)
        drop_request(locked, at=at)
        close_step(locked, by=by, at=at)
        locked.finished_at = at
    return dossier
