"""How long each answer to a phản ánh, kiến nghị may take: data with its legal basis, from `feedback_terms.json`."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from departments.written import in_english
from procedures.time_limits import LimitUnit, TimeLimit

_FILE = Path(__file__).parent / "data" / "feedback_terms.json"
REFUSE, ASK, RESOLVE, PUBLISH = "refuse", "ask", "resolve", "publish"


@dataclass(frozen=True)
class Term:
    """One limit that holds from a day on, until another day where it has been changed."""

    name: str
    label: str
    english: str
    limit: TimeLimit
    legal_basis: str
    valid_from: date
    valid_until: date | None = None

    def __str__(self) -> str:
        return self.english if in_english() else self.label


def term_on(name: str, day: date) -> Term:
    """The limit of that name on that day. Raises LookupError where the data know none."""
    for term in _terms():
        if term.name == name and term.valid_from <= day and (term.valid_until is None or day < term.valid_until):
            return term
    raise LookupError(f"feedback_terms.json knows no term “{name}” on {day}.")


def terms_on(day: date) -> list[Term]:
    """All limits of the day, in the order of the data."""
    return [
        term for term in _terms() if term.valid_from <= day and (term.valid_until is None or day < term.valid_until)
    ]


def stop_basis() -> str:
    """The rule by which the clock stands while the sender is asked."""
    return str(_data()["stop_basis"])


def sender_basis() -> str:
    """The rule about who may send, and what."""
    return str(_data()["sender_basis"])


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _terms() -> tuple[Term, ...]:
    return tuple(_term(row) for row in _data()["terms"])


def _term(row: dict[str, Any]) -> Term:
    until = row.get("valid_until")
    return Term(
        row["name"],
        row["label"],
        row["english"],
        TimeLimit(row["amount"], LimitUnit(row["unit"])),
        row["legal_basis"],
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(until) if until else None,
    )
