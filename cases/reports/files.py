"""The files of a report: its table as workbook, text or paper, and the list behind a number; written piece by piece.

The page hands them out at once, the worker keeps them for later: both write them here.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cases.keyset import Order
from cases.lists import Looking
from cases.models import PreparedReport
from cases.printing.compile import render
from cases.printing.report import report_paper
from cases.reports.asking import Asked
from cases.reports.frame.counting import behind, name_of, table_of
from cases.reports.frame.definition import TOTAL, Definition
from cases.reports.frame.page import title_of
from cases.reports.frame.workbook import csv_headings, csv_rows, workbook_of
from cases.reports.question import Question
from departments.exports import csv_lines

Form = PreparedReport.Form
# Rows that are in memory at once.
_AT_ONCE = 500
# Told after each of them: how many rows are written, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """One file: of which report, of what question, in which form; `row` and `column` name the number of a list."""

    definition: Definition
    asked: Asked
    form: PreparedReport.Form
    row: str = TOTAL
    column: str = ""

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.asked.question

    @property
    def query(self) -> str:
        """The question as its address says it, always in the same words."""
        behind_a_number = {"hang": self.row, "cot": self.column} if self.form == Form.LIST else {}
        return self.asked.address(**behind_a_number).removeprefix("?")

    @property
    def name(self) -> str:
        """What the file is called."""
        if self.form == Form.LIST:
            return list_name(self.definition, self.question, self.row, self.column)
        return f"{self.definition.key}-{self.question.period.key}.{self.form}"

    @property
    def title(self) -> str:
        """What is in it, in words; raises KeyError for a number that there is not."""
        question = self.question
        parts = [self.definition.title, question.period.name, question.scope.title, question.narrowed_to]
        if self.form == Form.LIST:
            if not self.definition.by_key[self.column].is_counted:
                raise KeyError(self.column)
            parts = [*parts[:1], title_of(self.definition, self.column), name_of(question, self.row), *parts[1:]]
        else:
            parts.append(f"theo {question.by.label.lower()}")
        return " · ".join(part for part in parts if part)[:300]

    def pieces(self, look: Looking, told: Progress) -> Iterator[bytes]:
        """The file from its first byte to its last; of a list, a few hundred rows are in memory at once."""
        if self.form == Form.LIST:
            listing = self.definition.listing
            members = behind(self.definition, self.question, self.row, self.column)
            rows = in_batches(listing.load(members, self.question), listing.order, told)
            return _encoded(csv_lines(listing.headings, listing.cells(rows, look)))
        table = table_of(self.definition, self.question)
        match self.form:
            case Form.CSV:
                return _encoded(csv_lines(csv_headings(self.definition), csv_rows(table)))
            case Form.PDF:
                return iter([render("bao-cao", report_paper(table))])
            case _:
                return iter([workbook_of(table)])


def list_name(definition: Definition, question: Question, row: str, column: str) -> str:
    """What the file of a list is called."""
    return f"{definition.key}-{question.period.key}-{row}-{column}.csv"


def in_batches(rows: QuerySet[Any], order: Order, told: Progress) -> Iterator[Any]:
    """The rows in their order. First their ids alone, eight bytes each, so that it is known how many there are.

    No statement stays open from one batch to the next: SQLite would let nobody note the progress meanwhile.
    """
    ids = array("q", order.sorted(rows).values_list("pk", flat=True).iterator(chunk_size=10 * _AT_ONCE))
    told(0, len(ids))
    for start in range(0, len(ids), _AT_ONCE):
        batch: Sequence[int] = ids[start : start + _AT_ONCE]
        found = {row.pk: row for row in rows.filter(pk__in=list(batch))}
        yield from (found[pk] for pk in batch if pk in found)
        told(start + len(batch), len(ids))


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)
