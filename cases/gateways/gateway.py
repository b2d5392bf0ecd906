"""What the portal asks of a payment gateway, and the one this portal is set up with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.conf import settings

from cases.gateways.http import HttpGateway
from cases.gateways.messages import Order, Outcome
from cases.gateways.trial import TrialGateway

TRIAL, HTTP = "test", "http"


class Gateway(Protocol):
    """A place where people pay with a card or an account; everything it says is signed."""

    def start(self, order: Order, *, at: datetime) -> str:
        """The address at which the payer pays; raises GatewayError."""

    def parse_callback(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Outcome:
        """What the gateway reports by itself; raises Untrusted."""

    def query(self, reference: str, *, at: datetime) -> Outcome:
        """What became of the payment, asked by us; raises GatewayError, also for a reference it does not know."""

    def refund(self, reference: str, amount: int, *, at: datetime) -> str:
        """Send the money back; the same again sends nothing more. The number of the refund; raises GatewayError."""


def gateway() -> Gateway | None:
    """The gateway of this portal; None where people pay by transfer or at the counter only."""
    match settings.PAYMENT_GATEWAY:
        case "test":
            return TrialGateway(settings.PAYMENT_TRIAL_DIR, settings.SECRET_KEY)
        case "http":
            return HttpGateway(settings.PAYMENT_URL, settings.PAYMENT_MERCHANT, settings.PAYMENT_SECRET)
    return None
