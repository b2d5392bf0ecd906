"""Refuse to receive a dossier, in writing and with the reason (Mẫu 03): the leader decides, the desk proposes."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._requests import drop_request
from cases.models import Dossier
from departments.models import User


def refuse(dossier: Dossier, *, by: User | None, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Close the dossier before its clock ever started."""
    with moving(dossier, "refuse", by=by, at=at, note=reason, revision=revision) as locked:
        locked.finished_at = at
        drop_request(locked, at=at)
    return dossier
