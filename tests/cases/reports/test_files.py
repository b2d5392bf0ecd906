"""The files of a report: workbook and paper foot when they are counted anew, and text is text."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cases.actions.supplement import Missing, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Dossier
from cases.printing.compile import render
from cases.printing.report import report_paper
from cases.reports.form_06a import COLUMNS
from cases.reports.frame.table import Table
from cases.reports.frame.workbook import csv_headings, csv_rows, workbook_of
from cases.reports.periods import free
from cases.reports.question import By, Question
from cases.reports.report_06a import II_06A, report_06a
from cases.reports.scope import scope_of
from cases.status import Status
from procedures.models import Field
from tests.cases.reports.sheets import Sheet
from tests.world import World, hanoi

LATER = hanoi("2026-11-25 09:00")
NOVEMBER = free(date(2026, 11, 1), date(2026, 11, 20))


def lives(world: World) -> None:
    """Some of everything, in two fields."""
    other = Field.objects.create(code="HT", name="Hộ tịch")
    world.birth.procedure.field = other
    world.birth.procedure.save()
    world.received(hanoi("2026-10-20 09:00"))
    world.finished(hanoi("2026-11-02 09:00"))
    world.received(hanoi("2026-11-09 09:00"), world.birth)
    world.taken_in(hanoi("2026-11-19 09:00"), world.renewal)
    request_supplement(
        world.assigned(hanoi("2026-11-10 09:00")),
        by=world.minh,
        at=hanoi("2026-11-12 09:00"),
        missing=[Missing("Bản vẽ")],
    )
    withdraw(world.received(hanoi("2026-11-10 09:00")), by=world.mai, at=hanoi("2026-11-12 09:00"), reason="Đổi ý.")


def report_of(world: World, by: By) -> Table:
    return report_06a(Question(scope_of(world.thanh), NOVEMBER, LATER, by))


def rows_in(content: bytes) -> list[list[object]]:
    """The rows as another program reads them."""
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()]


@pytest.mark.parametrize("by", By)
def test_the_workbook_foots_when_everything_is_counted_anew(world: World, by: By) -> None:
    lives(world)
    report = report_of(world, by)
    content = workbook_of(report)
    sheet = Sheet(content)
    assert len(sheet.formulas) == 4 * len(report.lines) + len(COLUMNS) + 1
    assert {cell: sheet.calculated(cell) for cell in sheet.formulas} == {
        cell: sheet.written[cell] for cell in sheet.formulas
    }
    table = [row for row in rows_in(content) if row[-1] == "Khớp"]
    assert [[row[1], *row[2:-1]] for row in table] == [
        [f"{line.label} ({line.sub})" if line.sub else line.label, *(line[column.key] for column in COLUMNS)]
        for line in (*report.lines, report.total)
    ]
    assert report.total["3"] == 6


def test_a_violated_sum_stands_in_the_workbook(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-12 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(finished_at=None, status=Status.PROCESSING)
    content = workbook_of(report_of(world, By.FIELD))
    said = [str(cell) for row in rows_in(content) for cell in row]
    assert "3 ≠ 7+11" in said
    assert any(text.startswith("KHÔNG KHỚP: Tổng cộng, cột 3 = 7 + 11") for text in said)
    sheet = Sheet(content)
    assert all(sheet.calculated(cell) == sheet.written[cell] for cell in sheet.formulas)


def test_text_is_never_a_formula(world: World) -> None:
    Field.objects.filter(pk=world.field.pk).update(name='=HYPERLINK("x";"y")')
    world.received(hanoi("2026-11-12 09:00"))
    sheet = Sheet(workbook_of(report_of(world, By.FIELD)))
    (cell,) = [name for name, value in sheet.written.items() if value == '=HYPERLINK("x";"y")']
    assert cell not in sheet.formulas


def test_the_text_file_says_the_same(world: World) -> None:
    lives(world)
    report = report_of(world, By.PROCEDURE)
    rows = list(csv_rows(report))
    assert {len(row) for row in rows} == {len(csv_headings(II_06A))}
    assert [row[0] for row in rows] == [1, "", 2, "", "", ""]
    assert rows[-1][1:] == ("Tổng cộng", "", *(report.total[column.key] for column in COLUMNS), "Khớp")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="cần pdftotext (poppler-utils)")
def test_the_paper_says_the_same_and_foots(world: World, tmp_path: Path) -> None:
    lives(world)
    report = report_of(world, By.PROCEDURE)
    file = tmp_path / "report.pdf"
    file.write_bytes(render("bao-cao", report_paper(report)))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    tails = re.findall(r"((?: +[\d.]+){11})$", text, flags=re.MULTILINE)
    rows = [[int(number.replace(".", "")) for number in tail.split()] for tail in tails]
    assert rows == [[line[column.key] for column in COLUMNS] for line in (*report.lines, report.total)]
    for row in rows:
        assert (row[0], row[4], row[8]) == (sum(row[1:4]), sum(row[5:8]), sum(row[9:]))
        assert row[0] == row[4] + row[8]
    assert report.fingerprint in text


@pytest.mark.skipif(not shutil.which("soffice"), reason="cần LibreOffice (soffice) để tính lại bảng tính")
def test_libreoffice_counts_the_same(world: World, tmp_path: Path) -> None:
    lives(world)
    report = report_of(world, By.PROCEDURE)
    book = tmp_path / "report.xlsx"
    book.write_bytes(workbook_of(report))
    in_utf_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = ["soffice", "--headless", "--convert-to", in_utf_8, "--outdir", tmp_path, book]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    said = [line.split(",") for line in (tmp_path / "report.csv").read_text("utf-8").splitlines() if "Khớp" in line]
    expected = [[str(line[column.key]) for column in COLUMNS] for line in (*report.lines, report.total)]
    assert [row[-12:-1] for row in said] == expected
