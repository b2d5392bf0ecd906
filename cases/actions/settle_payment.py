"""The money of a payment has come, or will not come: said by the gateway's signed message or by the fee clerk."""

from datetime import datetime

from django.db import transaction

from cases.actions._move import lock
from cases.actions._receipts import confirm, derive, new_payment, note
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, Payment
from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role
from departments.vietnamese import money

_HERE = (Payment.State.CONFIRMED, Payment.State.REFUNDED)


def settle_payment(
    payment: Payment, *, at: datetime, amount: int, outside_reference: str, by: User | None = None
) -> Payment:
    """The sum is here; returns the row that says so. `by` is None when the gateway says it.

    The same message again changes nothing. A second transfer of the same payment, and one that nobody owed any more,
    becomes a payment of its own that is to be given back. Raises MoveRefused where the amount is another one or the
    transaction belongs to another payment, NotAllowed for a clerk of another desk.
    """
    with transaction.atomic():
        dossier = lock(payment.dossier_id)
        row = Payment.objects.select_for_update(of=("self",)).select_related("desk").get(pk=payment.pk)
        if by is not None and not collects_at(by, row):
            raise NotAllowed("Chỉ cán bộ một cửa nơi thu xác nhận được khoản này.")
        same = Payment.objects.filter(method=row.method, outside_reference=outside_reference).first()
        if same is not None:
            return _told_before(same, row)
        if amount != row.amount:
            raise MoveRefused(f"Số tiền nhận được là {money(amount)}, khoản đang chờ là {money(row.amount)}.")
        if row.state in _HERE:
            row = new_payment(dossier, method=row.method, amount=amount, at=at, purpose=row.purpose)
        row.outside_reference = outside_reference
        row.surplus = dossier.finance_status != Dossier.Finance.OWED or amount != dossier.fee_amount
        confirm(row, by=by, at=at)
        if not row.surplus:
            _nothing_else_is_awaited(row)
            derive(dossier)
        note(dossier, "overpay" if row.surplus else "pay", row, by=by, at=at)
    return row


def fail_payment(payment: Payment) -> None:
    """The payer gave up or the gateway refused. What has been confirmed since stays confirmed."""
    Payment.objects.filter(pk=payment.pk, state=Payment.State.STARTED).update(state=Payment.State.FAILED)


def collects_at(user: User, payment: Payment) -> bool:
    """Whether the person works at the desk that collects this payment."""
    return any(post.role == Role.RECEIVER and post.department_id == payment.desk_id for post in posts_in_force(user))


def _told_before(same: Payment, row: Payment) -> Payment:
    # A second transfer of the payment has a row of its own, which bears the same dossier.
    if same.dossier_id != row.dossier_id:
        raise MoveRefused("Mã giao dịch này đã dùng cho một hồ sơ khác.")
    return same


def _nothing_else_is_awaited(paid: Payment) -> None:
    others = Payment.objects.filter(dossier=paid.dossier_id, purpose=paid.purpose, state=Payment.State.STARTED)
    others.exclude(pk=paid.pk).update(state=Payment.State.FAILED)
