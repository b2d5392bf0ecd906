"""Hand a received dossier to those who work on it (NĐ 118/2025 Đ18.2: same working day, after 15:00 the next)."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._tasks import advance
from cases.models import Dossier
from departments.models import User


def transfer(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """Close the desk's step and open the next one of the workflow."""
    with moving(dossier, "transfer", by=by, at=at, note=note, revision=revision) as locked:
        advance(locked, by=by, at=at)
    return dossier
