"""Stop a dossier's clock and let it run again; used by moves, inside their transaction."""

from datetime import datetime

from cases.models import ClockStop, Dossier


def stop_clock(dossier: Dossier, *, at: datetime, reason: str, policy: str, legal_basis: str) -> ClockStop:
    """Begin a stop; without a legal basis it is recorded but moves no date."""
    return ClockStop.objects.create(dossier=dossier, since=at, reason=reason, policy=policy, legal_basis=legal_basis)


def start_clock(dossier: Dossier, *, at: datetime) -> None:
    """End the stop that is open, if any."""
    dossier.stops.filter(until=None).update(until=at)
