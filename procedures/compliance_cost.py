"""What a procedure costs those who follow it (chi phí tuân thủ), by the standard cost model. Pure.

For each activity: minutes × income an hour, and the money paid out; together the cost of one dossier, times those of a
year. What may change by decree is data: `data/compliance_cost.json`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_RULES = json.loads((Path(__file__).parent / "data" / "compliance_cost.json").read_text(encoding="utf-8"))
LEGAL_BASIS: str = _RULES["legal_basis"]
MINUTES: dict[str, int] = _RULES["minutes"]
MINUTES_BASIS: str = _RULES["minutes_basis"]


@dataclass(frozen=True)
class Wage:
    """What an hour is worth, in đồng, and who says so."""

    an_hour: int
    basis: str


@dataclass(frozen=True)
class Effort:
    """Minutes and đồng for one dossier, before the change and after it."""

    minutes_before: int = 0
    minutes_after: int = 0
    money_before: int = 0
    money_after: int = 0


@dataclass(frozen=True)
class Cost:
    """Đồng a year, before and after; sums of costs are costs."""

    before: int = 0
    after: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.before + other.before, self.after + other.after)

    @property
    def saved(self) -> int:
        """What is spared; less than nothing where it becomes dearer."""
        return self.before - self.after

    @property
    def share(self) -> str:
        """`33,3%`, rounded down so that 100 % is said only where nothing is left; empty where it cost nothing."""
        if not self.before:
            return ""
        tenths = abs(self.saved) * 1000 // self.before
        return f"{'-' if self.saved < 0 else ''}{tenths // 10},{tenths % 10}%"


def wage_on(day: date) -> Wage:
    """Income of one person an hour: GDP a head ÷ hours of a year, as known on the day; of the first year before it."""
    known = [row for row in _RULES["income"] if row["since"] <= day.isoformat()]
    row = (known or _RULES["income"][:1])[-1]
    return Wage(round(row["a_year"] / _RULES["hours_a_year"]), f"{row['basis']}; {_RULES['hours_basis']}")


def of_one(minutes: int, money: int, wage: int) -> int:
    """Đồng for one dossier: the time at the wage, to the nearest đồng, and the money."""
    return (minutes * wage + 30) // 60 + money


def of_a_year(efforts: Iterable[Effort], *, wage: int, times: int) -> Cost:
    """Đồng a year for so many dossiers; minutes are added up before they are turned into money."""
    rows = list(efforts)
    before = of_one(sum(row.minutes_before for row in rows), sum(row.money_before for row in rows), wage)
    after = of_one(sum(row.minutes_after for row in rows), sum(row.money_after for row in rows), wage)
    return Cost(before * times, after * times)
