"""A list as a file cannot make a spreadsheet calculate, whatever people have typed."""

import csv
import io
from decimal import Decimal

import pytest

from departments.exports import csv_file, guarded


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+84912345678",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "\t=1",
        "  =1",
        "\r=1",
    ],
)
def test_what_begins_like_a_formula_is_text(typed: str) -> None:
    assert guarded(typed).startswith("'")
    assert guarded(typed).replace("'", "") == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Giấy tờ;=1+1", "Giấy tờ;'=1+1"),
        ("một\n-hai", "một\n'-hai"),
        ("một\t @x", "một\t' @x"),
    ],
)
def test_neither_does_what_stands_behind_a_mark_that_may_end_a_cell(typed: str, kept: str) -> None:
    assert guarded(typed) == kept


@pytest.mark.parametrize("typed", ["Nguyễn Thị Mai", "H26.105-261125-0001", "Bộ phận Một cửa; văn thư", "", 12, None])
def test_ordinary_words_and_numbers_stay_as_they_are(typed: object) -> None:
    assert guarded(typed) == ("" if typed is None else str(typed))


def test_every_cell_of_a_file_is_guarded() -> None:
    content = b"".join(csv_file("a.csv", ["Tên"], [["=A1"], ["Mai"]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content))) == [["Tên"], ["'=A1"], ["Mai"]]


def test_a_number_below_nought_stays_a_number() -> None:
    assert [guarded(number) for number in (-70_000, Decimal("-1.5"), 3)] == ["-70000", "-1.5", "3"]
