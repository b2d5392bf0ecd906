"""Say what the fee is: where it depends on what only the desk can count, or where a relief was proved or was not."""

from datetime import datetime
from typing import Any

from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Dossier, Payment
from departments.models import User
from procedures.fee_count import FeeLine


def set_fee(
    dossier: Dossier, *, by: User, at: datetime, amount: int, reason: str, revision: int | None = None
) -> Dossier:
    """The fee is `amount` đồng from now on, for the reason given; 0 says that nothing is due.

    A sum that was on its way with another amount is awaited no more. Raises MoveRefused once the fee is paid.
    """
    data: dict[str, Any] = {"amount": amount}
    with moving(dossier, "set_fee", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        if not locked.owes:
            raise MoveRefused("Phí của hồ sơ này đã nộp hoặc không phải nộp.")
        data["before"] = locked.fee_amount
        locked.fee_amount = amount
        locked.fee_lines = [FeeLine("Phí, lệ phí", amount, "", None, 0, "", reason, amount).stored()]
        locked.finance_status = Dossier.Finance.OWED if amount else Dossier.Finance.NOTHING
        awaited = locked.payments.filter(purpose=Payment.Purpose.FEE, state=Payment.State.STARTED)
        awaited.exclude(amount=amount).update(state=Payment.State.FAILED)
    return dossier
