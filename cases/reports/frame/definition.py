"""What a report is: whom it counts, by which marks, in which columns, and the sums that must hold on every row.

Each member of a report (a dossier, a payment, a request) has one value on each axis; a column counts those with certain
values. The list behind a number is the same condition, so a number is the length of its list. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from cases.reports.frame.listing import Listing
from cases.reports.question import By, Question

# The key of the total row.
TOTAL = "tong"
Where = Mapping[str, tuple[Any, ...]]
Cell = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """A number: how many members have the values (no condition: all), or the sum of their amounts in đồng.

    `sums` names columns of which it is the sum, `less` those that are taken away; both become a formula in workbooks.
    """

    key: str
    label: str
    heading: str = ""
    where: Where = field(default_factory=dict)
    sums: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    amount: bool = False
    late: bool = False
    meaning: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether it counts by itself; a difference is calculated from others and has no list."""
        return not self.less


@dataclass(frozen=True)
class Ratio:
    """One sum of columns divided by another: a share in percent, or a mean; each key with its weight."""

    key: str
    label: str
    top: Mapping[str, int]
    bottom: Mapping[str, int]
    heading: str = ""
    percent: bool = True
    meaning: str = ""

    def of(self, numbers: Mapping[str, int]) -> tuple[int, int]:
        """Numerator and denominator."""
        top = sum(weight * numbers[key] for key, weight in self.top.items())
        return top, sum(weight * numbers[key] for key, weight in self.bottom.items())

    def text(self, numbers: Mapping[str, int]) -> str:
        """`93,3%` or `4,6`, rounded down so that 100 % is said only where nothing is missing; empty for nothing."""
        top, bottom = self.of(numbers)
        if not bottom:
            return ""
        tenths = top * (1000 if self.percent else 10) // bottom
        sign = "-" if tenths < 0 else ""
        return f"{sign}{abs(tenths) // 10},{abs(tenths) % 10}" + ("%" if self.percent else "")


@dataclass(frozen=True)
class Identity:
    """Columns on the left add up to what columns on the right add up to."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def name(self) -> str:
        """`cột 3 = 4 + 5 + 6`."""
        return f"cột {' + '.join(self.left)} = {' + '.join(self.right)}"


@dataclass(frozen=True)
class Carried:
    """What was open before the period comes into it: the column of those carried over, less those reopened since."""

    column: str
    reopened: str
    opening: Callable[[Question], QuerySet[Any]]


@dataclass(frozen=True)
class Definition:
    """One report. `members` are annotated with the axes; `prefix` leads from a member to its dossier ("dossier__").

    `groups` are (label, first column, last column); `explained` says how it is counted, for a question; `months` is the
    member's moment by which rows by month are cut; `noun` is what is counted.
    """

    key: str
    number: str
    title: str
    about: str
    members: Callable[[Question], QuerySet[Any]]
    axes: tuple[str, ...]
    columns: tuple[Column | Ratio, ...]
    explained: Callable[[Question], tuple[str, ...]]
    listing: Listing
    groups: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[Column, ...] = ()
    headline: Ratio | None = None
    headline_text: str = ""
    identities: tuple[Identity, ...] = ()
    carried: Carried | None = None
    bys: tuple[By, ...] = (By.FIELD, By.PROCEDURE, By.UNIT, By.LEVEL, By.CASE, By.OFFICER, By.CHANNEL, By.MONTH)
    by_second: bool = False
    prefix: str = ""
    months: str = "received_at"
    noun: str = "hồ sơ"
    paths: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def counted(self) -> tuple[Column, ...]:
        """The columns that are no ratios."""
        return tuple(column for column in self.columns if isinstance(column, Column))

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Columns and notes that can be asked for."""
        return {column.key: column for column in (*self.counted, *self.notes)}

    @cached_property
    def has_amounts(self) -> bool:
        """Whether some column adds up money."""
        return any(column.amount for column in self.by_key.values())

    def holds(self, column: Column, cell: Cell) -> bool:
        """Whether a member with these values is counted in the column."""
        values = dict(zip(self.axes, cell, strict=True))
        return all(values[axis] in wanted for axis, wanted in column.where.items())

    def numbers(self, counts: Mapping[Cell, int], amounts: Mapping[Cell, int]) -> dict[str, int]:
        """All columns and notes of a row, differences last."""
        found = dict.fromkeys(self.by_key, 0)
        for cell, number in counts.items():
            for key in self._keys_of(cell):
                found[key] += amounts.get(cell, 0) if self.by_key[key].amount else number
        for column in self.by_key.values():
            if column.less:
                found[column.key] = sum(found[key] for key in column.sums) - sum(found[key] for key in column.less)
        return found

    @cached_property
    def _known(self) -> dict[Cell, tuple[str, ...]]:
        return {}

    def _keys_of(self, cell: Cell) -> tuple[str, ...]:
        if cell not in self._known:
            counted = (column for column in self.by_key.values() if column.is_counted)
            self._known[cell] = tuple(column.key for column in counted if self.holds(column, cell))
        return self._known[cell]
