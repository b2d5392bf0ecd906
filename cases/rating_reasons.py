"""Why people are content or not: a fixed list, read from `data/rating_reasons.json` with its legal basis."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from departments.written import in_english

_FILE = Path(__file__).parent / "data" / "rating_reasons.json"


@dataclass(frozen=True)
class Reason:
    """One reason that can be ticked from a day on, until another day where it has been given up."""

    code: str
    label: str
    english: str
    valid_from: date
    valid_until: date | None = None

    def __str__(self) -> str:
        return self.english if in_english() else self.label


def reasons_on(day: date) -> list[Reason]:
    """What can be ticked on that day."""
    return [one for one in _all() if one.valid_from <= day and (one.valid_until is None or day < one.valid_until)]


def in_words(codes: list[str]) -> list[str]:
    """The labels of what was ticked, also of reasons that were given up since."""
    labels = {one.code: one.label for one in _all()}
    return [labels[code] for code in codes if code in labels]


@cache
def _all() -> tuple[Reason, ...]:
    return tuple(_reason(row) for row in json.loads(_FILE.read_text(encoding="utf-8"))["reasons"])


def _reason(row: dict[str, Any]) -> Reason:
    until = row.get("valid_until")
    since = date.fromisoformat(row["valid_from"])
    return Reason(row["code"], row["label"], row["english"], since, date.fromisoformat(until) if until else None)
