"""Count a dossier as another case of its procedure, before there is a decision: with another limit and another fee."""

from datetime import datetime
from typing import Any

from cases.actions._move import moving
from cases.actions._terms import fees_of, fix_fee, fix_limit
from cases.errors import MoveRefused
from cases.models import Dossier, Payment
from departments.models import User
from procedures.fee_count import sum_of
from procedures.models import ProcedureCase


def change_case(
    dossier: Dossier, *, by: User, at: datetime, case: ProcedureCase, reason: str, revision: int | None = None
) -> Dossier:
    """The promise and the fee are counted anew from receipt on, by the new case, and the applicant is told.

    Raises MoveRefused for a case of another version, the same case, or another fee than the one that is paid already.
    """
    data: dict[str, Any] = {"case": case.name}
    with moving(dossier, "change_case", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        if case.version_id != locked.version_id or case.pk == locked.case_id:
            raise MoveRefused("Hãy chọn một trường hợp khác của thủ tục này.")
        data["from"], data["from_case"] = locked.case.name if locked.case else "", locked.case_id
        data["due_before"] = locked.due_at.isoformat() if locked.due_at else None
        data["fee_before"] = locked.fee_amount
        locked.case = case
        fix_limit(locked)
        lines = fees_of(locked, locked.received_at or at)
        if locked.finance_status not in (Dossier.Finance.PAID, Dossier.Finance.REFUNDED):
            fix_fee(locked, lines)
            awaited = locked.payments.filter(purpose=Payment.Purpose.FEE, state=Payment.State.STARTED)
            awaited.exclude(amount=locked.fee_amount).update(state=Payment.State.FAILED)
        elif sum_of(lines) != locked.fee_amount:
            raise MoveRefused("Phí theo trường hợp cũ đã nộp và khác phí mới. Hãy hoàn tiền trước, rồi đổi trường hợp.")
        data["fee"] = locked.fee_amount
    return dossier
