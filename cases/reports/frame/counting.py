"""Count a report, and find the members behind one of its numbers: the same conditions, so the two agree."""

from typing import Any

from django.db.models import Count, QuerySet, Sum

from cases.reports.frame.definition import TOTAL, Definition
from cases.reports.frame.grouping import CaseRows, FieldRows, Rows, UnitRows
from cases.reports.frame.people_and_time import ChannelRows, MonthRows, OfficerRows
from cases.reports.frame.table import Line, Table
from cases.reports.question import By, Question

ROWS: dict[By, Rows] = {
    By.FIELD: FieldRows(),
    By.PROCEDURE: FieldRows(),
    By.UNIT: UnitRows(),
    By.LEVEL: UnitRows(),
    By.CASE: CaseRows(),
    By.OFFICER: OfficerRows(),
    By.CHANNEL: ChannelRows(),
    By.MONTH: MonthRows(),
}


def table_of(definition: Definition, question: Question) -> Table:
    """The whole report: one or two statements that count, two or three that name the rows."""
    rows = ROWS[question.by]
    places = tuple(rows.places(definition, question))
    counted = _counted(definition, question, definition.members(question), definition.axes)
    opening = _counted(definition, question, definition.carried.opening(question), ()) if definition.carried else []
    found = {tuple(row[name] for name in places) for row in (*counted, *opening)}
    lines, keys = rows.lines(definition, question, found)
    total = Line(definition, TOTAL, "Tổng cộng")
    named = {line.key: line for line in lines}
    for row in counted:
        cell = tuple(row[axis] for axis in definition.axes)
        for line in _lines_of(row, places, keys, named, total):
            line.cells[cell] += row["n"]
            line.amounts[cell] += row.get("sum") or 0
    for row in opening:
        for line in _lines_of(row, places, keys, named, total):
            line.opening += row["n"]
    return Table(definition, question, lines, total)


def behind(definition: Definition, question: Question, row: str, column: str) -> QuerySet[Any]:
    """The members that a number counts, as many as it says; `row` and `column` are keys of the report.

    Raises KeyError for a row or a column that there is not, and for one that is calculated from others.
    """
    wanted, members = definition.by_key[column], definition.members(question)
    if not wanted.is_counted:
        raise KeyError(column)
    for axis, values in wanted.where.items():
        members = members.filter(**{f"{axis}__in": values})
    return members if row == TOTAL else ROWS[question.by].narrowed(definition, question, members, row)


def name_of(question: Question, row: str) -> str:
    """What a row is called; empty for the total. Raises KeyError where there is no such row."""
    return "" if row == TOTAL else ROWS[question.by].name(row)


def _lines_of(
    row: dict[str, Any], places: tuple[str, ...], keys: dict[Any, tuple[str, ...]], named: dict[str, Line], total: Line
) -> list[Line]:
    return [total, *(named[key] for key in keys[tuple(row[name] for name in places)])]


def _counted(
    definition: Definition, question: Question, members: QuerySet[Any], axes: tuple[str, ...]
) -> list[dict[str, Any]]:
    places = ROWS[question.by].places(definition, question)
    measures: dict[str, Any] = {"n": Count("pk")}
    if definition.has_amounts:
        measures["sum"] = Sum("amount")
    rows: QuerySet[Any, Any] = members.order_by().annotate(**places).values(*places, *axes).annotate(**measures)
    return list(rows)
