"""Money that is here, written down: the row, its receipt number, the dossier's state of payment, the log."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cases.actions._log import log
from cases.actions._notice import tell
from cases.codes import bare, receipt_number
from cases.models import Dossier, Payment
from departments.models import User

_LONGEST_TEXT = 25  # what VietQR carries as the text of a transfer


def new_payment(dossier: Dossier, *, method: str, amount: int, at: datetime, **more: Any) -> Payment:
    """A payment of the dossier's fee, not stored yet; the dossier must be locked, for the reference counts."""
    return Payment(
        dossier=dossier,
        desk=dossier.desk,
        method=method,
        amount=amount,
        reference=_reference(dossier),
        started_at=at,
        **{"payer": dossier.submitter.full_name, **more},
    )


def confirm(payment: Payment, *, by: User | None, at: datetime) -> None:
    """The money is here: number its receipt and store it. Last in its transaction, for the numbers are locked."""
    payment.state = Payment.State.CONFIRMED
    payment.confirmed_at, payment.confirmed_by = at, by
    payment.confirmed_by_name = by.get_full_name() if by else payment.get_method_display()
    if payment.purpose == Payment.Purpose.FEE:
        payment.receipt_number = receipt_number(payment.desk.code, "BL", timezone.localtime(at).date())
    payment.save()


def derive(dossier: Dossier) -> None:
    """Write into the (locked, unsaved) dossier what its payments say of the fee; what is owed stays as it was."""
    states = set(
        dossier.payments.filter(purpose=Payment.Purpose.FEE, surplus=False).values_list("state", flat=True).distinct()
    )
    if Payment.State.CONFIRMED in states:
        dossier.finance_status = Dossier.Finance.PAID
    elif Payment.State.REFUNDED in states:
        dossier.finance_status = Dossier.Finance.REFUNDED


def note(dossier: Dossier, action: str, payment: Payment, *, by: User | None, at: datetime, why: str = "") -> None:
    """Save the locked dossier with one more revision, log what became of the payment and tell the applicant."""
    dossier.revision += 1
    dossier.sync_status = Dossier.Sync.PENDING
    dossier.save()
    department = dossier.desk if by else None
    data = said(payment)
    log(dossier, action, by=by, at=at, from_status=dossier.status, department=department, note=why, data=data)
    tell(dossier, action, at=at, note=why)


def said(payment: Payment) -> dict[str, Any]:
    """What the log keeps of a payment."""
    kept = {
        "amount": payment.amount,
        "method": payment.method,
        "reference": payment.reference,
        "outside_reference": payment.outside_reference,
        "receipt": payment.receipt_number,
        "refund": payment.refund_number,
    }
    return {key: value for key, value in kept.items() if value}


def _reference(dossier: Dossier) -> str:
    """The dossier's code as banks keep it, and which payment of it this is."""
    ordinal = dossier.payments.count() + 1
    reference = f"{bare(dossier.code or '')}P{ordinal}"
    if len(reference) > _LONGEST_TEXT or Payment.objects.filter(reference=reference).exists():
        reference = f"HS{dossier.pk}P{ordinal}"
    return reference
