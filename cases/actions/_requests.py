"""End the request for papers that is open, if any; used by moves, inside their transaction."""

from datetime import datetime

from cases.models import Dossier


def accept_request(dossier: Dossier, *, at: datetime) -> None:
    """What was asked for is there."""
    dossier.supplements.filter(accepted_at=None, dropped_at=None).update(accepted_at=at)


def drop_request(dossier: Dossier, *, at: datetime) -> None:
    """The dossier has ended: nobody waits for it any more."""
    dossier.supplements.filter(accepted_at=None, dropped_at=None).update(dropped_at=at)
