"""Figures as the national portal publishes them for a unit, read and checked. Pure.

A group is a list of rows `[code, numerator, denominator, score, maxScore]`, an object with such rows under `metrics`,
or an object of named counts such as `totalOnTime`. The scores in the file are never used for a criterion whose counts
are there; they are kept so that what is computed can be compared with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cases.reports.index_766.criteria import Criterion, groups
from cases.reports.index_766.scoring import Figure

# What a file tells about the unit and the extract beside the groups.
_ABOUT = {
    "departmentName", "departmentCode", "departmentId", "period", "rank", "totalScore", "groupScores", "groupMax",
    "metric_columns", "source", "note",
}  # fmt: skip
_SOURCE = "điểm ghi trong tệp số liệu"
# No count of a country's dossiers is longer; it also keeps what is printed readable.
_MOST = 10**12


class FiguresRefused(ValueError):
    """The figures cannot be read; says in Vietnamese which and why."""


@dataclass
class Published:
    """The groups a file holds, a figure per criterion, and the scores it gives for criteria and groups by code."""

    groups: list[str] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    scores: dict[str, Decimal] = field(default_factory=dict)


def read_figures(content: object, criteria: Iterable[Criterion]) -> Published:
    """Every group in the content. Raises FiguresRefused for the first thing that cannot be right."""
    if not isinstance(content, dict):
        raise FiguresRefused("Tệp phải chứa một đối tượng JSON, mỗi nhóm chỉ số là một mục.")
    known, rows, found = [group.code for group in groups()], tuple(criteria), Published()
    for key in content:
        if key not in known and key not in _ABOUT:
            raise FiguresRefused(f"Không có nhóm “{key}”; các nhóm: {', '.join(known)}.")
    found.groups = [code for code in known if code in content]
    if not found.groups:
        raise FiguresRefused(f"Tệp không có số liệu của nhóm nào; các nhóm: {', '.join(known)}.")
    for code in found.groups:
        own = {row.code: row for row in rows if row.group == code}
        _read_group(code, content[code], own, found)
    _read_group_scores(content.get("groupScores"), known, found)
    return found


def _read_group(group: str, value: object, own: Mapping[str, Criterion], found: Published) -> None:
    rows = value.get("metrics") if isinstance(value, dict) and "metrics" in value else value
    if isinstance(rows, list):
        for place, row in enumerate(rows, 1):
            _read_row(f"Nhóm {group}, dòng {place}", row, own, found)
    elif isinstance(rows, dict) and any(row.numerator_fields for row in own.values()):
        _read_fields(group, rows, own, found)
    else:
        raise FiguresRefused(f"Nhóm {group}: phải là danh sách các dòng [mã, tử số, mẫu số, điểm, điểm tối đa].")


def _read_row(place: str, row: object, own: Mapping[str, Criterion], found: Published) -> None:
    if not isinstance(row, list) or not 3 <= len(row) <= 5:
        raise FiguresRefused(f"{place}: phải có dạng [mã, tử số, mẫu số, điểm, điểm tối đa].")
    code, points, most = row[0], *[*row[3:], None, None][:2]
    if not isinstance(code, str) or code not in own:
        raise FiguresRefused(f"{place}: không có tiêu chí “{code}” trong nhóm; các tiêu chí: {', '.join(own)}.")
    place = f"{place}, {code}"
    if code in found.figures:
        raise FiguresRefused(f"{place}: tiêu chí ghi hai lần.")
    criterion, published = own[code], _points(f"{place}, điểm", points)
    if most is not None and _points(f"{place}, điểm tối đa", most) != criterion.max_points:
        raise FiguresRefused(f"{place}: điểm tối đa là {criterion.max_points}, tệp ghi {most}.")
    if published is not None and published > criterion.max_points:
        raise FiguresRefused(f"{place}: điểm {published} lớn hơn điểm tối đa {criterion.max_points}.")
    counts = [_count(f"{place}, {name}", value) for name, value in zip(("tử số", "mẫu số"), row[1:3], strict=True)]
    if published is not None:
        found.scores[code] = published
    found.figures[code] = _figure(place, counts, published if counts == [None, None] else None)


def _read_fields(group: str, counts: Mapping[str, object], own: Mapping[str, Criterion], found: Published) -> None:
    """Named counts; a criterion whose counts are not there stays unknown, unless none of the group's is there."""
    place = f"Nhóm {group}"
    for code, criterion in own.items():
        numerator = _sum(place, counts, criterion.numerator_fields)
        denominator = _sum(place, counts, criterion.denominator_fields)
        found.figures[code] = _figure(f"{place}, {code}", [numerator, denominator], None)
    if not any(found.figures[code].numerator is not None for code in own):
        names = sorted({name for criterion in own.values() for name in criterion.numerator_fields})
        raise FiguresRefused(f"{place}: thiếu {', '.join(names)}.")


def _read_group_scores(value: object, known: Sequence[str], found: Published) -> None:
    if value is None:
        return
    if not isinstance(value, dict):
        raise FiguresRefused("groupScores: phải là một đối tượng, mỗi nhóm một điểm.")
    for code, points in value.items():
        if code not in known:
            raise FiguresRefused(f"groupScores: không có nhóm “{code}”; các nhóm: {', '.join(known)}.")
        published = _points(f"groupScores, {code}", points)
        if published is not None:
            found.scores[code] = published


def _figure(place: str, counts: Sequence[int | None], entered: Decimal | None) -> Figure:
    try:
        return Figure(counts[0], counts[1], entered, _SOURCE if entered is not None else "")
    except ValueError as error:
        raise FiguresRefused(f"{place}: {error}") from error


def _sum(place: str, counts: Mapping[str, object], names: Sequence[str]) -> int | None:
    """The sum of the named counts; None where one of them is missing."""
    values = [_count(f"{place}, {name}", counts.get(name)) for name in names]
    known = [value for value in values if value is not None]
    return sum(known) if names and len(known) == len(names) else None


def _count(place: str, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise FiguresRefused(f"{place}: “{str(value)[:20]}” không phải số nguyên.")
    if value < 0:
        raise FiguresRefused(f"{place}: {value} là số âm.")
    if value > _MOST:
        raise FiguresRefused(f"{place}: số quá lớn.")
    return value


def _points(place: str, value: object) -> Decimal | None:
    if value is None:
        return None
    # The comparison is false for what JSON calls NaN.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 100:
        raise FiguresRefused(f"{place}: “{str(value)[:20]}” không phải số điểm.")
    if value < 0:
        raise FiguresRefused(f"{place}: {value} là số âm.")
    return Decimal(str(value))
