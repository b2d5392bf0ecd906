"""Stored answers typed into boxes again, as a person would."""

from collections.abc import Iterable, Mapping
from typing import Any

from departments.identity import show_phone
from procedures.models import FormField

Kind = FormField.Kind


def typed(questions: Iterable[FormField], answers: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """The names and values that a browser would send."""
    sent: dict[str, Any] = {}
    for one in questions:
        if one.key in answers:
            sent |= _typed(one, answers[one.key], f"{prefix}{one.key}")
    return sent


def _typed(one: FormField, value: Any, name: str) -> dict[str, Any]:
    match one.kind:
        case Kind.DATE:
            year, month, day = value.split("-")
            return {f"{name}_ngay": day, f"{name}_thang": month, f"{name}_nam": year}
        case Kind.ADDRESS:
            inside = bool(value["code"])
            return {
                f"{name}_commune": value["code"] or "khac",
                f"{name}_elsewhere": "" if inside else value["place"],
                f"{name}_street": value["street"],
            }
        case Kind.TABLE:
            rows = [typed(one.column_fields(), row, f"{name}-{place}-") for place, row in enumerate(value)]
            return {key: text for row in rows for key, text in row.items()}
        case Kind.CHOICES:
            return {name: value}
        case Kind.PHONE:
            return {name: show_phone(value)}
    return {name: str(value).replace(".", ",") if one.kind == Kind.NUMBER else str(value)}
