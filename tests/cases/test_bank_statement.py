"""Statements as banks write them: the number, the sum and the payment each line names; what is none is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.bank_statement import named, read_statement, references_in

OURS = "H261052611200001P1"


@pytest.mark.parametrize(
    ("line", "transaction", "amount"),
    [
        (f"FT26325000123\t75.000\t{OURS}", "FT26325000123", 75_000),
        (f"25/11/2026; FT26325000123; +75,000.00 VND; MBVCB.1234.{OURS} nop phi", "FT26325000123", 75_000),
        (f"75.000đ | FT1234 | CT tu 123 {OURS}-251126-10:00", "FT1234", 75_000),
        (f'"202611250001";"75000";"nop {OURS.lower()} 4455"', "202611250001", 75_000),
        ("FT26325000123\t75.000\tH26.105-261120-0001 P1", "FT26325000123", 75_000),
    ],
)
def test_a_line_is_read_however_the_bank_writes_it(line: str, transaction: str, amount: int) -> None:
    lines, unread = read_statement(f"Mã GD\tSố tiền\tNội dung\n\n{line}\n")
    assert unread == []
    assert [(one.number, one.transaction, one.amount) for one in lines] == [(3, transaction, amount)]
    assert OURS in references_in(lines)
    assert named(lines[0], {OURS, "H261052611200002P1"}) == OURS


def test_a_line_without_a_number_a_sum_or_a_text_is_told() -> None:
    assert read_statement("chuyen 75.000\nFT12;abc\n75.000;80.000;90.000") == ([], [1, 2, 3])


def test_a_line_that_names_two_payments_names_none() -> None:
    lines, _ = read_statement(f"FT1234;75.000;{OURS} H261052611200002P1")
    assert named(lines[0], {OURS, "H261052611200002P1"}) == ""
    assert named(lines[0], set()) == ""


@given(st.text(max_size=300))
def test_nothing_that_is_pasted_breaks_the_reading(text: str) -> None:
    lines, _ = read_statement(text)
    assert all(line.amount >= 0 for line in lines)
    references_in(lines)
