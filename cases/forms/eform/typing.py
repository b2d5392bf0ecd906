"""A stored answer back in the boxes in which it was typed."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from cases.forms.eform.fields import NumberField, plain
from cases.forms.eform.tables import TableField


def boxes_of(field: forms.Field, name: str, value: Any) -> dict[str, list[str]]:
    """The names and texts with which a browser would send this answer; nothing for no answer."""
    if value is None or value == "" or value == []:
        return {}
    if isinstance(field, TableField):
        return _rows(field, name, value)
    if isinstance(field, NumberField):
        return {name: [_number(value)]}
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        suffixes: list[str] = widget.widgets_names  # type: ignore[attr-defined]  # the stubs do not know it
        parts = zip(suffixes, widget.decompress(field.prepare_value(value)) or (), strict=True)
        return {f"{name}{suffix}": [str(part)] for suffix, part in parts if part not in (None, "")}
    shown = field.prepare_value(value)
    return {name: [str(one) for one in shown] if isinstance(shown, list) else [str(shown)]}


def _rows(field: TableField, name: str, rows: Any) -> dict[str, list[str]]:
    boxes: dict[str, list[str]] = {}
    columns = [(column.key, field.build(column)) for column in field.columns]
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        for key, column in columns:
            boxes |= boxes_of(column, f"{name}-{place}-{key}", row.get(key))
    return boxes


def _number(value: Any) -> str:
    try:
        return plain(Decimal(str(value)))
    except InvalidOperation:
        return str(value)
