"""`manage.py index_766`: the points of the index QĐ 766/QĐ-TTg from published figures, and why."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.reports.index_766 import (
    FiguresRefused,
    GroupScore,
    Index,
    Published,
    Score,
    criteria_in_force,
    lifts,
    read_figures,
    score_index,
)
from departments.commands import PortalCommand, json_of
from departments.vietnamese import grouped


class Command(PortalCommand):
    """Prints points as JSON, by code of criterion and group; what has no points is null and named on standard error."""

    help = "Tính điểm Bộ chỉ số 766 từ tử số, mẫu số đã công bố; in ra JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--figures", metavar="FILE.json", help="Tệp số liệu, mỗi nhóm chỉ số là một mục.")
        parser.add_argument("--at", metavar="NGÀY", help="Tính theo mức điểm có hiệu lực ngày nào; mặc định hôm nay.")
        parser.add_argument("--explain", action="store_true", help="In lời giải thích từng điểm thay cho JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["figures"] is None:
            raise CommandError("Thiếu --figures: cần đường dẫn tới tệp số liệu.")
        criteria = criteria_in_force(_day(options["at"]))
        if not criteria:
            raise CommandError(f"Ngày {options['at']} chưa có Bộ chỉ số 766.")
        path = Path(options["figures"])
        try:
            published = read_figures(json_of(path), criteria)
        except FiguresRefused as error:
            raise CommandError(f"Tệp “{path}”: {error}") from error
        index = score_index(criteria, published.figures, published.groups)
        if options["explain"]:
            self.stdout.write("\n".join(_explained(index, published)))
            return
        self.stdout.write(json.dumps(_points(index), ensure_ascii=False, indent=1))
        for line in _warnings(index, published):
            self.stderr.write(line)


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Ngày “{text}” không đọc được; hãy viết như 2026-10-10.") from error


def _points(index: Index) -> dict[str, float | None]:
    points: dict[str, float | None] = {}
    for group in index.groups:
        points[group.group.code] = _number(group.points)
        points.update({score.criterion.code: _number(score.points) for score in group.scores})
    return points


def _number(points: Decimal | None) -> float | None:
    return None if points is None else float(points)


def _warnings(index: Index, published: Published) -> Iterator[str]:
    """What a reader of the bare numbers must know: what is missing, what was taken over, what differs."""
    for group in index.groups:
        for score in group.scores:
            if score.is_missing or score.is_entered:
                yield f"{score.criterion.code}: {score.lines[1]}"
        for code, points in [(group.group.code, group.points), *((s.criterion.code, s.points) for s in group.scores)]:
            if code in published.scores and points is not None and points != published.scores[code]:
                yield f"{code}: tính được {_comma(points)}, tệp ghi {_comma(published.scores[code])}."


def _explained(index: Index, published: Published) -> Iterator[str]:
    for group in index.groups:
        yield from _group_lines(group, published)
    if index.total is not None:
        yield f"Tổng điểm: {_comma(index.total)} trên 100, xếp loại {index.rank}."
    found = lifts(index)
    if found:
        yield "Còn có thể tăng nhiều nhất:"
    for lift in found:
        more = "" if lift.more is None else f"; cần thêm {grouped(lift.more)} ở tử số"
        yield f"- {lift.score.criterion.title}: {_comma(lift.gain)} điểm{more}"


def _group_lines(group: GroupScore, published: Published) -> Iterator[str]:
    code, most = group.group.code, group.group.max_points
    points = "chưa tính được" if group.points is None else f"{_comma(group.points)} điểm trên {most}"
    yield f"{code} {group.group.name}: {points}{_told(code, published)}"
    if group.missing:
        lost = sum(score.criterion.max_points for score in group.missing)
        yield f"  Chưa đủ: thiếu {len(group.missing)} tiêu chí, tối đa {lost} điểm."
    for score in group.scores:
        code = score.criterion.code
        yield f"  {code} {score.criterion.title}: {_said(score)}{_told(code, published)}"
        yield from (f"    {line}" for line in score.lines)


def _said(score: Score) -> str:
    if score.points is None:
        return "chưa tính được" if score.is_missing else "không tính điểm"
    return f"{_comma(score.points)} điểm trên {score.criterion.max_points}"


def _told(code: str, published: Published) -> str:
    return f" (tệp ghi {_comma(published.scores[code])})" if code in published.scores else ""


def _comma(points: Decimal) -> str:
    return f"{points:.2f}".replace(".", ",")
