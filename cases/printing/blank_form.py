"""A procedure's questions as a form to be filled in by hand, for whoever has paper and pen and no computer."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from itertools import groupby
from typing import Any

from cases.models import Dossier
from cases.printing.facts import Facts, qr_code
from cases.printing.wording import wording
from departments.vietnamese import short_date
from departments.working_time import HANOI
from procedures.condition_words import condition_in_words
from procedures.models import FormField, ProcedureVersion, RequiredDocument

_ID_DIGITS, _PHONE_DIGITS, _TAX_DIGITS = 12, 10, 13
_LONG_TEXT_LINES, _TABLE_ROWS, _MOST_TABLE_ROWS = 3, 4, 12
_MOST_CHOICES = 24  # a longer list is written by hand
Kind = FormField.Kind
# How the answer to each kind of question is written; a kind that is not here is a dotted line.
_SHAPES: dict[str, Callable[[FormField], Facts]] = {
    Kind.TEXTAREA: lambda _: {"shape": "lines", "lines": _LONG_TEXT_LINES},
    Kind.ADDRESS: lambda _: {"shape": "lines", "lines": 2},
    Kind.DATE: lambda _: {"shape": "date"},
    Kind.PERSONAL_ID: lambda _: {"shape": "boxes", "boxes": _ID_DIGITS},
    Kind.PHONE: lambda _: {"shape": "boxes", "boxes": _PHONE_DIGITS},
    Kind.TAX_CODE: lambda _: {"shape": "boxes", "boxes": _TAX_DIGITS},
    Kind.MONEY: lambda _: {"shape": "line", "unit": "đồng"},
    Kind.CHOICE: lambda question: _options(question),
    Kind.CHOICES: lambda question: _options(question),
    Kind.YES_NO: lambda question: _options(question),
    Kind.DECLARATION: lambda _: {"shape": "declaration"},
    Kind.TABLE: lambda question: _table(question),
    Kind.FILE: lambda _: {"shape": "tick"},
}


def blank_form(version: ProcedureVersion, page: str) -> Facts | None:
    """The form of the version with its questions, papers and places to sign; None where it asks nothing.

    `page` is the address of the procedure's page. The same version gives the same file, byte for byte.
    """
    questions = list(version.form_fields.all())
    if not questions or version.valid_from is None:
        return None
    return {
        "form": wording("to-khai"),
        "timestamp": int(datetime.combine(version.valid_from, time(), HANOI).timestamp()),
        "unit": version.agency,
        "code": "",
        "procedure": version.name,
        "procedure_code": version.procedure.code,
        "version": f"phiên bản {version.number}, áp dụng từ ngày {short_date(version.valid_from)}",
        "qr": qr_code(page),
        "page": page,
        "sections": [*_people(), *_sections(questions)],
        "deliveries": list(Dossier.Delivery.labels),
        "papers": [_paper(row) for row in version.requirements.all() if not row.is_note],
    }


def _people() -> list[Facts]:
    """Who submits, and for whom: what every dossier needs, whatever the procedure."""
    number = [{"label": "Số định danh cá nhân", "shape": "boxes", "boxes": _ID_DIGITS}]
    name = [{"label": "Họ, chữ đệm và tên (chữ in hoa) hoặc tên tổ chức", "shape": "line"}]
    address = [{"label": "Nơi cư trú hoặc trụ sở", "shape": "line"}]
    reach = [{"label": "Số điện thoại", "shape": "boxes", "boxes": _PHONE_DIGITS}, {"label": "Email", "shape": "line"}]
    owner = "Chủ hồ sơ (chỉ ghi khi nộp thay cho người hoặc tổ chức khác)"
    return [
        {"title": "Người nộp hồ sơ", "rows": [*name, *number, *reach, *address]},
        {"title": owner, "rows": [*name, *number, *address]},
    ]


def _sections(questions: list[FormField]) -> Iterable[Facts]:
    named = {question.key: question for question in questions}
    for title, group in groupby(questions, key=lambda question: question.group):
        yield {"title": title, "rows": [_row(question, named) for question in group]}


def _row(question: FormField, named: dict[str, FormField]) -> Facts:
    shape = _SHAPES[question.kind](question) if question.kind in _SHAPES else {"shape": "line"}
    only = condition_in_words(question.show_when, named)
    notes = [f"Chỉ ghi khi {only}." if only else "", question.help_text]
    needed = question.required or bool(question.require_when)
    return {
        "label": question.label if needed else f"{question.label} (nếu có)",
        "note": " ".join(note for note in notes if note),
        **shape,
    }


def _options(question: FormField) -> Facts:
    labels = [label for _, label in question.pairs()]
    return {"shape": "options", "options": labels} if 0 < len(labels) <= _MOST_CHOICES else {"shape": "line"}


def _table(question: FormField) -> Facts:
    rows = int(question.maximum) if question.maximum else _TABLE_ROWS
    columns = [column.label for column in question.column_fields()]
    return {"shape": "table", "columns": columns, "rows": max(min(rows, _MOST_TABLE_ROWS), 1)}


def _paper(row: RequiredDocument) -> dict[str, Any]:
    case = f"{row.case.name}: " if row.case else ""
    return {"name": f"{case}{row.name}", "originals": row.originals, "copies": row.copies, "shown": row.present_only}
