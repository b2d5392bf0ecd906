"""From numerators and denominators to points, with the reason for each point in Vietnamese. Pure.

A share below the threshold T gives share × maximum / T, from T on the maximum (QĐ 766/QĐ-TTg). Points are rounded half
up to two decimals per criterion and then added. Inferred: only so do the published figures of 2026 come out exactly,
e.g. Hà Nội's satisfaction 4,91 + 1,33 + 1,05 = 7,29, where the unrounded sum would give 7,30; 29 of 32 dossiers on time
gave 18,13.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cases.reports.index_766.criteria import Criterion, Group, Kind, OnZero, groups, rank_of
from departments.vietnamese import grouped

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """What was counted; None is not known. `entered` are points taken over from `source` where nothing can be counted.

    `besides` are the parts of numerator and denominator that a person added to what was counted. Raises ValueError, in
    Vietnamese, for counts that cannot be.
    """

    numerator: int | None = None
    denominator: int | None = None
    entered: Decimal | None = None
    source: str = ""
    besides: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        for name, count in (("Tử số", self.numerator), ("Mẫu số", self.denominator)):
            if count is not None and count < 0:
                raise ValueError(f"{name} {count} là số âm.")
        if self.numerator is not None and self.denominator is not None and self.numerator > self.denominator:
            raise ValueError(f"Tử số {grouped(self.numerator)} lớn hơn mẫu số {grouped(self.denominator)}.")
        if self.entered is not None and self.entered < 0:
            raise ValueError(f"Điểm {_comma(self.entered)} là số âm.")

    @property
    def share(self) -> Fraction | None:
        """Numerator over denominator, 0 to 1; None where either is not known or nothing could be counted."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)


def satisfied(total: int, *, late: int, disliked: int) -> Figure:
    """The figure of criterion 5.4: 100 % − (late % + complained about or disliked %), never below zero."""
    return Figure(max(0, total - late - disliked), total)


@dataclass(frozen=True)
class Score:
    """The points of one criterion, None where they cannot be told; `lines` explain them."""

    criterion: Criterion
    figure: Figure
    points: Decimal | None
    lines: tuple[str, ...]
    factor: Fraction | None = None

    @property
    def is_entered(self) -> bool:
        """Whether the points were taken over and not computed."""
        return self.points is not None and self.figure.entered is not None

    @property
    def is_missing(self) -> bool:
        """Whether the criterion should have points and has none."""
        return self.points is None and self.criterion.kind != Kind.TRACKED


@dataclass(frozen=True)
class GroupScore:
    """A group with its criteria; `points` adds up what is known, None where nothing is."""

    group: Group
    scores: tuple[Score, ...]

    @property
    def points(self) -> Decimal | None:
        """The sum of what is known; see `missing` for what it leaves out."""
        known = [score.points for score in self.scores if score.points is not None]
        return sum(known, Decimal()) if known else None

    @property
    def missing(self) -> tuple[Score, ...]:
        """The criteria that the points leave out."""
        return tuple(score for score in self.scores if score.is_missing)


@dataclass(frozen=True)
class Index:
    """The whole index; a total and a rank are told only when no criterion is missing."""

    groups: tuple[GroupScore, ...]

    @property
    def total(self) -> Decimal | None:
        """Of 100; None while a group or a criterion is missing."""
        if {score.group.code for score in self.groups} != {group.code for group in groups()}:
            return None
        if any(group.missing for group in self.groups):
            return None
        return sum((group.points for group in self.groups if group.points is not None), Decimal())

    @property
    def rank(self) -> str | None:
        """`Tốt`; None without a total."""
        return None if self.total is None else rank_of(self.total)


def score(criterion: Criterion, figure: Figure, factor: Fraction | None = None) -> Score:
    """The points of the criterion; `factor` is the share of the criterion named in its `times`, where that is known."""
    head = [f"Cách tính: {_formula(criterion)}."]
    points, lines = _points(criterion, figure, factor)
    tail = [criterion.uncertain] if criterion.uncertain else []
    return Score(criterion, figure, points, (*head, *lines, *tail, f"Căn cứ: {criterion.legal_basis}."), factor)


def score_group(group: Group, criteria: Iterable[Criterion], figures: Mapping[str, Figure]) -> GroupScore:
    """The group's criteria scored with the figures by code; a criterion without a figure is missing, not zero."""
    own = [criterion for criterion in criteria if criterion.group == group.code]
    return GroupScore(
        group,
        tuple(
            score(criterion, figures.get(criterion.code, Figure()), _factor(criterion, figures)) for criterion in own
        ),
    )


def score_index(
    criteria: Iterable[Criterion], figures: Mapping[str, Figure], only: Iterable[str] | None = None
) -> Index:
    """All groups, or those whose codes are in `only`, in the order of the decision."""
    rows, wanted = tuple(criteria), None if only is None else set(only)
    return Index(
        tuple(score_group(group, rows, figures) for group in groups() if wanted is None or group.code in wanted)
    )


def _points(criterion: Criterion, figure: Figure, factor: Fraction | None) -> tuple[Decimal | None, list[str]]:
    if criterion.kind == Kind.TRACKED:
        return None, [*_counted(figure), "Chỉ theo dõi, không tính điểm."]
    if figure.entered is not None:
        if figure.entered > criterion.max_points:
            raise ValueError(f"Điểm {_comma(figure.entered)} lớn hơn điểm tối đa {criterion.max_points}.")
        return _rounded(Fraction(figure.entered)), [
            f"Điểm được nhập, không tính từ số liệu: {_comma(figure.entered)} điểm trên {criterion.max_points}; "
            f"nguồn: {figure.source or 'không ghi'}."
        ]
    if figure.numerator is None or figure.denominator is None:
        return None, [f"Chưa tính được: thiếu {_lacking(criterion, figure)}."]
    if figure.denominator == 0:
        return _points_of_nothing(criterion)
    return _points_of(criterion, figure, factor)


def _points_of(criterion: Criterion, figure: Figure, factor: Fraction | None) -> tuple[Decimal, list[str]]:
    share, lines = figure.share or Fraction(), _counted(figure)
    if criterion.times and factor is None:
        lines.append("Chưa nhân với tỷ lệ hồ sơ đồng bộ vì thiếu số liệu đồng bộ.")
    elif criterion.times and factor is not None:
        share *= factor
        lines.append(f"Nhân với tỷ lệ hồ sơ đồng bộ {_percent(factor)}: {_percent(share)}.")
    threshold, most = Fraction(criterion.threshold, 100), criterion.max_points
    if share >= threshold:
        return Decimal(most), [*lines, f"Đạt ngưỡng {criterion.threshold} %: đủ {most} điểm."]
    points = _rounded(share * most / threshold)
    return points, [
        *lines,
        f"{_percent(share)} × {most} / {criterion.threshold} % = {_comma(points)} điểm trên {most}.",
    ]


def _points_of_nothing(criterion: Criterion) -> tuple[Decimal | None, list[str]]:
    """Where the denominator is 0. Inferred from what the national portal published for units without such cases."""
    nothing = f"Mẫu số bằng 0: không có {criterion.denominator}"
    match criterion.on_zero:
        case OnZero.FULL:
            points = Decimal(criterion.max_points)
            return points, [f"{nothing}; Cổng Dịch vụ công quốc gia tính đủ {criterion.max_points} điểm."]
        case OnZero.NONE:
            return Decimal(), [f"{nothing}; Cổng Dịch vụ công quốc gia tính 0 điểm."]
        case None:
            return None, [f"{nothing}; chưa có quy định cho trường hợp này nên không tính điểm."]


def _factor(criterion: Criterion, figures: Mapping[str, Figure]) -> Fraction | None:
    figure = figures.get(criterion.times) if criterion.times else None
    return None if figure is None else figure.share


def _formula(criterion: Criterion) -> str:
    share = f"{criterion.numerator} / {criterion.denominator}"
    if criterion.kind == Kind.TRACKED:
        return share
    if criterion.kind == Kind.COMPLEMENT:
        share = "100 % − (tỷ lệ hồ sơ quá hạn + tỷ lệ hồ sơ bị phản ánh, không hài lòng)"
    if criterion.times:
        share += ", nhân với tỷ lệ hồ sơ đồng bộ"
    return f"{share}; từ {criterion.threshold} % được {criterion.max_points} điểm, thấp hơn thì giảm theo tỷ lệ"


def _lacking(criterion: Criterion, figure: Figure) -> str:
    lacking = []
    if figure.numerator is None:
        lacking.append(f"tử số ({criterion.numerator})")
    if figure.denominator is None:
        lacking.append(f"mẫu số ({criterion.denominator})")
    return " và ".join(lacking)


def _counted(figure: Figure) -> list[str]:
    if figure.share is None or figure.numerator is None or figure.denominator is None:
        return []
    source = f" Nguồn: {figure.source}." if figure.source else ""
    counted = f"Tử số {grouped(figure.numerator)}, mẫu số {grouped(figure.denominator)}"
    return [f"{counted}: {_percent(figure.share)}.{source}"]


def _rounded(value: Fraction) -> Decimal:
    """Half up to two decimals, exactly: 0,005 becomes 0,01."""
    hundredths = (value * 200 + 1) // 2
    return (Decimal(hundredths) / 100).quantize(_CENT, ROUND_HALF_UP)


def _percent(share: Fraction) -> str:
    return f"{_comma(_rounded(share * 100))} %"


def _comma(value: Decimal) -> str:
    return f"{value.quantize(_CENT, ROUND_HALF_UP):f}".replace(".", ",")
