"""Follow a dossier beside one's own work, and no longer; it moves nothing and stands in no log."""

from datetime import datetime

from cases.models import Dossier, Watch
from departments.models import User


def watch(dossier: Dossier, *, by: User, at: datetime) -> None:
    """From now on it stands in the person's list of followed dossiers, also after it has gone on to others."""
    Watch.objects.get_or_create(user=by, dossier=dossier, defaults={"since": at})


def stop_watching(dossier: Dossier, *, by: User) -> None:
    """It leaves the person's list; nothing happens where it is not there."""
    Watch.objects.filter(user=by, dossier=dossier).delete()
