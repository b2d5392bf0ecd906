"""Leave a note for colleagues; the applicant does not see it."""

from datetime import datetime

from cases.actions._move import moving
from cases.models import Dossier
from departments.models import User


def comment(dossier: Dossier, *, by: User, at: datetime, text: str, revision: int | None = None) -> Dossier:
    """Add the note to the log."""
    with moving(dossier, "comment", by=by, at=at, note=text, revision=revision):
        pass
    return dossier
