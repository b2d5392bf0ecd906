"""The progress of simplification as a text file and as a workbook whose sums are formulas."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from procedures.progress import ALL, COLUMNS, INTERNAL, PUBLIC, Row

_MONEY = ("Chi phí trước (đồng/năm)", "Chi phí sau (đồng/năm)", "Tiết kiệm (đồng/năm)")
HEADINGS = ("Lĩnh vực", *COLUMNS.values(), "Số quyết định", *_MONEY, "Tỷ lệ cắt giảm")
_DECISIONS, _BEFORE = len(COLUMNS) + 1, len(COLUMNS) + 2
_FACE = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "text_wrap": True, "valign": "vcenter"}


def cells(row: Row) -> tuple[object, ...]:
    """One row under the headings."""
    money = (row.cost.before, row.cost.after, row.cost.saved)
    return (row.name, *row.numbers.values(), len(row.decisions), *money, row.cost.share)


def workbook(rows: Sequence[Row], year: int) -> bytes:
    """An .xlsx file; decisions are no sum, for one may be about several fields."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(f"Tiến độ {year}")
        head, text, number, share = (
            book.add_format(_FACE | more)
            for more in ({"bold": True}, {}, {"num_format": "#,##0"}, {"num_format": "0.0%"})
        )
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, len(HEADINGS) - 1, 13)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        for place, heading in enumerate(HEADINGS):
            sheet.write_string(0, place, heading, head)
        at = {row.key: line for line, row in enumerate(rows, 1)}
        for line, row in enumerate(rows, 1):
            sheet.write_string(line, 0, row.name, head if row.key in (PUBLIC, INTERNAL, ALL) else text)
            values = [*row.numbers.values(), len(row.decisions), row.cost.before, row.cost.after]
            for place, value in enumerate(values, 1):
                formula = "" if place == _DECISIONS else _sum(row.key, at, place)
                if formula:
                    sheet.write_formula(line, place, formula, number, value)
                else:
                    sheet.write_number(line, place, value, number)
            before, after = cell(line, _BEFORE), cell(line, _BEFORE + 1)
            sheet.write_formula(line, _BEFORE + 2, f"={before}-{after}", number, row.cost.saved)
            part = row.cost.saved / row.cost.before if row.cost.before else ""
            sheet.write_formula(line, _BEFORE + 3, f'=IF({before}=0,"",({before}-{after})/{before})', share, part)
    return target.getvalue()


def _sum(key: str, at: dict[str, int], place: int) -> str:
    """The formula of a row that adds up others; the fields stand first."""
    if key == ALL:
        return f"={cell(at[PUBLIC], place)}+{cell(at[INTERNAL], place)}"
    if key == PUBLIC and at[PUBLIC] > 1:
        return f"=SUM({cell(1, place)}:{cell(at[PUBLIC] - 1, place)})"
    return ""
