"""What would lift a unit most: the points each criterion could still gain, and what would bring them. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cases.reports.index_766.scoring import Index, Score


@dataclass(frozen=True)
class Lift:
    """What a criterion could still gain, in points; `more` counted things of the numerator would bring all of it.

    `more` is None where they are not known or not enough, as where another criterion's share holds this one down.
    """

    score: Score
    gain: Decimal
    more: int | None


def lifts(index: Index) -> list[Lift]:
    """What would lift most, first: the criteria that have not their full points."""
    found = [
        Lift(each, each.criterion.max_points - each.points, _more(each))
        for group in index.groups
        for each in group.scores
        if each.points is not None and each.points < each.criterion.max_points
    ]
    return sorted(found, key=lambda lift: -lift.gain)


def _more(score: Score) -> int | None:
    numerator, denominator = score.figure.numerator, score.figure.denominator
    if score.is_entered or numerator is None or not denominator:
        return None
    needed = Fraction(score.criterion.threshold, 100) * denominator
    if score.criterion.times and score.factor is not None:
        if not score.factor:
            return None
        needed /= score.factor
    whole = -(-needed.numerator // needed.denominator)
    return whole - numerator if whole <= denominator else None
