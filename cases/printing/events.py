"""Which event of the log a paper speaks of: the paper is kept for it."""

from collections.abc import Callable

from cases.models import Dossier, Event

# The event for a dossier and an ordinal (from 1; None for the newest), or None where that did not happen.
EventOf = Callable[[Dossier, int | None], Event | None]


def nth(*actions: str) -> EventOf:
    """The event of that ordinal among those with one of the actions."""

    def event_of(dossier: Dossier, ordinal: int | None) -> Event | None:
        found = dossier.events.filter(action__in=actions).order_by("number")
        if ordinal is None:
            return found.last()
        return found[ordinal - 1 : ordinal].first() if ordinal > 0 else None

    return event_of


SUBMITTED = nth("submit")
RECEIVED = nth("receive")
# Corrected, the receipt is made anew; the one that was given out stays kept for its own event.
RECEIPT = nth("receive", "correct", "change_case")
ASKED = nth("ask_completion", "request_supplement")
REFUSED = nth("refuse")
APOLOGISED = nth("apologise")
STOPPED = nth("suspend", "stop")
TRANSFERRED = nth("transfer")
HANDED_OVER = nth("hand_over")


def newest(dossier: Dossier, ordinal: int | None) -> Event | None:
    """The last thing that happened: for a paper that says how far the dossier has come."""
    return dossier.events.order_by("-number").first()
