"""Take down what the payment gateway says, whether it reports by itself, again, or is asked by the returning payer."""

from datetime import datetime

from cases.actions.settle_payment import fail_payment, settle_payment
from cases.gateways.messages import Outcome, Result
from cases.models import Payment


class UnknownPayment(Exception):
    """No payment through the gateway bears this reference."""


def take_outcome(outcome: Outcome, *, at: datetime) -> Payment:
    """The payment as it stands afterwards. Any order and any number of the same messages ends in the same state.

    Raises UnknownPayment, or MoveRefused where the sum is another one; then nothing has changed.
    """
    payment = Payment.objects.filter(reference=outcome.reference, method=Payment.Method.GATEWAY).first()
    if payment is None:
        raise UnknownPayment
    match outcome.result:
        case Result.PAID:
            return settle_payment(payment, at=at, amount=outcome.amount, outside_reference=outcome.gateway_reference)
        case Result.FAILED:
            fail_payment(payment)
            payment.refresh_from_db()
    return payment
