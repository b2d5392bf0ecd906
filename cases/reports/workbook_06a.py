"""Biểu II.06a as a workbook: sums are formulas that foot, text is never one; and the same rows for a text file.

Rows are written one after the other and not kept (`constant_memory`), so no cell spans rows.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from cases.reports.form_06a import COLUMNS, GROUPS, HEADINGS, NOTES, Line
from cases.reports.report_06a import Report

# The columns whose numbers are sums of others on the same row.
_SUMS = {"3": ("4", "5", "6"), "7": ("8", "9", "10"), "11": ("12", "13")}
_AT = {column.key: index for index, column in enumerate(COLUMNS, start=2)}
_CHECK = len(COLUMNS) + 2
TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
CSV_HEADINGS = ("TT", "Nội dung", "Mã thủ tục", *(f"{column.key}. {column.label}" for column in COLUMNS), "Kiểm tra")


def csv_rows(report: Report) -> Iterator[tuple[object, ...]]:
    """The rows of the form under `CSV_HEADINGS`, the total last."""
    for number, line in _numbered(report):
        yield (number, line.label, line.sub, *(line[column.key] for column in COLUMNS), _check(line))
    yield ("", report.total.label, "", *(report.total[column.key] for column in COLUMNS), _check(report.total))


def workbook_06a(report: Report) -> bytes:
    """The form as an .xlsx file."""
    target = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {"title": f"Biểu II.06a {report.question.period.name}", "created": report.question.at.replace(tzinfo=None)}
        )
        _Sheet(book, report).write()
    return target.getvalue()


def _numbered(report: Report) -> Iterator[tuple[int | str, Line]]:
    """The rows with their running number; a procedure under its field has none."""
    number = 0
    for line in report.lines:
        number += not line.child
        yield ("" if line.child else number, line)


def _check(line: Line) -> str:
    return "; ".join(line.violations) or "Khớp"


class _Sheet:
    """Writes the one sheet from top to bottom."""

    def __init__(self, book: Any, report: Report) -> None:
        self.report = report
        self.sheet = book.add_worksheet("II.06a")
        face = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
        self.plain = book.add_format(face)
        self.bold = book.add_format(face | {"bold": True})
        self.title = book.add_format(face | {"bold": True, "font_size": 14})
        self.italic = book.add_format(face | {"italic": True})
        box = face | {"border": 1}
        self.head = book.add_format(box | {"bold": True, "align": "center", "text_wrap": True})
        self.index = book.add_format(box | {"italic": True, "align": "center"})
        self.text = book.add_format(box | {"text_wrap": True})
        self.child = book.add_format(box | {"text_wrap": True, "indent": 1, "italic": True})
        self.number = book.add_format(box | {"num_format": "#,##0"})
        self.strong = book.add_format(box | {"bold": True})
        self.total = book.add_format(box | {"bold": True, "num_format": "#,##0"})
        self.row = 0

    def write(self) -> None:
        self._set_paper()
        self._write_head()
        first = self.row
        for number, line in _numbered(self.report):
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
        sheet.set_column(2, _CHECK - 1, 10)
        sheet.set_column(_CHECK, _CHECK, 14)

    def _write_head(self) -> None:
        question = self.report.question
        running = "" if question.period.is_over(question.at) else " (kỳ chưa kết thúc)"
        lines = (
            ("Biểu số II.06a/VPCP/KSTT", self.bold),
            (TITLE, self.title),
            (f"Đơn vị báo cáo: {question.scope.title}", self.plain),
            (f"Kỳ báo cáo: {question.period.label}{running}", self.plain),
            (f"Cách tính hạn: {question.convention.label}. Đơn vị tính: hồ sơ", self.italic),
        )
        for text, format_ in lines:
            self.sheet.write_string(self.row, 0, text, format_)
            self.row += 1
        self.sheet.set_row(self.row, 20)
        self.sheet.write_string(self.row, 0, "", self.head)
        self.sheet.write_string(self.row, 1, "", self.head)
        for text, first, last in GROUPS:
            self.sheet.merge_range(self.row, _AT[first], self.row, _AT[last], text, self.head)
        self.sheet.write_string(self.row, _CHECK, "", self.head)
        self.row += 1
        self.sheet.set_row(self.row, 48)
        for index, text in enumerate(("TT", question.by.label, *HEADINGS, "Kiểm tra")):
            self.sheet.write_string(self.row, index, text, self.head)
        self.row += 1
        for index, text in enumerate(("1", "2", *(f"({column.key})" for column in COLUMNS), "")):
            self.sheet.write_string(self.row, index, text, self.index)
        self.sheet.repeat_rows(self.row - 2, self.row)
        self.sheet.freeze_panes(self.row + 1, 2)
        self.row += 1

    def _write_line(self, number: int | str, line: Line) -> None:
        if number == "":
            self.sheet.write_string(self.row, 0, "", self.text)
        else:
            self.sheet.write_number(self.row, 0, number, self.text)
        name = f"{line.label} ({line.sub})" if line.sub else line.label
        self.sheet.write_string(self.row, 1, name, self.child if line.child else self.text)
        for column in COLUMNS:
            at, value = _AT[column.key], line[column.key]
            if column.key in _SUMS:
                parts = "+".join(cell(self.row, _AT[part]) for part in _SUMS[column.key])
                self.sheet.write_formula(
                    self.row, at, f"={parts}", self.number, sum(line[p] for p in _SUMS[column.key])
                )
            else:
                self.sheet.write_number(self.row, at, value, self.number)
        self._write_check(line, self.text)
        self.row += 1

    def _write_total(self, first: int) -> None:
        """Sums of the rows above; a procedure is already in the row of its field."""
        total = self.report.total
        self.sheet.write_string(self.row, 0, "", self.strong)
        self.sheet.write_string(self.row, 1, total.label, self.strong)
        parents = [first + index for index, line in enumerate(self.report.lines) if not line.child]
        nested = len(parents) < len(self.report.lines)
        for column in COLUMNS:
            at = _AT[column.key]
            if column.key in _SUMS:
                formula = "+".join(cell(self.row, _AT[part]) for part in _SUMS[column.key])
                value = sum(total[part] for part in _SUMS[column.key])
            else:
                value = total[column.key]
                if nested:
                    # Fields are the rows that have a number in column 1.
                    names = f"{cell(first, 0)}:{cell(self.row - 1, 0)}"
                    formula = f'SUMIF({names},">0",{cell(first, at)}:{cell(self.row - 1, at)})'
                else:
                    formula = f"SUM({cell(first, at)}:{cell(self.row - 1, at)})" if parents else "0"
            self.sheet.write_formula(self.row, at, f"={formula}", self.total, value)
        self._write_check(total, self.strong)
        self.row += 1

    def _write_check(self, line: Line, format_: Any) -> None:
        """3 = 7 + 11, the one sum that is not a sum of its own cells; with it all of them hold."""
        three, seven, eleven = (cell(self.row, _AT[key]) for key in ("3", "7", "11"))
        holds = sum(line[key] for key in _SUMS["3"]) == line["7"] + line["11"]
        formula = f'=IF({three}={seven}+{eleven},"Khớp","3 ≠ 7+11")'
        self.sheet.write_formula(self.row, _CHECK, formula, format_, "Khớp" if holds else "3 ≠ 7+11")

    def _write_notes(self) -> None:
        self.row += 1
        for note in NOTES:
            if self.report.total[note.key]:
                self._write_text(f"{note.label}: {self.report.total[note.key]} hồ sơ.", self.italic)
        for label, broken in self.report.violations:
            self._write_text(f"KHÔNG KHỚP: {label}, {broken}.", self.bold)
        self._write_text(f"Mã kiểm của số liệu: {self.report.fingerprint}", self.italic)
        self.row += 1
        self.sheet.write_string(self.row, 1, "NGƯỜI LẬP BIỂU", self.bold)
        self.sheet.write_string(self.row, _AT["9"], "THỦ TRƯỞNG ĐƠN VỊ", self.bold)
        self.row += 1
        self.sheet.write_string(self.row, 1, "(Ký, họ tên)", self.italic)
        self.sheet.write_string(self.row, _AT["9"], "(Ký, họ tên, đóng dấu)", self.italic)

    def _write_text(self, text: str, format_: Any) -> None:
        self.sheet.write_string(self.row, 0, text, format_)
        self.row += 1
