"""What went out months ago went out: the demo's past is not sent again, and here and there it did not arrive."""

from django.db.models import F

from cases.models import Delivery, Dossier

# Every so many-th dossier has an address that takes nothing.
_UNREACHABLE = 45
_REASON = "Cổng nhắn tin không nhận tin (HTTP 422)."


def send_the_past(dossier: Dossier, number: int) -> None:
    """Settle what the dossier's notices queued while its life was played."""
    queued = Delivery.objects.filter(notice__dossier=dossier, state=Delivery.State.QUEUED)
    if number % _UNREACHABLE == 0:
        queued.update(state=Delivery.State.GIVEN_UP, attempts=1, last_error=_REASON)
    queued.update(state=Delivery.State.SENT, attempts=1, sent_at=F("created_at"))
