"""Put deliveries that did not go out back into the queue, on an administrator's word."""

from datetime import datetime

from cases.models import Delivery
from cases.models.delivery import DeliveryQuerySet


def send_again(deliveries: DeliveryQuerySet, *, at: datetime) -> int:
    """Queue those that were given up or wait for their next try; what was sent or is not wanted stays. How many."""
    unsent = deliveries.filter(state__in=[Delivery.State.GIVEN_UP, Delivery.State.FAILED])
    return unsent.update(state=Delivery.State.QUEUED, attempts=0, next_at=at, last_error="")
