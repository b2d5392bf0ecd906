"""What one dossier costs: the rates of its day, times how many, less what the law takes off. Whole đồng only.

The day is that of receipt: the fee is collected for work that begins then. Asks the database for nothing but the
version's own rows, so that they may be loaded with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from procedures.models import FeeItem, FeeRelief, ProcedureCase, ProcedureVersion
from procedures.terms import fees_for

MOST = 10_000  # copies, pages, plots: more of anything is a typing mistake
LOOKS_AHEAD = timedelta(days=45)
_FREE = 100
_LARGEST = 2_147_483_647  # what a dossier's column holds


@dataclass(frozen=True)
class FeeAnswers:
    """What only the applicant knows: how many, by the id of the rate, and which relief he claims."""

    quantities: Mapping[int, int]
    relief: int | None = None

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "FeeAnswers":
        """From the form in which a dossier keeps them."""
        quantities = {int(key): int(number) for key, number in stored.get("quantities", {}).items()}
        return cls(quantities, stored.get("relief"))

    def stored(self) -> dict[str, Any]:
        """As a dossier keeps them; empty where nothing was asked."""
        kept: dict[str, Any] = {}
        if self.quantities:
            kept["quantities"] = {str(key): number for key, number in self.quantities.items()}
        if self.relief is not None:
            kept["relief"] = self.relief
        return kept


NOTHING_SAID = FeeAnswers({})


@dataclass(frozen=True)
class FeeLine:
    """One sum of the bill; `amount` is None where the rate or the quantity is not known."""

    name: str
    rate: int | None
    per: str
    quantity: int | None
    off: int  # per cent
    relief: str
    basis: str
    amount: int | None

    def stored(self) -> dict[str, Any]:
        """As a dossier keeps what it was told."""
        return asdict(self)


def count_fees(
    version: ProcedureVersion,
    *,
    channel: str,
    case: ProcedureCase | None,
    at: date,
    said: FeeAnswers = NOTHING_SAID,
) -> list[FeeLine]:
    """The bill of a dossier received on the day."""
    fees = fees_for(version, channel=channel, case=case, at=at)
    reliefs = reliefs_for(version, channel=channel, at=at)
    holding = [one for one in reliefs if one.automatic or one.pk == said.relief]
    numbers = _by_name(version, said)
    return [_line(fee, holding, numbers.get((fee.name, fee.per))) for fee in fees]


def sum_of(lines: Iterable[FeeLine]) -> int:
    """What is due in đồng as far as it is known."""
    return min(sum(line.amount or 0 for line in lines), _LARGEST)


def is_open(lines: Iterable[FeeLine]) -> bool:
    """Whether more may be due than is known."""
    return any(line.amount is None for line in lines)


def reliefs_for(version: ProcedureVersion, *, channel: str, at: date) -> list[FeeRelief]:
    """The reliefs that hold on the day for the channel, claimed or not."""
    return [
        row
        for row in version.reliefs.all()
        if row.channel in ("", channel)
        and (row.valid_from is None or row.valid_from <= at)
        and (row.valid_until is None or at < row.valid_until)
    ]


def asks_how_many(fee: FeeItem) -> bool:
    """Whether the sum depends on a number that somebody must say."""
    return bool(fee.per and fee.amount)


def next_change(
    version: ProcedureVersion,
    *,
    channel: str,
    case: ProcedureCase | None,
    at: date,
    said: FeeAnswers = NOTHING_SAID,
) -> tuple[date, list[FeeLine]] | None:
    """The first day in the coming weeks from which the bill is another one, with that bill; None where it stays."""
    today = count_fees(version, channel=channel, case=case, at=at, said=said)
    rows: list[FeeItem | FeeRelief] = [*version.fees.all(), *version.reliefs.all()]
    edges = {edge for row in rows for edge in (row.valid_from, row.valid_until)}
    for day in sorted(edge for edge in edges if edge is not None and at < edge <= at + LOOKS_AHEAD):
        lines = count_fees(version, channel=channel, case=case, at=day, said=said)
        if [line.amount for line in lines] != [line.amount for line in today]:
            return day, lines
    return None


def _by_name(version: ProcedureVersion, said: FeeAnswers) -> dict[tuple[str, str], int]:
    """The numbers by what is counted: a rate that follows another one of the same name asks nothing again."""
    return {(fee.name, fee.per): said.quantities[fee.pk] for fee in version.fees.all() if fee.pk in said.quantities}


def _line(fee: FeeItem, reliefs: Sequence[FeeRelief], number: int | None) -> FeeLine:
    quantity = number if asks_how_many(fee) else 1
    best = max((one for one in reliefs if one.fee_name in ("", fee.name)), key=lambda one: one.percent, default=None)
    off = best.percent if best else 0
    amount = _less(fee.amount * quantity, off) if fee.amount is not None and quantity is not None else None
    return FeeLine(
        name=fee.name,
        rate=fee.amount,
        per=fee.per,
        quantity=quantity if asks_how_many(fee) else None,
        off=off,
        relief=best.name if best else "",
        basis=best.legal_basis if best else fee.legal_basis,
        # What is free altogether is free however many there are and whatever the rate is.
        amount=0 if off == _FREE else amount,
    )


def _less(amount: int, off: int) -> int:
    """The amount less so many per cent, rounded to the whole đồng, half a đồng up."""
    return (amount * (100 - off) + 50) // 100
