"""Receive a complete dossier: the clock starts and the moment of the result is promised (NĐ 118/2025 Đ17.3)."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._requests import accept_request
from cases.actions._tasks import open_step
from cases.actions._terms import fees_of, fix_fee, fix_limit
from cases.models import Dossier
from departments.models import User
from procedures.models import StepKind


def receive(dossier: Dossier, *, by: User, at: datetime, revision: int | None = None) -> Dossier:
    """Accept the dossier; limit, fee and due moment are fixed from the version it was submitted under."""
    with moving(dossier, "receive", by=by, at=at, revision=revision) as locked:
        locked.received_at = at
        fix_limit(locked)
        fix_fee(locked, fees_of(locked, at))
        accept_request(locked, at=at)
        open_step(locked, locked.version.steps.get(kind=StepKind.RECEIVE), at=at, assignee=by)
    return dossier
