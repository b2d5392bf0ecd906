"""How what was counted of an officer becomes points. Pure.

A share below its threshold T gives points = share × weight / T, from T on the full weight (as QĐ 766/QĐ-TTg does);
upheld complaints take off so many points each. A criterion with fewer cases than its least number is not scored and
leaves the total, which is told out of 100 of those that are; who finished fewer dossiers than the least number has no
points.
"""

from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cases.models import Measure
from cases.reports.shares import Share

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass(frozen=True)
class Criterion:
    """One criterion as it was in force; exactly one of `threshold` (percent) and `lost_each` (points) is given."""

    measure: Measure
    weight: Decimal
    threshold: Decimal | None
    lost_each: Decimal | None
    least: int

    @property
    def label(self) -> str:
        """What it asks."""
        return str(self.measure.label)

    @property
    def formula(self) -> str:
        """How it is scored, in words."""
        if self.lost_each is not None:
            return f"{_plain(self.weight)} điểm, mỗi vụ trừ {_plain(self.lost_each)}"
        return (
            f"Từ {_plain(self.threshold)}% được {_plain(self.weight)} điểm, thấp hơn thì giảm theo tỷ lệ; "
            f"cần ít nhất {self.least}"
        )


@dataclass(frozen=True)
class Line:
    """A criterion with what was counted: `good` of `of`; of complaints, `of` is how many. `like_all`: `92,1%` or ""."""

    criterion: Criterion
    good: int
    of: int
    like_all: str = ""
    corrected: Decimal | None = None

    @property
    def bad(self) -> int:
        """How many cost points."""
        return self.of - self.good

    @property
    def share(self) -> Share:
        """`good` of `of`."""
        return Share(self.good, self.of)

    @property
    def counted(self) -> Decimal | None:
        """The points that the numbers give; None where there are too few."""
        weight, rule = self.criterion.weight, self.criterion
        if rule.lost_each is not None:
            return max(Decimal(0), weight - rule.lost_each * self.bad)
        if rule.threshold is None or not self.of or self.of < rule.least:
            return None
        percent = Decimal(self.good * 100) / self.of
        points = weight if percent >= rule.threshold else weight * percent / rule.threshold
        return points.quantize(_CENT, ROUND_HALF_UP)

    @property
    def points(self) -> Decimal | None:
        """Those that stand: as corrected, else as counted."""
        return self.counted if self.corrected is None else self.corrected


@dataclass(frozen=True)
class Score:
    """All criteria of one officer in one period under one set of criteria."""

    rule: str
    legal_basis: str
    least: int
    objection_days: int
    lines: tuple[Line, ...]

    @property
    def finished(self) -> int:
        """How many dossiers he finished."""
        return next((line.of for line in self.lines if line.criterion.measure == Measure.ON_TIME), 0)

    @property
    def enough(self) -> bool:
        """Whether he is scored at all."""
        return self.finished >= self.least

    @property
    def total(self) -> Decimal | None:
        """Out of 100 of what is scored; None where nothing may be."""
        told = [(line.points, line.criterion.weight) for line in self.lines if line.points is not None]
        if not self.enough or not told:
            return None
        points, weights = (sum((one[place] for one in told), Decimal(0)) for place in (0, 1))
        return (points * 100 / weights).quantize(_TENTH, ROUND_HALF_UP)

    def corrected(self, points: dict[str, Decimal]) -> "Score":
        """The same with other points for some criteria, by measure."""
        lines = (replace(line, corrected=points.get(line.criterion.measure)) for line in self.lines)
        return replace(self, lines=tuple(lines))

    def as_json(self) -> dict[str, Any]:
        """Everything that is needed to tell it again; `read_score` gives it back."""
        lines = [
            {
                **{name: _text(value) for name, value in asdict(line.criterion).items()},
                "good": line.good,
                "of": line.of,
                "like_all": line.like_all,
            }
            for line in self.lines
        ]
        return {
            "rule": self.rule,
            "legal_basis": self.legal_basis,
            "least": self.least,
            "objection_days": self.objection_days,
            "lines": lines,
        }


def read_score(kept: dict[str, Any]) -> Score:
    """A score as it was kept."""
    lines = tuple(
        Line(
            Criterion(
                Measure(row["measure"]),
                Decimal(row["weight"]),
                _number(row["threshold"]),
                _number(row["lost_each"]),
                row["least"],
            ),
            row["good"],
            row["of"],
            row["like_all"],
        )
        for row in kept["lines"]
    )
    return Score(kept["rule"], kept["legal_basis"], kept["least"], kept["objection_days"], lines)


def _text(value: object) -> object:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")
