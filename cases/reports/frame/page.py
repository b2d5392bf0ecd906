"""A report as its page shows it: headings, cells that open their lists, the notes under the table, what each means."""

from typing import Any
from urllib.parse import urlencode

from cases.reports.asking import Asked
from cases.reports.frame.definition import TOTAL, Column, Definition, Ratio
from cases.reports.frame.table import Line, Table


def page_of(table: Table, asked: Asked) -> dict[str, Any]:
    """What the page of a report needs beside its filters."""
    definition, total = table.definition, table.total
    headline = definition.headline
    return {
        "report": definition,
        "groups": _groups(definition),
        "headings": [_heading(definition, column) for column in definition.columns],
        "numbered_columns": all(column.key.isdigit() for column in definition.counted),
        "lines": [_line(line, asked, str(number)) for number, line in table.numbered()],
        "total": _line(total, asked, ""),
        "notes": [
            {"label": note.label, "value": total[note.key], "url": list_url(asked, TOTAL, note.key)}
            for note in definition.notes
            if total[note.key]
        ],
        "violations": [f"{label}: {broken}" for label, broken in table.violations],
        "checked": bool(definition.identities),
        "headline": _headline(headline, total) if headline else None,
        "explained": definition.explained(table.question),
        "meanings": [
            {"key": column.key if column.key.isdigit() else "", "label": column.label, "text": column.meaning}
            for column in definition.columns
            if column.meaning
        ],
        "fingerprint": table.fingerprint,
        "first_heading": table.question.by.label,
        "xlsx_url": asked.address(dang="xlsx"),
        "csv_url": asked.address(dang="csv"),
        "pdf_url": asked.address(dang="pdf"),
        "seal_url": f"niem-phong/{asked.address()}" if table.question.period.is_over(table.question.at) else "",
        "previous_url": asked.address(ky=table.question.period.previous().key),
    }


def list_url(asked: Asked, row: str, column: str) -> str:
    """The address of the list behind a number, from the report's own page."""
    return f"ho-so/{asked.address()}&{urlencode({'hang': row, 'cot': column})}"


def title_of(definition: Definition, column: str) -> str:
    """What a number is called. Raises KeyError where the report has no such column."""
    label = definition.by_key[column].label
    return f"Cột {column}. {label}" if column.isdigit() else label


def _groups(definition: Definition) -> list[dict[str, Any]]:
    """The upper row of the head: groups with what they span, and the columns that stand alone."""
    keys = [column.key for column in definition.columns]
    starts = {first: (label, keys.index(last) - keys.index(first) + 1) for label, first, last in definition.groups}
    found: list[dict[str, Any]] = []
    place = 0
    while place < len(keys):
        label, span = starts.get(keys[place], ("", 1))
        found.append({"label": label, "span": span, "column": None if label else definition.columns[place]})
        place += span
    return found if definition.groups else []


def _line(line: Line, asked: Asked, number: str) -> dict[str, Any]:
    cells = [_cell(line, column, asked) for column in line.definition.columns]
    return {"number": number, "label": line.label, "sub": line.sub, "child": line.child, "cells": cells}


def _cell(line: Line, column: Column | Ratio, asked: Asked) -> dict[str, Any]:
    first = _begins(line.definition, column)
    about = {"key": column.key, "first": first, "label": column.label}
    about["short"] = column.label if first else column.heading or column.label
    if isinstance(column, Ratio):
        return {**about, "text": column.text(line.numbers)}
    value = line[column.key]
    opens = value and column.is_counted
    return {
        **about,
        "value": value,
        "url": list_url(asked, line.key, column.key) if opens else "",
        "late": column.late and value > 0,
        "noun": "đồng" if column.amount else line.definition.noun,
    }


def _heading(definition: Definition, column: Column | Ratio) -> dict[str, Any]:
    return {
        "key": column.key if isinstance(column, Column) and column.key.isdigit() else "",
        "label": column.heading or column.label,
        "first": _begins(definition, column),
        "alone": not any(_within(definition, column.key, first, last) for _, first, last in definition.groups),
    }


def _begins(definition: Definition, column: Column | Ratio) -> bool:
    """Whether a group begins with it: it is the sum of the ones after it."""
    return column.key in {first for _, first, _ in definition.groups}


def _within(definition: Definition, key: str, first: str, last: str) -> bool:
    keys = [column.key for column in definition.columns]
    return keys.index(first) <= keys.index(key) <= keys.index(last)


def _headline(headline: Ratio, total: Line) -> dict[str, Any] | None:
    good, of = headline.of(total.numbers)
    if not of:
        return None
    text = total.definition.headline_text
    return {"label": headline.label, "value": headline.text(total.numbers), "good": good, "of": of, "text": text}
