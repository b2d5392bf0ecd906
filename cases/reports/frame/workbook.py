"""A report as a workbook: sums are formulas that foot, text is never one; and the same rows for a text file.

Rows are written one after the other and not kept (`constant_memory`), so no cell spans rows.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from cases.reports.frame.definition import Column, Definition, Identity, Ratio
from cases.reports.frame.table import Line, Table

# The first column of numbers.
_FIRST = 2
_FACE = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_HOLDS = "Khớp"


def csv_headings(definition: Definition) -> tuple[str, ...]:
    """The headings of the text file."""
    names = (f"{one.key}. {one.label}" if one.key.isdigit() else one.label for one in definition.columns)
    return ("TT", "Nội dung", "Mã", *names, "Kiểm tra")


def csv_rows(table: Table) -> Iterator[tuple[object, ...]]:
    """The rows of the report under its headings, the total last."""
    for number, line in [*table.numbered(), ("", table.total)]:
        values = (
            one.text(line.numbers) if isinstance(one, Ratio) else line[one.key] for one in line.definition.columns
        )
        yield (number, line.label, line.sub, *values, "; ".join(line.violations) or _HOLDS)


def workbook_of(table: Table) -> bytes:
    """The report as an .xlsx file."""
    target = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        title = f"{table.definition.title} {table.question.period.name}"
        book.set_properties({"title": title, "created": table.question.at.replace(tzinfo=None)})
        _Sheet(book, table).write()
    return target.getvalue()


class _Sheet:
    """Writes the one sheet from top to bottom."""

    def __init__(self, book: Any, table: Table) -> None:
        self.table, self.definition = table, table.definition
        self.sheet = book.add_worksheet(table.definition.key)
        self.at = {column.key: index for index, column in enumerate(self.definition.columns, start=_FIRST)}
        self.check = len(self.at) + _FIRST
        box = _FACE | {"border": 1}
        number, share, mean = {"num_format": "#,##0"}, {"num_format": "0.0%"}, {"num_format": "0.0"}
        formats = {
            "plain": _FACE,
            "bold": _FACE | {"bold": True},
            "title": _FACE | {"bold": True, "font_size": 14},
            "italic": _FACE | {"italic": True},
            "head": box | {"bold": True, "align": "center", "text_wrap": True},
            "index": box | {"italic": True, "align": "center"},
            "text": box | {"text_wrap": True},
            "child": box | {"text_wrap": True, "indent": 1, "italic": True},
            "strong": box | {"bold": True},
            **{name: box | kind for name, kind in (("number", number), ("share", share), ("mean", mean))},
            **{f"{name} total": box | kind | {"bold": True} for name, kind in
               (("number", number), ("share", share), ("mean", mean))},
        }  # fmt: skip
        self.formats = {name: book.add_format(look) for name, look in formats.items()}
        self.row = 0

    def write(self) -> None:
        self._set_paper()
        self._write_head()
        first = self.row
        for number, line in self.table.numbered():
            self._write_line(number, line)
        self._write_total(first)
        self._write_notes()

    def _set_paper(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.6, top=0.7, bottom=0.7)
        sheet.set_footer("&R&P/&N")
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 42)
        sheet.set_column(_FIRST, self.check - 1, 14 if self.definition.has_amounts else 10)
        sheet.set_column(self.check, self.check, 14)

    def _write_head(self) -> None:
        question, definition = self.table.question, self.definition
        running = "" if question.period.is_over(question.at) else " (kỳ chưa kết thúc)"
        how = f"Cách tính hạn: {question.convention.label}. " if definition.by_second else ""
        lines = [
            (definition.number, "bold"),
            (definition.title.upper(), "title"),
            (f"Đơn vị báo cáo: {question.scope.title}", "plain"),
            (f"Kỳ báo cáo: {question.period.label}{running}", "plain"),
            *((f"Chỉ gồm: {question.narrowed_to}", "plain") for _ in [0] if question.narrowed_to),
            (f"{how}Đơn vị tính: {definition.noun}", "italic"),
        ]
        for text, look in lines:
            self._write_text(text, look)
        top = self.row
        if definition.groups:
            self.sheet.set_row(self.row, 20)
            for index in range(self.check + 1):
                self.sheet.write_string(self.row, index, "", self.formats["head"])
            for label, start, last in definition.groups:
                self.sheet.merge_range(self.row, self.at[start], self.row, self.at[last], label, self.formats["head"])
            self.row += 1
        self.sheet.set_row(self.row, 48)
        headings = (column.heading or column.label for column in definition.columns)
        for index, text in enumerate(("TT", question.by.label, *headings, "Kiểm tra")):
            self.sheet.write_string(self.row, index, text, self.formats["head"])
        self.row += 1
        numbers = (f"({column.key})" if column.key.isdigit() else "" for column in definition.columns)
        for index, text in enumerate(("1", "2", *numbers, "")):
            self.sheet.write_string(self.row, index, text, self.formats["index"])
        self.sheet.repeat_rows(top, self.row)
        self.sheet.freeze_panes(self.row + 1, _FIRST)
        self.row += 1

    def _write_line(self, number: int | str, line: Line) -> None:
        text = self.formats["text"]
        if number == "":
            self.sheet.write_string(self.row, 0, "", text)
        else:
            self.sheet.write_number(self.row, 0, number, text)
        name = f"{line.label} ({line.sub})" if line.sub else line.label
        self.sheet.write_string(self.row, 1, name, self.formats["child"] if line.child else text)
        for column in self.definition.columns:
            formula, value = self._calculated(column, line)
            if formula:
                self._write_formula(column, formula, value)
            else:
                self.sheet.write_number(self.row, self.at[column.key], value, self.formats["number"])
        self._write_check(line, "text")
        self.row += 1

    def _write_total(self, first: int) -> None:
        """Sums of the rows above; a row under another one is already in that one's numbers."""
        total = self.table.total
        self.sheet.write_string(self.row, 0, "", self.formats["strong"])
        self.sheet.write_string(self.row, 1, total.label, self.formats["strong"])
        parents = [line for line in self.table.lines if not line.child]
        nested = len(parents) < len(self.table.lines)
        for column in self.definition.columns:
            formula, value = self._calculated(column, total)
            if not formula:
                span = f"{cell(first, self.at[column.key])}:{cell(self.row - 1, self.at[column.key])}"
                # Parents are the rows that have a number in column 1.
                names = f"{cell(first, 0)}:{cell(self.row - 1, 0)}"
                summed = f'SUMIF({names},">0",{span})' if nested else f"SUM({span})"
                formula = f"={summed if parents else 0}"
            self._write_formula(column, formula, value, " total")
        self._write_check(total, "strong")
        self.row += 1

    def _calculated(self, column: Column | Ratio, line: Line) -> tuple[str, Any]:
        """The formula of a number that follows from others on its row, if it does, and its value."""
        if isinstance(column, Ratio):
            top, bottom = column.of(line.numbers)
            over, under = self._weighted(column.top), self._weighted(column.bottom)
            return f'=IF(({under})=0,"",({over})/({under}))', top / bottom if bottom else ""
        if not column.sums:
            return "", line[column.key]
        parts = dict.fromkeys(column.sums, 1) | dict.fromkeys(column.less, -1)
        return f"={self._weighted(parts)}", sum(weight * line[key] for key, weight in parts.items())

    def _weighted(self, parts: Any) -> str:
        terms: list[str] = []
        for key, weight in parts.items():
            where = cell(self.row, self.at[key])
            sign = "-" if weight < 0 else "+" if terms else ""
            terms.append(f"{sign}{abs(weight)}*{where}" if abs(weight) != 1 else f"{sign}{where}")
        return "".join(terms)

    def _write_formula(self, column: Column | Ratio, formula: str, value: Any, which: str = "") -> None:
        look = "number" if isinstance(column, Column) else "share" if column.percent else "mean"
        self.sheet.write_formula(self.row, self.at[column.key], formula, self.formats[look + which], value)

    def _write_check(self, line: Line, look: str) -> None:
        """Every sum that is no formula of its own cells; with them all of them hold."""
        open_ones = [one for one in self.definition.identities if not self._is_formula(one)]
        where = (self.row, self.check)
        if not open_ones:
            self.sheet.write_string(*where, "; ".join(line.violations) or _HOLDS, self.formats[look])
            return
        sides = [
            tuple("+".join(cell(self.row, self.at[key]) for key in side) for side in (one.left, one.right))
            for one in open_ones
        ]
        tests = ",".join(f"{left}={right}" for left, right in sides)
        test = tests if len(sides) == 1 else f"AND({tests})"
        values = {key: self._calculated(column, line)[1] for key, column in self.definition.by_key.items()}
        holds = all(sum(values[k] for k in one.left) == sum(values[k] for k in one.right) for one in open_ones)
        wrong = "; ".join(f"{'+'.join(one.left)} ≠ {'+'.join(one.right)}" for one in open_ones)
        formula = f'=IF({test},"{_HOLDS}","{wrong}")'
        self.sheet.write_formula(*where, formula, self.formats[look], _HOLDS if holds else wrong)

    def _is_formula(self, identity: Identity) -> bool:
        (first, *others) = identity.left
        return not others and self.definition.by_key[first].sums == identity.right

    def _write_notes(self) -> None:
        self.row += 1
        total, noun = self.table.total, self.definition.noun
        for note in self.definition.notes:
            if total[note.key]:
                self._write_text(f"{note.label}: {total[note.key]} {noun}.", "italic")
        for label, broken in self.table.violations:
            self._write_text(f"KHÔNG KHỚP: {label}, {broken}.", "bold")
        for text in self.definition.explained(self.table.question):
            self._write_text(text, "italic")
        self._write_text(f"Mã kiểm của số liệu: {self.table.fingerprint}", "italic")
        self.row += 1
        right = self.check - min(3, len(self.at))
        for texts, look in (
            (("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"), "bold"),
            (("(Ký, họ tên)", "(Ký, họ tên, đóng dấu)"), "italic"),
        ):
            for index, text in zip((1, right), texts, strict=True):
                self.sheet.write_string(self.row, index, text, self.formats[look])
            self.row += 1

    def _write_text(self, text: str, look: str) -> None:
        self.sheet.write_string(self.row, 0, text, self.formats[look])
        self.row += 1
