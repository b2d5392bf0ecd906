"""A statistical report on paper: what its page says, as facts for the template."""

from typing import Any

from cases.printing.facts import Facts, agency_heading, place_of, unit_heading
from cases.printing.wording import wording
from cases.reports.frame.definition import Column, Definition, Ratio
from cases.reports.frame.table import Line, Table
from departments.models import Department
from departments.vietnamese import grouped, long_date, long_moment
from departments.working_time import local


def report_paper(table: Table) -> Facts:
    """The facts of the report; its moment is that of the numbers, so that the same numbers give the same file."""
    definition, question = table.definition, table.question
    words = wording("bao-cao")
    unit = question.scope.unit or Department(name=question.scope.title, level=Department.Level.CITY)
    agency = unit.agency()
    return {
        "form": {**words, "label": definition.number, "title": definition.title.upper(), "name": definition.title},
        "heading": agency_heading(agency) if unit == agency else unit_heading(unit, agency),
        "place_date": f"{place_of(agency)}, {long_date(local(question.at).date())}",
        "timestamp": int(question.moment.timestamp()),
        "code": "",
        "unit": question.scope.title,
        "under": _under(table, words["sentences"]),
        "groups": _groups(definition),
        "first": question.by.label,
        "columns": [_heading(definition, column) for column in definition.columns],
        "rows": [_row(str(number), line) for number, line in table.numbered()],
        "total": _row("", table.total),
        "notes": _notes(table, words["sentences"]),
    }


def _under(table: Table, words: dict[str, str]) -> list[str]:
    question, definition = table.question, table.definition
    running = "" if question.period.is_over(question.at) else words["running"]
    lines = [
        words["unit"].format(unit=question.scope.title),
        words["period"].format(period=question.period.label) + running.format(moment=long_moment(question.moment)),
    ]
    if question.narrowed_to:
        lines.append(words["narrowed"].format(filters=question.narrowed_to))
    how = [words["by_promise"].format(convention=question.convention.label)] if definition.by_second else []
    return [*lines, ". ".join([*how, words["counted_in"].format(noun=definition.noun)])]


def _groups(definition: Definition) -> list[dict[str, Any]]:
    """The upper row of the head; a column in no group stands over both rows."""
    keys = [column.key for column in definition.columns]
    starts = {first: (label, keys.index(last) - keys.index(first) + 1) for label, first, last in definition.groups}
    found: list[dict[str, Any]] = []
    place = 0
    while place < len(keys):
        label, span = starts.get(keys[place], ("", 1))
        heading = definition.columns[place].heading or definition.columns[place].label
        found.append({"label": label or heading, "span": span, "alone": not label})
        place += span
    return found if definition.groups else []


def _heading(definition: Definition, column: Column | Ratio) -> dict[str, Any]:
    keys = [one.key for one in definition.columns]
    place = keys.index(column.key)
    grouped_ = any(keys.index(first) <= place <= keys.index(last) for _, first, last in definition.groups)
    number = f"({column.key})" if column.key.isdigit() else ""
    return {"label": column.heading or column.label, "number": number, "grouped": grouped_}


def _row(number: str, line: Line) -> dict[str, Any]:
    name = f"{line.label} ({line.sub})" if line.sub else line.label
    cells = [
        one.text(line.numbers) or "–" if isinstance(one, Ratio) else grouped(line[one.key])
        for one in line.definition.columns
    ]
    return {"number": number, "name": name, "child": line.child, "cells": cells}


def _notes(table: Table, words: dict[str, str]) -> list[str]:
    definition, total = table.definition, table.total
    found = []
    headline = definition.headline
    if headline and headline.text(total.numbers):
        good, of = headline.of(total.numbers)
        share = f"{headline.label}: {headline.text(total.numbers)}"
        found.append(f"{share} ({grouped(good)}/{grouped(of)} {definition.headline_text}).")
    found += [
        f"{note.label}: {grouped(total[note.key])} {definition.noun}." for note in definition.notes if total[note.key]
    ]
    found += [words["broken"].format(what=f"{label}, {broken}") for label, broken in table.violations]
    found += definition.explained(table.question)
    return [*found, words["check"].format(fingerprint=table.fingerprint)]
