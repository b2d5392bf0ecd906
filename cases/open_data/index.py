"""The index QĐ 766 of each unit by month; a group that rests on too few dossiers, or ratings, is not published.

Nor is then the sum of the unit: less the other groups it would tell the hidden one.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.core.cache import cache
from django.utils.translation import gettext_noop as said

from cases.open_data.dataset import Cell, Dataset, Field, Wanted
from cases.open_data.rules import LEAST
from cases.reports.asking import Asked
from cases.reports.index_766.counting import COUNTED, OfProcedures
from cases.reports.index_766.criteria import groups
from cases.reports.index_766.scoring import GroupScore, Index
from cases.reports.index_766.sheet import indexes_by_unit, known
from cases.reports.question import Question
from cases.reports.scope import whole_city

_KEPT = 3600
_ON_TIME = "DOSSIER_ON_TIME"
_EMPTY = said("chưa tính được, hoặc dựa trên quá ít hồ sơ để công khai")
Row = tuple[Cell, ...]


def rows_of(wanted: Wanted) -> list[Row]:
    """One row a unit that had enough dossiers, by its code."""
    if wanted.period is None:
        return []
    key = f"open-data-766-{wanted.period.key}"
    found: list[Row] | None = cache.get(key)
    if found is None:
        scope = whole_city()
        asked = Asked(Question(scope=scope, period=wanted.period, at=wanted.at), scope)
        found = [row for unit, index in indexes_by_unit(asked) if (row := _row(unit.code, unit.name, index))]
        found.sort(key=lambda row: str(row[0]))
        cache.set(key, found, _KEPT)
    return found


def _row(code: str, name: str, index: Index) -> Row | None:
    """None for a unit that had too few dossiers in the month to be compared with others."""
    figures = {score.criterion.code: score.figure for group in index.groups for score in group.scores}
    if (figures[_ON_TIME].denominator or 0) < LEAST:
        return None
    points = [None if _too_few(group) else group.points for group in index.groups]
    hidden = any(_too_few(group) for group in index.groups)
    told = known(index.groups)
    total = (None, None) if hidden else (_number(told.points), told.most)
    return (code, name, *(_number(point) for point in points), *total)


def _too_few(group: GroupScore) -> bool:
    """Whether some figure of the group is about so few people that it tells of one; procedures are no people."""
    people = (score for score in group.scores if not isinstance(COUNTED.get(score.criterion.code), OfProcedures))
    return any(0 < (score.figure.denominator or 0) < LEAST for score in people)


def _number(points: Decimal | None) -> float | None:
    return None if points is None else float(points)


def _wanted(wanted: Wanted) -> Iterable[Row]:
    return (row for row in rows_of(wanted) if not wanted.unit or row[0] == wanted.unit)


INDEX_766 = Dataset(
    "chi-so-766",
    said("Bộ chỉ số phục vụ người dân, doanh nghiệp"),
    said("Điểm từng nhóm của Bộ chỉ số QĐ 766/QĐ-TTg, theo đơn vị và tháng."),
    (
        Field("ma_don_vi", said("Mã đơn vị")),
        Field("don_vi", said("Đơn vị")),
        *(
            Field(f"nhom_{place}", group.name, f"Trên {group.max_points} điểm.", "number", _EMPTY)
            for place, group in enumerate(groups(), 1)
        ),
        Field("cong", said("Cộng"), said("Tổng các tiêu chí tính được."), "number", _EMPTY),
        Field("tren", said("Trên số điểm tính được"), "", "whole", _EMPTY),
    ),
    _wanted,
    monthly=True,
    notes=(
        f"Chỉ có đơn vị phát sinh từ {LEAST} hồ sơ trong tháng.",
        f"Nhóm dựa trên dưới {LEAST} hồ sơ hay đánh giá thì để trống, và khi ấy cả ô cộng.",
    ),
)
