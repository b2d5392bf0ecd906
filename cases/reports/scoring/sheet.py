"""Scores as pages and files tell them: fixed ones as they were kept, with what was corrected; others as counted now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from cases.models import FixedScore, Measure, ScoreEntry
from cases.reports.frame.table import seal_of
from cases.reports.periods import Kind, Period, latest
from cases.reports.scoring.counting import Case, Evidence, Scored, scored
from cases.reports.scoring.points import Score, read_score
from departments.models import Department, User
from departments.vietnamese import name_key

HEADINGS = ("Chuyên viên", *(measure.label for measure in Measure), "Tổng trên 100", "Tình trạng")
_OFFERED = ((Kind.MONTH, "Tháng", 13), (Kind.QUARTER, "Quý", 5))


@dataclass(frozen=True)
class Told:
    """One officer's score; `fixed` is None while it is only counted."""

    officer: User
    score: Score
    evidence: Evidence
    fixed: FixedScore | None = None
    entries: tuple[ScoreEntry, ...] = ()

    @property
    def state(self) -> str:
        """In words."""
        if self.fixed is None:
            return "Tạm tính"
        said = {entry.kind for entry in self.entries}
        if ScoreEntry.Kind.ANSWER in said:
            return "Đã chốt, đã sửa sau phản hồi" if ScoreEntry.Kind.CORRECT in said else "Đã chốt, đã trả lời phản hồi"
        return "Đã chốt, chờ trả lời phản hồi" if ScoreEntry.Kind.OBJECT in said else "Đã chốt"


def told_of(unit: Department, period: Period, at: datetime) -> list[Told]:
    """All officers of the unit, by name: two statements where the period is fixed, else seven."""
    fixed = FixedScore.objects.filter(unit=unit, period=period.key).select_related("officer", "fixed_by", "unit")
    kept = [_kept(one) for one in fixed.prefetch_related("entries__by")]
    rows = kept or [Told(row.officer, row.score, row.evidence) for row in scored(unit, period, at)]
    return sorted(rows, key=lambda row: (name_key(row.officer.get_full_name()), row.officer.pk))


def is_whole(fixed: FixedScore) -> bool:
    """Whether it is what was fixed."""
    return seal_of({"score": fixed.score, "evidence": fixed.evidence}) == fixed.fingerprint


def differences(told: Told, now: Iterable[Scored]) -> list[str]:
    """What the portal would count otherwise today, in words; the fixed score stays."""
    again = next((row.score for row in now if row.officer.pk == told.officer.pk), None)
    today = {line.criterion.measure: (line.good, line.of) for line in again.lines} if again else {}
    return [
        f"{line.criterion.label}: đã chốt {line.good}/{line.of}, đếm lại {today[line.criterion.measure][0]}"
        f"/{today[line.criterion.measure][1]}"
        for line in told.score.lines
        if line.criterion.measure in today and today[line.criterion.measure] != (line.good, line.of)
    ]


def period_choices(period: Period, at: datetime) -> list[dict[str, Any]]:
    """The months and quarters (NĐ 09/2019) that can be asked for, in groups; also the one that is."""
    groups = []
    for kind, label, count in _OFFERED:
        offered = list(latest(kind, at, count))
        if period.kind == kind and period not in offered:
            offered.append(period)
        choices = [{"value": one.key, "label": one.name, "selected": one == period} for one in offered]
        groups.append({"label": label, "choices": choices})
    return groups


def cells(rows: Iterable[Told]) -> Iterator[tuple[Any, ...]]:
    """The rows of a file; what is not scored stays empty."""
    for row in rows:
        points = {line.criterion.measure: line.points for line in row.score.lines}
        shown = (points.get(measure) if row.score.enough else None for measure in Measure)
        yield (row.officer.get_full_name(), *shown, row.score.total, row.state)


def workbook(rows: Iterable[Told], title: str) -> bytes:
    """The same as an .xlsx file."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet("Cham diem"), book.add_format({"bold": True, "text_wrap": True})
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, len(HEADINGS) - 1, 18)
        sheet.write_string(0, 0, title, book.add_format({"bold": True}))
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(2, column, str(heading), bold)
        for place, row in enumerate(cells(rows), start=3):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                elif cell is not None:
                    sheet.write_number(place, column, float(cell))
    return target.getvalue()


def _kept(fixed: FixedScore) -> Told:
    entries = tuple(fixed.entries.all())
    corrected = {entry.measure: entry.points for entry in entries if entry.points is not None}
    evidence = {Measure(name): [Case(*case) for case in cases] for name, cases in fixed.evidence.items()}
    return Told(fixed.officer, read_score(fixed.score).corrected(corrected), evidence, fixed, entries)
