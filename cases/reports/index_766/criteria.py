"""What the index asks: groups, criteria and ranks, read from `cases/data/index_766.json`. Pure.

Points, thresholds and legal basis are facts that a decision can change, so they are data with a period of validity.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[2] / "data" / "index_766.json"


class Kind(StrEnum):
    """How a criterion becomes points."""

    RATIO = "ratio"
    COMPLEMENT = "complement"  # 100 % minus the shares that spoil it (criterion 5.4)
    TRACKED = "tracked"  # watched, never scored (criterion 5.1)


class OnZero(StrEnum):
    """What the national portal gives where nothing happened that could be counted."""

    NONE = "none"
    FULL = "full"


@dataclass(frozen=True)
class Group:
    """One of the six groups; its points are the sum of its criteria's."""

    code: str
    name: str
    max_points: int
    legal_basis: str


@dataclass(frozen=True)
class Criterion:
    """One criterion: `max_points` from a share of `threshold` percent on, proportionally less below it.

    `on_zero` is None where nobody has published what an empty denominator means. `times` names the criterion whose
    share multiplies this one's. `uncertain` says in Vietnamese what in this row is inferred, not read in a legal text.
    """

    group: str
    number: str
    code: str
    name: str
    max_points: int
    threshold: int
    kind: Kind
    numerator: str
    denominator: str
    on_zero: OnZero | None
    times: str | None
    numerator_fields: tuple[str, ...]
    denominator_fields: tuple[str, ...]
    legal_basis: str
    valid_from: date
    valid_until: date | None
    uncertain: str

    @property
    def title(self) -> str:
        """`2.1 Hồ sơ xử lý trước hạn, đúng hạn`."""
        return f"{self.number} {self.name}".strip()


@cache
def groups() -> tuple[Group, ...]:
    """The six groups, in the order of the decision."""
    return tuple(Group(**row) for row in _content()["groups"])


def criteria_in_force(at: date) -> tuple[Criterion, ...]:
    """The criteria that hold on the day; none before the decision."""
    return tuple(
        row for row in _criteria() if row.valid_from <= at and (row.valid_until is None or at < row.valid_until)
    )


def rank_of(points: Decimal) -> str:
    """Xuất sắc from 90 points, Tốt from 80, Khá from 70, Trung bình from 50, Yếu below."""
    ranks: list[dict[str, Any]] = _content()["ranks"]
    return str(next(rank["name"] for rank in ranks if points >= rank["from_points"]))


@cache
def _criteria() -> tuple[Criterion, ...]:
    return tuple(_criterion(row) for row in _content()["criteria"])


def _criterion(row: dict[str, Any]) -> Criterion:
    read = {
        "kind": Kind(row["kind"]),
        "on_zero": row["on_zero"] and OnZero(row["on_zero"]),
        "numerator_fields": tuple(row["numerator_fields"]),
        "denominator_fields": tuple(row["denominator_fields"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_until": row["valid_until"] and date.fromisoformat(row["valid_until"]),
    }
    return Criterion(**{**row, **read})


@cache
def _content() -> dict[str, Any]:
    return json.loads(_FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # our own file, tested
