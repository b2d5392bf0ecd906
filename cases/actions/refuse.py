"""Refuse to receive a dossier, in writing and with the reason (Mẫu 03)."""

from datetime import datetime

from cases.actions._move import moving
from cases.models import Dossier
from departments.models import User


def refuse(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Close the dossier before its clock ever started."""
    with moving(dossier, "refuse", by=by, at=at, note=reason, revision=revision) as locked:
        locked.finished_at = at
        locked.supplements.filter(accepted_at=None).update(accepted_at=at)
    return dossier
