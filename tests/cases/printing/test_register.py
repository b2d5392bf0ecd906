"""The register: one row a dossier received, in books."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from cases import keyset
from cases.access import knows_the_people
from cases.actions.delete import delete, restore
from cases.intake import Person
from cases.models import Dossier
from cases.printing import register as rules
from cases.printing.compile import render
from cases.printing.forms import FORMS
from cases.printing.register import register
from departments.access import posts_in_force
from departments.models import Post
from departments.roles import Role
from procedures.models import Field, Procedure
from tests.cases.printing.papers import ADDRESS, pages_of, received, returned, words_of
from tests.cases.reports.sheets import Sheet
from tests.world import SINCE, World, hanoi


def book_of(world: World, book: int = 1, *, since: str = "2026-11-01", until: str = "2026-11-30") -> Any:
    desk = Dossier.everything.filter(desk=world.desk)
    days = {"since": date.fromisoformat(since), "until": date.fromisoformat(until)}
    return register(desk, world.desk, world.ward, **days, in_full=partial(knows_the_people, world.lan), book=book)


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


def test_papers_name_the_number_of_the_register_also_behind_one_deleted_since(world: World) -> None:
    twice, dossier = (world.received(hanoi(f"2026-11-09 {hour}:00")) for hour in ("09", "10"))
    delete(twice, by=world.son, at=hanoi("2026-11-10 09:00"), reason="Nhập trùng.")
    number = next(row[0] for row in book_of(world)["rows"] if row[1] == dossier.code)
    for form in ("tiep-nhan", "kiem-soat"):
        facts = FORMS[form].facts(dossier, ADDRESS, None)
        assert facts
        assert facts["book_number"] == number == "2"


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


def test_a_deleted_dossier_keeps_its_number_in_every_shape_of_the_register_and_says_why(
    world: World, signed_in: Any
) -> None:
    first, twice, last = (world.received(hanoi(f"2026-11-09 {hour}:00")) for hour in ("08", "09", "10"))
    delete(twice, by=world.son, at=hanoi("2026-11-10 09:00"), reason="Nhập trùng của Mai. " + 60 * "Đã đối chiếu. ")
    said = f"Đã xóa ngày 10/11/2026, Đỗ Hải Sơn: {twice.events.get(action='delete').note}"
    book = book_of(world)
    assert [(row[0], row[1]) for row in book["rows"]] == [("1", first.code), ("2", twice.code), ("3", last.code)]
    assert [row[12] for row in book["rows"]] == ["Được tiếp nhận", "Đã xóa", "Được tiếp nhận"]
    assert book["deleted"] == {"2": said}
    pdf = words_of(render("mau-07", book))
    assert "Nhập trùng của Mai." in pdf
    lan = signed_in(world.lan)
    asked = "tu=2026-11-01&den=2026-11-30"
    sheet = Sheet(b"".join(lan.get(f"/in/so-theo-doi.pdf?{asked}&dang=xlsx").streaming_content)).written
    assert (sheet["B10"], sheet["M10"], sheet["A11"]) == (twice.code, said, 3)
    lines = b"".join(lan.get(f"/in/so-theo-doi.pdf?{asked}&dang=csv").streaming_content).decode().splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["1", first.code], ["2", twice.code], ["3", last.code],
    ]  # fmt: skip
    assert said.split(", ")[1] in lines[2]
    page = lan.get(f"/so-theo-doi/?{asked}")
    assert (page.context["count"], page.context["deleted"]) == (3, 1)
    assert [(row["number"], row["note"]) for row in page.context["rows"]][1] == (2, said)
    only = lan.get(f"/so-theo-doi/{page.context['deleted_url']}")
    assert [row["dossier"] for row in only.context["rows"]] == [twice]
    restore(twice, by=world.son, at=hanoi("2026-11-11 09:00"), reason="Hai việc khác nhau.")
    assert book_of(world)["deleted"] == {}


def test_who_does_not_work_on_the_dossiers_reads_neither_names_nor_reasons_in_the_register(
    world: World, signed_in: Any
) -> None:
    twice = world.received(hanoi("2026-11-09 08:00"))
    delete(twice, by=world.son, at=hanoi("2026-11-10 09:00"), reason="Nhập trùng của Mai.")
    world.received(hanoi("2026-11-09 09:00"))
    # A records clerk of the desk keeps its books; the dossiers are for the records clerk of the agency.
    Post.objects.create(user=world.hung, role=Role.RECORDS_CLERK, department=world.desk, since=SINCE)
    hung, asked = signed_in(world.hung), "tu=2026-11-01&den=2026-11-30"
    page = hung.get(f"/so-theo-doi/?{asked}")
    assert [(row["name"], row["note"], row["url"]) for row in page.context["rows"]] == [
        ("", "Đã xóa ngày 10/11/2026", ""),
        ("", "Được tiếp nhận", ""),
    ]
    file = b"".join(hung.get(f"/in/so-theo-doi.pdf?{asked}&dang=csv").streaming_content).decode()
    pdf = words_of(hung.get(f"/in/so-theo-doi.pdf?{asked}").content)
    for text in (page.content.decode(), file, pdf):
        assert str(twice.code) in text
        assert "Mai" not in text


def test_a_field_has_a_register_of_its_own_with_its_own_numbers(world: World, signed_in: Any) -> None:
    housing = Field.objects.create(code="NO", name="Nhà ở")
    Procedure.objects.filter(pk=world.renewal.procedure_id).update(field=housing)
    world.received(hanoi("2026-11-09 08:00"))
    renewed = world.received(hanoi("2026-11-09 09:00"), world.renewal)
    lan, asked = signed_in(world.lan), "tu=2026-11-01&den=2026-11-30&linh-vuc=NO"
    page = lan.get(f"/so-theo-doi/?{asked}")
    assert [(row["number"], row["dossier"]) for row in page.context["rows"]] == [(1, renewed)]
    pdf = words_of(lan.get(page.context["books"][0]["url"]).content)
    assert "Lĩnh vực: Nhà ở" in pdf
    for file in (page.context["workbook"], page.context["list"]):
        assert "linh-vuc=NO" in file
    lines = b"".join(lan.get(page.context["list"]).streaming_content).decode().splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["1", renewed.code]]
    assert lan.get("/so-theo-doi/?linh-vuc=KHONG").status_code == 404


def test_the_second_page_of_the_register_goes_on_counting(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset.page, "__kwdefaults__", {"size": 2})
    found = [world.received(hanoi(f"2026-11-09 {hour}:00")) for hour in ("08", "09", "10")]
    lan = signed_in(world.lan)
    first = lan.get("/so-theo-doi/?tu=2026-11-01&den=2026-11-30")
    second = lan.get(f"/so-theo-doi/{first.context['older_url']}")
    assert [(row["number"], row["dossier"]) for row in second.context["rows"]] == [(3, found[2])]
    back = lan.get(f"/so-theo-doi/{second.context['newer_url']}")
    assert [row["number"] for row in back.context["rows"]] == [1, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_much_for_three_as_for_one(
    world: World, signed_in: Any, count: int, django_assert_num_queries: Any
) -> None:
    for hour in range(count):
        received(world)
        delete(world.received(hanoi(f"2026-11-09 1{hour}:00")), by=world.son, at=hanoi("2026-11-10 09:00"), reason="2")
    client = signed_in(world.lan)
    with django_assert_num_queries(7):
        page = client.get("/so-theo-doi/?tu=2026-11-01&den=2026-11-30")
    assert len(page.context["rows"]) == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_a_book_costs_one_query_however_many_rows(world: World, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        received(world)
    posts_in_force(world.lan)  # which a page has asked for before
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
