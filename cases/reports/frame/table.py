"""A report counted: its rows, their numbers, and which sums do not hold. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cases.reports.frame.definition import Cell, Definition
from cases.reports.question import Question


@dataclass
class Line:
    """One row: how many members have which values on the axes; `opening` counts those open just before the period."""

    definition: Definition
    key: str
    label: str
    sub: str = ""
    child: bool = False
    cells: Counter[Cell] = field(default_factory=Counter)
    amounts: Counter[Cell] = field(default_factory=Counter)
    opening: int = 0

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Every column and note by its key; asked for when all is counted."""
        return self.definition.numbers(self.cells, self.amounts)

    def __getitem__(self, column: str) -> int:
        """The number in a column, by its key."""
        return self.numbers[column]

    @property
    def violations(self) -> tuple[str, ...]:
        """The identities that do not hold, in words; empty when all is well."""
        checks = {
            one.name: sum(self[key] for key in one.left) == sum(self[key] for key in one.right)
            for one in self.definition.identities
        }
        if carried := self.definition.carried:
            name = f"cột {carried.column} = cột 11 kỳ trước + mở lại"
            checks[name] = self[carried.column] == self.opening + self[carried.reopened]
        return tuple(name for name, holds in checks.items() if not holds)


@dataclass(frozen=True)
class Table:
    """The answer: rows in order, and their total."""

    definition: Definition
    question: Question
    lines: list[Line]
    total: Line

    @property
    def violations(self) -> list[tuple[str, str]]:
        """The rows whose sums do not hold, each with the sum."""
        return [(line.label, broken) for line in (*self.lines, self.total) for broken in line.violations]

    @property
    def figures(self) -> dict[str, Any]:
        """All that the report says, to be kept: the question, and each row with its numbers in the order of columns."""
        question = self.question
        return {
            "report": self.definition.key,
            "scope": question.scope.title,
            "period": question.period.key,
            "by": question.by.value,
            "convention": question.convention.value,
            "filters": question.filters,
            "columns": list(self.definition.by_key),
            "rows": [[line.key, line.label, *line.numbers.values()] for line in (*self.lines, self.total)],
        }

    @property
    def seal(self) -> str:
        """SHA-256 of the figures: the same for the same numbers of the same question, whenever they are counted."""
        return seal_of(self.figures)

    @property
    def fingerprint(self) -> str:
        """The seal, short enough to be compared by eye."""
        return self.seal[:16]

    def numbered(self) -> list[tuple[int | str, Line]]:
        """The rows with their running number; a row under another one has none."""
        number, found = 0, []
        for line in self.lines:
            number += not line.child
            found.append(("" if line.child else number, line))
        return found


def seal_of(figures: Mapping[str, Any]) -> str:
    """SHA-256 of figures as a report gives them, written in one way only."""
    text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
