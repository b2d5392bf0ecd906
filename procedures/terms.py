"""Which limit and which fees of a version apply to a channel and a case."""

from collections.abc import Iterable
from datetime import date

from procedures.models import FeeItem, ProcedureCase, ProcedureVersion, ProcessingLimit


def limit_for(version: ProcedureVersion, *, channel: str, case: ProcedureCase | None) -> ProcessingLimit | None:
    """The most specific row: same case before any case, then same channel before any; None where there is none."""
    case_id = case.pk if case else None
    fitting = [row for row in version.limits.all() if row.channel in ("", channel) and row.case_id in (None, case_id)]
    return max(fitting, key=lambda row: (row.case_id is not None, row.channel != ""), default=None)


def fees_for(version: ProcedureVersion, *, channel: str, case: ProcedureCase | None, at: date) -> list[FeeItem]:
    """The rates in force on the day for the channel and case; the more specific rows replace the general ones."""
    case_id = case.pk if case else None
    fitting = [
        row
        for row in version.fees.all()
        if row.channel in ("", channel)
        and row.case_id in (None, case_id)
        and (row.valid_from is None or row.valid_from <= at)
        and (row.valid_until is None or at < row.valid_until)
    ]
    return _most_specific(fitting)


def total(fees: Iterable[FeeItem]) -> int:
    """What is due in đồng as far as the amounts are known and do not depend on a quantity."""
    return sum(fee.amount or 0 for fee in fees if not fee.per)


def is_open(fees: Iterable[FeeItem]) -> bool:
    """Whether more may be due than `total` says: a rate by quantity, or one whose amount the source does not name."""
    return any(fee.amount is None or (fee.per and fee.amount) for fee in fees)


def _most_specific(fees: list[FeeItem]) -> list[FeeItem]:
    best: dict[str, FeeItem] = {}
    for fee in fees:
        rival = best.get(fee.name)
        if rival is None or _weight(fee) > _weight(rival):
            best[fee.name] = fee
    return list(best.values())


def _weight(fee: FeeItem) -> tuple[bool, bool]:
    return (fee.case_id is not None, fee.channel != "")
