"""What a published table is: its address, what it holds, its columns as people and as machines read them. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.open_data.rules import LICENCE
from cases.reports.periods import Period

# What a cell may be; None is a number that is not known or not published.
Cell = str | int | float | date | None
_TYPES = {"text": "string", "whole": "integer", "number": "number", "day": "string", "address": "string"}
_FORMATS = {"day": "date", "address": "uri-reference"}


@dataclass(frozen=True)
class Field:
    """One column. `kind` is text, whole, number, day or address; `empty` says what an empty cell means."""

    key: str
    label: str
    meaning: str = ""
    kind: str = "text"
    empty: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The column as JSON Schema says it."""
        name = _TYPES[self.kind]
        said = " ".join(part for part in (self.meaning, f"Trống: {self.empty}." if self.empty else "") if part)
        found: dict[str, Any] = {"title": self.label, "type": [name, "null"] if self.empty else name}
        if said:
            found["description"] = said
        return found | ({"format": _FORMATS[self.kind]} if self.kind in _FORMATS else {})


@dataclass(frozen=True)
class Wanted:
    """For which month (None for tables of today) and at what moment; `unit` is a code or "" for all."""

    at: datetime
    period: Period | None = None
    unit: str = ""


@dataclass(frozen=True)
class Dataset:
    """`rows` gives tuples under `fields`; `monthly` tables are about one closed month of the law."""

    key: str
    title: str
    about: str
    fields: tuple[Field, ...]
    rows: Callable[[Wanted], Iterable[Sequence[Cell]]]
    monthly: bool = False
    notes: tuple[str, ...] = ()

    def schema(self, address: str) -> dict[str, Any]:
        """The JSON Schema of the JSON file at `address`."""
        row = {
            "type": "object",
            "properties": {field.key: field.schema for field in self.fields},
            "required": [field.key for field in self.fields],
            "additionalProperties": False,
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address,
            "title": self.title,
            "description": " ".join((self.about, *self.notes)),
            "type": "object",
            "properties": {
                "title": {"type": "string"},
                "licence": {"type": "string"},
                "licence_url": {"type": "string", "format": "uri"},
                "legal_basis": {"type": "string"},
                "source": {"type": "string"},
                "schema": {"type": "string", "format": "uri-reference"},
                "period": {"type": ["string", "null"]},
                "published_at": {"type": "string", "format": "date-time"},
                "rows": {"type": "array", "items": row},
            },
            "required": ["title", "licence", "schema", "published_at", "rows"],
        }

    def document(self, rows: Iterable[Sequence[Cell]], wanted: Wanted, *, source: str, schema: str) -> dict[str, Any]:
        """The JSON file, as its schema describes it."""
        keys = [field.key for field in self.fields]
        return {
            "title": self.title,
            "licence": LICENCE.name,
            "licence_url": LICENCE.url,
            "legal_basis": LICENCE.legal_basis,
            "source": source,
            "schema": schema,
            "period": wanted.period.key if wanted.period else None,
            "published_at": wanted.at.isoformat(timespec="seconds"),
            "rows": [dict(zip(keys, (_plain(cell) for cell in row), strict=True)) for row in rows],
        }


def _plain(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
