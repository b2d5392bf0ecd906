"""The register of any time as one workbook: the columns of Mẫu 07, a row a dossier, dates that can be sorted."""

from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter

from cases.models.dossier_queries import DossierQuerySet
from cases.printing.register import InFull, entries, received_in, with_entries
from cases.printing.wording import wording
from departments.models import Department
from departments.vietnamese import short_date

# Heading and width of each column; the days stand under a heading of their own (Phụ lục I TT 03/2025/TT-VPCP).
COLUMNS = (
    ("STT", 6), ("Mã hồ sơ", 24), ("Tên thủ tục hành chính", 30), ("Số lượng hồ sơ (bộ)", 8),
    ("Tên cá nhân, tổ chức", 20), ("Địa chỉ, số điện thoại", 26), ("Cơ quan chủ trì giải quyết", 22),
    ("Nhận hồ sơ", 11), ("Hẹn trả kết quả", 11), ("Trả kết quả", 11),
    ("Phương thức nhận kết quả", 16), ("Ký nhận", 18), ("Ghi chú", 14),
)  # fmt: skip
HEADINGS = tuple(name for name, _ in COLUMNS)
_DAYS = (7, 9)
# What a worksheet holds, less the lines above the first row.
_MOST = 1_048_576 - 8
_AT_A_TIME, _LINE = 1_000, 16
# The highest row that a spreadsheet draws, in points.
_HIGHEST = 409
_FACE = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}


def register_workbook(
    dossiers: DossierQuerySet, unit: Department, *, since: date, until: date, in_full: InFull
) -> IO[bytes]:
    """The file, open at its beginning; the caller closes it. Neither rows nor file are held in memory as a whole."""
    target: IO[bytes] = TemporaryFile()  # noqa: SIM115  # handed out open
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        rows = with_entries(received_in(dossiers, since, until))[:_MOST].iterator(chunk_size=_AT_A_TIME)
        _write(book, unit, f"từ {short_date(since)} đến {short_date(until)}", entries(rows, in_full))
    target.seek(0)
    return target


def _write(book: Any, unit: Department, period: str, rows: Iterator[list[Any]]) -> None:
    words, sheet = wording("mau-07"), book.add_worksheet("So theo doi")
    box = _FACE | {"border": 1, "text_wrap": True}
    plain, title = book.add_format(_FACE), book.add_format(_FACE | {"bold": True, "font_size": 14})
    head = book.add_format(box | {"bold": True, "align": "center"})
    index = book.add_format(box | {"italic": True, "align": "center"})
    text, day = book.add_format(box), book.add_format(box | {"num_format": "dd/mm/yyyy", "align": "center"})
    _set_paper(sheet)
    sheet.set_row(6, 3 * _LINE)
    for number, (line, look) in enumerate(((words["label"], plain), (words["title"], title), (unit.name, plain))):
        sheet.write_string(number, 0, line, look)
    sheet.write_string(3, 0, f"Hồ sơ tiếp nhận {period}", plain)
    for column in range(len(COLUMNS)):
        sheet.write_string(5, column, "", head)
    sheet.merge_range(5, _DAYS[0], 5, _DAYS[1], "Ngày, tháng, năm", head)
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(6, column, name, head)
    for column in range(len(COLUMNS)):
        sheet.write_number(7, column, column + 1, index)
    for number, row in enumerate(rows, start=8):
        sheet.set_row(number, min(_HIGHEST, _LINE * _lines(row)))
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, text)
            else:
                sheet.write_string(number, column, cell or "", text)


def _lines(row: list[Any]) -> int:
    """How many lines the longest cell takes: a spreadsheet does not measure rows that were written for it."""
    pairs = zip(row, COLUMNS, strict=True)
    return max(-(-len(str(cell)) // (width - 2)) for cell, (_, width) in pairs if cell is not None and cell != "")


def _set_paper(sheet: Any) -> None:
    """A4 landscape as the form is, with its head on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer("&R&P/&N")
    sheet.repeat_rows(5, 7)
    sheet.freeze_panes(8, 2)
