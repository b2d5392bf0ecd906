"""The public catalogue: found without accents, drafts unseen, everything a citizen asks on one page."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from procedures.models import ProcedureVersion
from tests.queries import statements
from tests.world import LONG_WAY, World, hanoi, version


@pytest.mark.parametrize("words", ["dang ky khai sinh", "Đăng ký KHAI SINH", "sinh khai", "1.001193", "khai  sinh "])
def test_a_procedure_is_found_without_accents_in_any_order_or_by_code(world: World, client: Client, words: str) -> None:
    page = client.get("/thu-tuc/", {"q": words}).content.decode()
    assert "Đăng ký khai sinh" in page
    assert "Cấp giấy phép xây dựng" not in page


def test_words_that_find_nothing_say_what_to_do(world: World, client: Client) -> None:
    page = client.get("/thu-tuc/", {"q": "xyz không có"}).content.decode()
    assert "Không tìm thấy thủ tục nào" in page
    assert 'value="xyz không có"' in page


@pytest.mark.parametrize(
    "query", [{"trang": "abc"}, {"trang": "-1"}, {"trang": "99999999"}, {"cap": "x"}, {"linh-vuc": "%"}]
)
def test_an_address_that_makes_no_sense_is_still_a_page(world: World, client: Client, query: dict[str, str]) -> None:
    assert client.get("/thu-tuc/", query).status_code == 200


def test_what_was_typed_cannot_become_a_script(world: World, client: Client) -> None:
    page = client.get("/thu-tuc/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@time_machine.travel(hanoi("2026-11-20 16:40"), tick=False)
def test_the_page_says_when_the_result_would_be_promised_now_and_why(world: World, client: Client) -> None:
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert "17:00, thứ Tư 02/12/2026" in page
    assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam" in page
    assert "Tờ khai" in page
    assert "Luật Hộ tịch 60/2014/QH13" in page
    assert "UBND phường Cửa Nam" in page


def test_a_draft_is_nobodys_business(world: World, client: Client) -> None:
    ProcedureVersion.objects.create(
        procedure=world.permit.procedure, number=2, name="Bản chưa công bố", search_text="ban chua cong bo"
    )
    assert "Bản chưa công bố" not in client.get("/thu-tuc/", {"q": "ban chua cong bo"}).content.decode()
    assert "Bản chưa công bố" not in client.get("/thu-tuc/1.013225/").content.decode()
    assert client.get("/thu-tuc/9.999999/").status_code == 404


def test_an_ended_procedure_says_so_and_takes_no_dossier(world: World, client: Client) -> None:
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert "đã hết hiệu lực" in page
    assert "Nộp hồ sơ trực tuyến" not in page
    assert "Cấp giấy phép" not in client.get("/thu-tuc/").content.decode()


def test_a_place_is_found_without_accents(world: World, client: Client) -> None:
    page = client.get("/thu-tuc/1.013225/", {"noi": "hoan kiem"}).content.decode()
    assert "UBND phường Hoàn Kiếm" in page
    assert "UBND phường Cửa Nam" not in page


def test_the_catalogue_costs_as_many_statements_for_many_as_for_few(world: World, client: Client) -> None:
    few = statements(lambda: client.get("/thu-tuc/"))
    for number in range(5):
        version(f"1.20000{number}", f"Thủ tục {number}", world.field, amount=3, unit="working_day", steps=LONG_WAY)
    assert statements(lambda: client.get("/thu-tuc/")) == few
    assert few <= 10


def test_the_page_of_a_procedure_keeps_the_budget(world: World, client: Client) -> None:
    assert statements(lambda: client.get("/thu-tuc/1.013225/")) <= 14


def test_the_first_page_shows_the_way_in(world: World, client: Client) -> None:
    world.received(hanoi("2026-11-02 09:00"))
    page: Any = client.get("/")
    assert page.status_code == 200
    assert "Hoạt động xây dựng" in page.content.decode()
    assert statements(lambda: client.get("/")) <= 10
