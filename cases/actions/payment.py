"""Money: a financial obligation stops the clock; a fee is collected at the counter."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.actions._move import moving
from cases.actions._receipts import confirm, derive, new_payment, said
from cases.actions._stops import start_clock, stop_clock
from cases.errors import MoveRefused
from cases.models import ClockStop, Dossier, Payment
from departments.models import User
from departments.vietnamese import money
from procedures.models import ProcedureVersion


def require_payment(
    dossier: Dossier, *, by: User, at: datetime, reason: str, legal_basis: str, revision: int | None = None
) -> Dossier:
    """Ask the applicant to meet a financial obligation (tax, land levy); the time until then is not counted.

    `legal_basis` names the rule that says so; without one the stop moves no date.
    """
    with moving(dossier, "require_payment", by=by, at=at, note=reason, revision=revision) as locked:
        stop_clock(
            locked,
            at=at,
            reason=ClockStop.Reason.FINANCIAL,
            policy=ProcedureVersion.SupplementPolicy.PAUSE,
            legal_basis=legal_basis,
        )
    return dossier


def confirm_payment(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    note: str = "",
    amount: int | None = None,
    document: str = "",
    revision: int | None = None,
) -> Dossier:
    """The obligation is met: the clock runs again.

    `amount` (đồng) and `document`, the number of the treasury's paper, are kept where they are known.
    """
    data: dict[str, Any] = {}
    with moving(dossier, "confirm_payment", by=by, at=at, note=note, data=data, revision=revision) as locked:
        start_clock(locked, at=at)
        if amount:
            row = new_payment(
                locked,
                method=Payment.Method.TRANSFER,
                amount=amount,
                at=at,
                purpose=Payment.Purpose.OBLIGATION,
                outside_reference=document,
            )
            _refuse_used(row)
            confirm(row, by=by, at=at)
            data.update(said(row))
    return dossier


def collect_fee(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    amount: int | None = None,
    method: str = Payment.Method.CASH,
    outside_reference: str = "",
    note: str = "",
    revision: int | None = None,
) -> Dossier:
    """The fee was paid at the counter, in cash or otherwise; it gets the next receipt number of the desk.

    `amount` (đồng) settles a fee that depends on a quantity or that no rate names; 0 says that nothing is due. Raises
    MoveRefused where it is missing then, or differs from a fee that is fixed.
    """
    data: dict[str, Any] = {}
    with moving(dossier, "collect_fee", by=by, at=at, note=note, data=data, revision=revision) as locked:
        if locked.finance_status == Dossier.Finance.UNSETTLED:
            if amount is None:
                raise MoveRefused("Hãy ghi số tiền đã thu; không phải thu thì ghi 0.")
            locked.fee_amount = amount
        elif amount not in (None, locked.fee_amount):
            raise MoveRefused(f"Khoản phải thu của hồ sơ này là {money(locked.fee_amount)}.")
        if not locked.fee_amount:
            data["amount"], locked.finance_status = 0, Dossier.Finance.NOTHING
        else:
            # Whatever else was on its way is awaited no more; should it come, it is seen and given back.
            locked.payments.filter(purpose=Payment.Purpose.FEE, state=Payment.State.STARTED).update(
                state=Payment.State.FAILED
            )
            row = new_payment(
                locked, method=method, amount=locked.fee_amount, at=at, outside_reference=outside_reference
            )
            _refuse_used(row)
            confirm(row, by=by, at=at)
            derive(locked)
            data.update(said(row))
    return dossier


def _refuse_used(row: Payment) -> None:
    """A number of a transaction stands for one payment only."""
    same = Payment.objects.filter(method=row.method, outside_reference=row.outside_reference)
    if row.outside_reference and same.exists():
        raise MoveRefused(_("Mã giao dịch này đã dùng cho một khoản nộp khác."))
