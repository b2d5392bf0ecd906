"""Kept lists: a question under a name, counted with the reader's own rights; and the columns each person chooses."""

from typing import Any

import pytest
from django.utils import timezone

from cases.columns import COLUMNS, MOST
from cases.models import SavedQueue
from tests.queries import statements
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def kept(world: World, **more: Any) -> SavedQueue:
    asked = {"muc": "dang-giai-quyet", "thu-tuc": str(world.birth.procedure_id)}
    values: dict[str, Any] = {"owner": world.minh, "page": "xu-ly", "name": "Khai sinh", "asked": asked, **more}
    return SavedQueue.objects.create(**values)


def tiles(page: Any) -> list[tuple[str, int]]:
    return [(tile["label"], tile["value"]) for tile in page.context["saved_tiles"]]


def test_a_list_is_kept_as_it_is_narrowed_and_its_number_is_its_length(world: World, signed_in: Any) -> None:
    for version in (world.permit, world.birth, world.birth):
        world.assigned(hanoi("2026-11-24 09:00"), version)
    client = signed_in(world.minh)
    narrowed = client.get("/xu-ly/", {"muc": "dang-giai-quyet", "thu-tuc": world.birth.procedure_id})
    address = f"/danh-sach/luu/?{narrowed.context['place']}"
    assert client.post(address, {"name": "  Khai   sinh "}).status_code == 302
    page = client.get("/xu-ly/")
    assert tiles(page) == [("Khai sinh", 2)]
    opened = client.get(f"/xu-ly/{page.context['saved_tiles'][0]['url']}")
    assert (len(opened.context["rows"]), opened.context["title"]) == (2, "Khai sinh")
    again = client.post(address, {"name": "Khai sinh"})
    assert (again.status_code, "Bạn đã có danh sách" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("reader", "seen"), [("minh", True), ("binh", True), ("ha", True), ("son", False), ("phu", False)]
)
def test_a_list_of_a_unit_is_seen_in_the_unit_and_holds_what_the_reader_may_see(
    world: World, signed_in: Any, reader: str, seen: bool
) -> None:
    world.assigned(hanoi("2026-11-24 09:00"), world.birth)
    kept(world, department=world.office)
    kept(world, name="Của riêng tôi", owner=world.binh)
    found = dict(tiles(signed_in(getattr(world, reader)).get("/xu-ly/")))
    assert found.get("Khai sinh") == (1 if seen else None)
    assert ("Của riêng tôi" in found) == (reader == "binh")


def test_only_its_keeper_and_the_head_change_it(world: World, signed_in: Any) -> None:
    queue = kept(world, department=world.office)
    address = f"/danh-sach/{queue.pk}/"
    assert signed_in(world.binh).post(address, {"name": "Của Bình"}).status_code == 404
    assert signed_in(world.ha).post(address, {"name": "Khai sinh, khai tử", "department": ""}).status_code == 302
    assert SavedQueue.objects.get().name == "Khai sinh, khai tử"
    assert signed_in(world.minh).post(address, {"viec": "xoa"}).status_code == 302
    assert not SavedQueue.objects.exists()


def test_nobody_shares_in_a_foreign_unit(world: World, signed_in: Any) -> None:
    answer = signed_in(world.minh).post(
        "/danh-sach/luu/?tu=xu-ly?muc%3Dqua-han", {"name": "Muộn", "department": world.other_ward.pk}
    )
    assert (answer.status_code, SavedQueue.objects.exists()) == (422, False)


def test_one_list_opens_first_and_an_address_that_says_something_is_obeyed(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-24 09:00"), world.birth)
    first, second = kept(world, opens_first=True), kept(world, name="Khác", asked={"muc": "qua-han"})
    client = signed_in(world.minh)
    assert client.get("/xu-ly/").context["title"] == "Khai sinh"
    assert client.get("/xu-ly/?muc=cua-toi").context["title"] == "Của tôi"
    assert signed_in(world.binh).get("/xu-ly/").context["title"] == "Của tôi"
    client.post(f"/danh-sach/{second.pk}/", {"name": "Khác", "opens_first": "on"})
    first.refresh_from_db()
    assert (first.opens_first, client.get("/xu-ly/").context["title"]) == (False, "Khác")


def test_columns_are_chosen_once_and_stay_a_kept_list_may_have_its_own(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-24 09:00"))
    client = signed_in(world.minh)
    answer = client.post("/danh-sach/cot/?tu=xu-ly?muc%3Ddang-giai-quyet", {"columns": ["hen-tra", "phi", "thoi-gian"]})
    assert answer["Location"] == "/xu-ly/?muc=dang-giai-quyet"
    labels = [one["label"] for one in client.get("/xu-ly/").context["headings"]]
    assert labels == ["Hồ sơ, thủ tục", "Hẹn trả", "Phí, lệ phí", "Thời gian ở từng bước"]
    queue = kept(world, columns=["nop-luc"])
    opened = client.get(f"/xu-ly/?muc=dang-giai-quyet&luu={queue.pk}")
    assert [one["label"] for one in opened.context["headings"]] == ["Hồ sơ, thủ tục", "Nộp lúc"]
    assert opened.context["rows"][0].cells[0].text == "09:00 24/11/2026"
    many = client.post("/danh-sach/cot/?tu=xu-ly?muc%3Dcua-toi", {"columns": list(COLUMNS)[: MOST + 1]})
    assert (many.status_code, world.minh.list_columns) == (422, {})
    client.post("/danh-sach/cot/?tu=xu-ly?muc%3Dcua-toi", {})
    assert [one["label"] for one in client.get("/xu-ly/").context["headings"]][1] == "Đang giữ"


def test_how_the_step_stands_is_said_once_in_a_row(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-02 09:00"))
    client = signed_in(world.minh)
    for columns, slow in ((["dang-giu", "han-buoc"], ["Hạn của bước"]), (["dang-giu"], ["Đang giữ"])):
        queue = kept(world, columns=columns)
        (row,) = client.get(f"/xu-ly/?muc=dang-giai-quyet&luu={queue.pk}").context["rows"]
        assert [cell.label for cell in row.cells if cell.mark and cell.mark.kind == "slow"] == slow
        queue.delete()


def test_the_page_costs_the_same_with_ten_kept_lists_as_with_one(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-24 09:00"))
    kept(world)
    client = signed_in(world.minh)
    client.get("/xu-ly/")
    one = statements(lambda: client.get("/xu-ly/"))
    for number in range(9):
        kept(world, name=f"Danh sách {number}")
    assert statements(lambda: client.get("/xu-ly/")) == one <= 10


@pytest.mark.parametrize("where", ["", "tu=nowhere?muc%3Dqua-han", "tu=mot-cua?muc%3Dcho-tra"])
def test_a_list_is_kept_only_from_a_page_of_ones_own(world: World, signed_in: Any, where: str) -> None:
    client = signed_in(world.minh)
    assert client.get(f"/danh-sach/luu/?{where}").status_code == 404
    assert client.get(f"/danh-sach/cot/?{where}").status_code == 404
