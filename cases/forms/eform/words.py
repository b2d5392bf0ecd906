"""The answers of an e-form as people read them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cases.forms.eform.addresses import address_in_words
from departments.identity import show_phone
from departments.written import as_vietnamese, day, money
from procedures.conditions import asked, said_in
from procedures.models import FormField

Kind = FormField.Kind
NOTHING = "—"
_ANY_LANGUAGE = (Kind.YES_NO, Kind.DECLARATION, Kind.DATE, Kind.NUMBER, Kind.MONEY, Kind.PHONE)


def answers_in_words(questions: Iterable[FormField], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Groups of {title, rows of {label, value}} for a page: every question that was asked, unanswered with a dash.

    Files are left out: they stand among the papers.
    """
    every = list(questions)
    open_ones = asked(every, said_in(answers))
    shown = [one for one in every if open_ones[one.key] and one.kind != Kind.FILE]
    return [
        {
            "title": title,
            "rows": [{"label": as_vietnamese(one.label), "value": _shown(one, answers.get(one.key))} for one in group],
        }
        for title, group in groupby(shown, key=lambda one: one.group)
    ]


def _shown(question: FormField, value: Any) -> str:
    told = in_words(question, value)
    return told if question.kind in _ANY_LANGUAGE or told == NOTHING else as_vietnamese(told)


def in_words(question: FormField, value: Any) -> str:
    """One answer; a table has one line a row."""
    if value is None or value in ("", [], {}):
        return NOTHING
    match question.kind:
        case Kind.TABLE:
            return "\n".join(f"{place}. {_row(question, row)}" for place, row in enumerate(value, 1))
        case Kind.CHOICES if isinstance(value, list):
            return "; ".join(_label(question, one) for one in value)
        case Kind.CHOICE | Kind.YES_NO:
            return _label(question, value)
        case Kind.DECLARATION:
            return _("Đã xác nhận")
        case Kind.ADDRESS:
            return address_in_words(value)
    return _written(question, value)


def _written(question: FormField, value: Any) -> str:
    match question.kind:
        case Kind.DATE:
            try:
                return day(date.fromisoformat(str(value)))
            except ValueError:
                return str(value)
        case Kind.MONEY if isinstance(value, int):
            return money(value)
        case Kind.NUMBER:
            return str(value).replace(".", ",")
        case Kind.PHONE:
            return show_phone(str(value))
    return str(value)


def _row(question: FormField, row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    told = [(one, in_words(one, row.get(one.key))) for one in question.column_fields()]
    return "; ".join(f"{one.label}: {value}" for one, value in told if value != NOTHING)


def _label(question: FormField, value: Any) -> str:
    said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return dict(question.pairs()).get(said, said)
