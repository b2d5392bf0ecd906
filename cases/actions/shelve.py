"""Write down where the paper file lies, so that whoever needs it finds it."""

from datetime import datetime

from cases.actions._move import moving
from cases.models import Dossier
from departments.models import User


def shelve(dossier: Dossier, *, by: User, at: datetime, shelf: str, revision: int | None = None) -> Dossier:
    """The shelf and compartment in the unit of whoever writes it; empty: taken off the shelf."""
    data = {"shelf": shelf}
    with moving(dossier, "shelve", by=by, at=at, note=shelf, data=data, revision=revision) as locked:
        locked.shelf = shelf
    return dossier
