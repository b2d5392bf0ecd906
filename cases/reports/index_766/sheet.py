"""The index as its pages show it: for one unit every criterion with its reasons, for many units one row each."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from cases.reports.asking import Asked
from cases.reports.index_766.counting import COUNTED, by_second, entered, figures_by_unit, figures_of, joined
from cases.reports.index_766.criteria import Criterion, criteria_in_force, groups, rank_of
from cases.reports.index_766.lifting import Lift, lifts
from cases.reports.index_766.scoring import GroupScore, Index, Score, score_index
from departments.models import Department

CSV_HEADINGS = ("Nhóm", "Tiêu chí", "Mã", "Điểm", "Điểm tối đa", "Tử số", "Mẫu số", "Cách tính")
UNIT_HEADINGS = ("Đơn vị", "Mã đơn vị", *(group.name for group in groups()), "Cộng", "Trên số điểm tính được")


@dataclass(frozen=True)
class Known:
    """What is known of an index: points, of how many that could be told, and the share of them in tenths of percent."""

    points: Decimal
    most: int

    @property
    def tenths(self) -> int:
        """So that units with different known parts can be compared; rounded down."""
        return int(self.points * 1000 / self.most) if self.most else 0

    @property
    def percent(self) -> str:
        """`74,1`; empty where nothing is known."""
        return f"{self.tenths // 10},{self.tenths % 10}" if self.most else ""


def index_of(asked: Asked) -> Index:
    """The index of the whole scope: counted where the portal can, else entered for the unit that reports."""
    question, unit = by_second(asked.question), asked.question.scope.unit
    figures = figures_of(question)
    if unit is not None:
        figures = joined(figures, entered(question, [unit.pk]).get(unit.pk, {}))
    return score_index(criteria_in_force(question.period.last), figures)


def indexes_by_unit(asked: Asked) -> list[tuple[Department, Index]]:
    """The index of each unit of the scope, the best share of known points first."""
    question = by_second(asked.question)
    counted, criteria = figures_by_unit(question), criteria_in_force(question.period.last)
    told = entered(question, counted)
    found = [
        (unit, score_index(criteria, joined(counted[unit.pk], told.get(unit.pk, {})))) for unit in question.scope.units
    ]
    return sorted(found, key=lambda one: (-known(one[1].groups).tenths, one[0].path))


def known(scores: Iterable[GroupScore]) -> Known:
    """Points and greatest possible points of the criteria that could be told."""
    told = [score for group in scores for score in group.scores if score.points is not None]
    return Known(
        sum((s.points for s in told if s.points is not None), Decimal()), sum(s.criterion.max_points for s in told)
    )


def sheet(index: Index, asked: Asked) -> dict[str, Any]:
    """What the page of one index needs beside its filters."""
    told = known(index.groups)
    missing = [score for group in index.groups for score in group.missing]
    return {
        "groups": [_group(group, asked) for group in index.groups],
        "total": index.total,
        "rank": index.rank,
        "known": told,
        "missing": missing,
        "missing_points": sum(score.criterion.max_points for score in missing),
        "rank_if": rank_of(told.points) if index.total is None and told.most == 100 else "",
        "lifts": [_lift(lift, asked) for lift in lifts(index) if lift.gain >= Decimal("0.01")],
    }


def unit_rows(found: list[tuple[Department, Index]], asked: Asked) -> list[dict[str, Any]]:
    """One row a unit: {unit, url, points (by group), known}."""
    return [
        {
            "unit": unit,
            "url": asked.address(don_vi=unit.code),
            "groups": [
                {"name": group.group.name, "points": group.points, "max": group.group.max_points}
                for group in index.groups
            ],
            "known": known(index.groups),
        }
        for unit, index in found
    ]


def csv_rows(index: Index) -> Iterable[tuple[object, ...]]:
    """The criteria in a file, under `CSV_HEADINGS`."""
    for group in index.groups:
        for score in group.scores:
            figure, criterion = score.figure, score.criterion
            yield (
                *(group.group.name, criterion.title, criterion.code, comma(score.points), criterion.max_points),
                *(figure.numerator, figure.denominator, " ".join(score.lines)),
            )


def unit_csv_rows(found: list[tuple[Department, Index]]) -> Iterable[tuple[object, ...]]:
    """The units in a file, under `UNIT_HEADINGS`."""
    for unit, index in found:
        told = known(index.groups)
        yield (
            *(unit.name, unit.code, *(comma(group.points) for group in index.groups)),
            *(comma(told.points), told.most),
        )


def comma(points: Decimal | None) -> str:
    """`14,81`; empty for what is not known."""
    return "" if points is None else f"{points:.2f}".replace(".", ",")


def criterion_named(code: str, asked: Asked) -> Criterion:
    """Raises KeyError where the index asks nothing of this code in the period."""
    return {row.code: row for row in criteria_in_force(asked.question.period.last)}[code]


def list_url(asked: Asked, code: str, part: str) -> str:
    """The address of the list behind a number, from the index's own page."""
    return f"danh-sach/{asked.address()}&{urlencode({'tieu-chi': code, 'phan': part})}"


def _group(group: GroupScore, asked: Asked) -> dict[str, Any]:
    return {
        "code": group.group.code,
        "name": group.group.name,
        "max": group.group.max_points,
        "points": group.points,
        "missing": len(group.missing),
        "rows": [_row(score, asked) for score in group.scores],
    }


def _row(score: Score, asked: Asked) -> dict[str, Any]:
    criterion, figure = score.criterion, score.figure
    counted, (more, more_of) = criterion.code in COUNTED, figure.besides
    numerator, denominator = _less(figure.numerator, more), _less(figure.denominator, more_of)
    return {
        "code": criterion.code,
        "title": criterion.title,
        "max": criterion.max_points,
        "points": score.points,
        "tracked": not score.is_missing and score.points is None,
        "numerator": numerator,
        "denominator": denominator,
        "numerator_besides": more,
        "denominator_besides": more_of,
        "numerator_url": list_url(asked, criterion.code, "tu") if counted and numerator else "",
        "denominator_url": list_url(asked, criterion.code, "mau") if counted and denominator else "",
        "entered": bool(more_of) or (not counted and (figure.source or score.is_entered)),
        "lines": score.lines,
    }


def _less(number: int | None, more: int) -> int | None:
    """What the portal itself counted, which is as long as its list."""
    return None if number is None else number - more


def _lift(lift: Lift, asked: Asked) -> dict[str, Any]:
    """What could be gained; `url` opens what stands between the figure and the full points."""
    criterion, figure = lift.score.criterion, lift.score.figure
    more, more_of = figure.besides
    lacking = (figure.denominator or 0) - more_of - ((figure.numerator or 0) - more)
    return {
        "title": criterion.title,
        "gain": lift.gain,
        "max": criterion.max_points,
        "more": lift.more,
        "lacking": lacking,
        "url": list_url(asked, criterion.code, "con-lai") if criterion.code in COUNTED and lacking else "",
    }
