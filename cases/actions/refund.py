"""Give money back: what was paid twice, or a fee that the law returns."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.actions._move import lock
from cases.actions._receipts import derive, note
from cases.actions.settle_payment import collects_at
from cases.codes import receipt_number
from cases.errors import MoveRefused, NotAllowed
from cases.models import Payment
from departments.models import User


def refund(
    payment: Payment,
    *,
    by: User,
    at: datetime,
    reason: str,
    reference: str = "",
    send: Callable[[Payment], str] | None = None,
) -> Payment:
    """The sum is returned as a whole, with its reason; `reference` is the bank's number of the transfer back.

    `send` returns it through the gateway and gives that number: last of all, so that its failure undoes everything.
    A payment given back already stays as it is. Raises MoveRefused for one whose money is not here, NotAllowed for a
    clerk of another desk.
    """
    with transaction.atomic():
        dossier = lock(payment.dossier_id)
        row = Payment.objects.select_for_update(of=("self",)).select_related("desk").get(pk=payment.pk)
        if not collects_at(by, row):
            raise NotAllowed("Chỉ cán bộ một cửa nơi thu hoàn được khoản này.")
        if row.state == Payment.State.REFUNDED:
            return row
        if row.state != Payment.State.CONFIRMED or row.purpose != Payment.Purpose.FEE:
            raise MoveRefused("Khoản này chưa thu tại đây nên không hoàn được.")
        row.state = Payment.State.REFUNDED
        row.refunded_at, row.refunded_by_name, row.refund_reason = at, by.get_full_name(), reason
        row.refund_number = receipt_number(row.desk.code, "HT", timezone.localtime(at).date())
        row.refund_reference = reference
        row.save()
        derive(dossier)
        note(dossier, "refund", row, by=by, at=at, why=reason)
        if send is not None:
            row.refund_reference = send(row)
            row.save(update_fields=["refund_reference"])
    return row
