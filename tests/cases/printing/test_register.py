"""The register: one row a dossier received, in books."""

from datetime import date
from typing import Any

import pytest

from cases.intake import Person
from cases.models import Dossier
from cases.printing import register as rules
from cases.printing.compile import render
from cases.printing.forms import FORMS
from cases.printing.register import register
from tests.cases.printing.papers import ADDRESS, pages_of, received, returned, words_of
from tests.cases.reports.sheets import Sheet
from tests.world import World, hanoi


def book_of(world: World, book: int = 1, *, since: str = "2026-11-01", until: str = "2026-11-30") -> Any:
    desk = Dossier.objects.filter(desk=world.desk)
    days = {"since": date.fromisoformat(since), "until": date.fromisoformat(until)}
    return register(desk, world.desk, world.ward, **days, book=book)


def test_a_row_says_the_thirteen_columns_of_the_form(world: World) -> None:
    returned(world)
    assert book_of(world)["rows"] == [
        [
            "1", "H26.105-261109-0001", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "01", "Trần Thị Mai",
            "Phường Cửa Nam, 0912 345 678", "Phòng Kinh tế, Hạ tầng và Đô thị", "09/11/2026", "20/11/2026",
            "17/11/2026", "Nhận tại Bộ phận Một cửa", "Trần Thị Mai", "Đã trả kết quả",
        ]
    ]  # fmt: skip


def test_the_first_and_the_last_day_belong_to_the_register(world: World) -> None:
    for moment in ("2026-10-30 16:59", "2026-11-02 07:30", "2026-11-30 16:59", "2026-12-01 07:30"):
        world.taken_in(hanoi(moment))
    assert [row[7] for row in book_of(world, since="2026-11-02")["rows"]] == ["02/11/2026", "30/11/2026"]


def test_a_long_register_goes_on_in_the_next_book(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BOOK", 2)
    for _ in range(3):
        received(world)
    assert [row[0] for row in book_of(world)["rows"]] == ["1", "2"]
    assert [row[0] for row in book_of(world, 2)["rows"]] == ["3"]
    assert book_of(world, 3) is None
    assert book_of(world, 0) is None


def test_the_register_of_a_month_is_the_book_that_receipts_name(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = received(world)
    received(world)
    receipt = FORMS["tiep-nhan"].facts(dossier, ADDRESS, None)
    assert receipt is not None
    assert book_of(world)["book"] == receipt["book"] == "11/2026"
    assert book_of(world, until="2026-11-29")["book"] == "01"
    assert book_of(world, since="2026-02-01", until="2026-02-28")["book"] == "02/2026"
    assert book_of(world, since="2026-10-01")["book"] == "01"
    monkeypatch.setattr(rules, "BOOK", 1)
    assert book_of(world, 2)["book"] == "11/2026 (tập 02)"


def test_the_printed_book_has_a_cover_and_its_rows(world: World) -> None:
    received(world)
    pdf = render("mau-07", book_of(world))
    said = words_of(pdf)
    assert pages_of(pdf) == 2
    for words in ("SỔ THEO DÕI HỒ SƠ", "Lĩnh vực: Hoạt động xây dựng", "Năm: 2026", "Quyển số: 11/2026", "Trang 2/2"):
        assert words in said
    assert "H26.105-261120-0001" in said


def test_a_month_without_dossiers_has_an_empty_book(world: World) -> None:
    assert "Không có hồ sơ nào" in words_of(render("mau-07", book_of(world, since="2026-10-01", until="2026-10-31")))


@pytest.mark.parametrize("count", [1, 3])
def test_a_book_costs_one_query_however_many_rows(world: World, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        received(world)
    with django_assert_num_queries(1):
        book_of(world)


def test_the_workbook_of_any_time_has_the_same_columns_and_days_that_can_be_sorted(
    world: World, signed_in: Any
) -> None:
    returned(world)
    for _ in range(2):
        world.taken_in(hanoi("2026-12-01 07:30"), submitter=Person(full_name="=1+1"))
    answer = signed_in(world.lan).get("/in/so-theo-doi.pdf?tu=2026-11-01&den=2026-12-31&dang=xlsx")
    cells = Sheet(b"".join(answer.streaming_content)).written
    rows = book_of(world, until="2026-12-31")["rows"]
    assert [cells[f"{letter}8"] for letter in "ABCDEFGHIJKLM"] == list(range(1, 14))
    assert [cells[f"{letter}9"] for letter in "BCEFGKLM"] == [rows[0][column] for column in (1, 2, 4, 5, 6, 10, 11, 12)]
    assert (cells["H9"], cells["H10"], cells["E11"]) == (46335, 46357, "=1+1")
    assert ("A11" in cells, "A12" in cells) == (True, False)
