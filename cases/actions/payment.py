"""Money: a financial obligation stops the clock; a fee is collected at the counter."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._stops import start_clock, stop_clock
from cases.errors import MoveRefused
from cases.models import ClockStop, Dossier
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
    dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None
) -> Dossier:
    """The obligation is met: the clock runs again."""
    with moving(dossier, "confirm_payment", by=by, at=at, note=note, revision=revision) as locked:
        start_clock(locked, at=at)
    return dossier


def collect_fee(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    amount: int | None = None,
    note: str = "",
    revision: int | None = None,
) -> Dossier:
    """The fee was paid at the counter.

    `amount` (đồng) settles a fee that depends on a quantity or that no rate names; 0 says that nothing is due. Raises
    MoveRefused where it is missing then, or differs from a fee that is fixed.
    """
    data: dict[str, int] = {}
    with moving(dossier, "collect_fee", by=by, at=at, note=note, data=data, revision=revision) as locked:
        if locked.finance_status == Dossier.Finance.UNSETTLED:
            if amount is None:
                raise MoveRefused("Hãy ghi số tiền đã thu; không phải thu thì ghi 0.")
            locked.fee_amount = amount
        elif amount not in (None, locked.fee_amount):
            raise MoveRefused(f"Khoản phải thu của hồ sơ này là {money(locked.fee_amount)}.")
        data["amount"] = locked.fee_amount
        locked.finance_status = Dossier.Finance.PAID if locked.fee_amount else Dossier.Finance.NOTHING
    return dossier
