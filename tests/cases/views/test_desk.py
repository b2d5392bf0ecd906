"""The desk's lists: every number is the length of its list, everybody sees his own, and a file is safe to open."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.ask_leader import propose_completion
from cases.actions.supplement import Missing, answer, ask_completion
from cases.forms.moves import ASKED
from cases.lists import DESK_LISTS
from cases.models import Dossier
from cases.status import MOVES
from departments.models import Post
from departments.roles import Role
from tests.world import SINCE, World, hanoi

BUDGET = 7


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def some_of_each(world: World) -> None:
    world.transferred(hanoi("2026-11-20 09:00"))
    world.assigned(hanoi("2026-11-02 09:00"))
    world.assigned(hanoi("2026-11-24 09:00"))
    world.proposed(hanoi("2026-11-23 09:00"))
    world.for_signature(hanoi("2026-11-16 09:00"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_as_many_statements_for_three_rows_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        world.assigned(hanoi("2026-11-20 09:00"))
    client = signed_in(world.minh)
    with django_assert_num_queries(BUDGET):
        page = client.get("/xu-ly/")
    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("name", ["minh", "ha", "son"])
def test_every_number_is_the_length_of_its_list(world: World, signed_in: Any, name: str) -> None:
    some_of_each(world)
    client = signed_in(getattr(world, name))
    for tile in client.get("/xu-ly/").context["tiles"]:
        assert len(client.get(f"/xu-ly/{tile['url']}").context["rows"]) == tile["value"], tile["label"]


def test_numbers_follow_the_filters(world: World, signed_in: Any) -> None:
    some_of_each(world)
    world.transferred(hanoi("2026-11-25 08:30"), world.birth)
    client = signed_in(world.ha)
    address = f"/xu-ly/?thu-tuc={world.birth.procedure_id}"
    tiles = {tile["label"]: tile for tile in client.get(address).context["tiles"]}
    assert tiles["Đang giải quyết"]["value"] == 1
    rows = client.get(f"/xu-ly/{tiles['Đang giải quyết']['url']}").context["rows"]
    assert [row.dossier.version for row in rows] == [world.birth]


def test_each_role_has_the_lists_of_its_work(world: World, signed_in: Any) -> None:
    labels = {
        name: [tile["label"] for tile in signed_in(getattr(world, name)).get("/xu-ly/").context["tiles"]][:2]
        for name in ("minh", "ha", "son")
    }
    assert labels == {
        "minh": ["Của tôi", "Chưa phân công"],
        "ha": ["Chưa phân công", "Cần duyệt"],
        "son": ["Chờ ký", "Chờ ý kiến: bổ sung, từ chối"],
    }


def test_another_ward_is_not_in_the_lists(world: World, signed_in: Any) -> None:
    some_of_each(world)
    page = signed_in(world.phu).get("/xu-ly/?muc=dang-giai-quyet")
    assert page.context["rows"] == []


@pytest.mark.parametrize("name", ["mai", "lan", "thanh", "quan"])
def test_the_desk_is_for_those_who_work_there(world: World, signed_in: Any, name: str) -> None:
    assert signed_in(getattr(world, name)).get("/xu-ly/").status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Any, db: None) -> None:
    assert client.get("/xu-ly/").url == "/dang-nhap/?next=/xu-ly/"


def test_pages_follow_each_other_without_a_gap_and_back(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.keyset.page.__kwdefaults__", {"size": 2})
    codes = [world.assigned(hanoi(f"2026-11-{day} 09:00")).code for day in ("02", "03", "03", "04", "05")]
    client = signed_in(world.minh)
    first = client.get("/xu-ly/")
    second = client.get(f"/xu-ly/{first.context['older_url']}")
    third = client.get(f"/xu-ly/{second.context['older_url']}")
    seen = [[row.dossier.code for row in page.context["rows"]] for page in (first, second, third)]
    assert seen == [codes[:2], codes[2:4], codes[4:]]
    assert (first.context["newer_url"], third.context["older_url"]) == ("", "")
    back = client.get(f"/xu-ly/{third.context['newer_url']}")
    assert [row.dossier.code for row in back.context["rows"]] == codes[2:4]


@pytest.mark.parametrize("cursor", ["x", "1~", "1~gestern", "99999999999999999999~2026-11-02", "1~2026-11-02T09:00:00"])
def test_a_made_up_address_shows_the_first_page(world: World, signed_in: Any, cursor: str) -> None:
    world.assigned(hanoi("2026-11-20 09:00"))
    page = signed_in(world.minh).get("/xu-ly/", {"sau": cursor, "thu-tuc": "x"})
    assert page.status_code == 200


def test_the_file_has_the_list_and_cannot_make_a_spreadsheet_calculate(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    dossier.owner.full_name = '=HYPERLINK("http://xau")'
    dossier.owner.save()
    page = signed_in(world.minh).get("/xu-ly/?dang=csv")
    text = b"".join(page.streaming_content).decode()
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    assert text.startswith("\ufeffMã hồ sơ,Thủ tục,Chủ hồ sơ")
    assert dossier.code in text
    assert "\"'=HYPERLINK(" in text


def test_hostile_text_is_shown_as_text(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    dossier.owner.full_name = "<script>alert(1)</script>"
    dossier.owner.save()
    page = signed_in(world.minh).get("/xu-ly/")
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert" in page.content


def test_every_move_has_its_form(world: World) -> None:
    assert set(ASKED) == set(MOVES)


def test_the_lists_have_addresses_of_their_own() -> None:
    assert len({one.key for one in DESK_LISTS}) == len(DESK_LISTS)


def test_someone_with_two_posts_sees_both_kinds_of_lists(world: World, signed_in: Any) -> None:
    Post.objects.create(user=world.ha, role=Role.OFFICER, department=world.office, since=SINCE)
    labels = [tile["label"] for tile in signed_in(world.ha).get("/xu-ly/").context["tiles"]]
    assert labels[:3] == ["Của tôi", "Chưa phân công", "Cần duyệt"]
    assert Dossier.objects.count() == 0


def test_the_leader_sees_that_the_desk_is_late_while_it_waits_for_him_and_loses_no_word(
    world: World, signed_in: Any
) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    paper = dossier.version.requirements.all()[0]
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")])
    answer(dossier, by=world.mai, at=hanoi("2026-11-20 11:00"), text="Đây.")
    missing = [Missing("Tờ khai: thiếu chữ ký", paper), Missing(paper.name, paper)]
    propose_completion(dossier, by=world.lan, at=hanoi("2026-11-20 14:00"), missing=missing, reason="Thiếu.")
    client = signed_in(world.son)
    (row,) = client.get("/xu-ly/?muc=cho-y-kien").context["rows"]
    assert row.due.kind == "late"
    form = client.get(f"{dossier.get_absolute_url()}ask_completion/").context["form"]
    assert (form["papers"].value(), form["lines"].value()) == ([paper.pk], "Tờ khai: thiếu chữ ký")


@pytest.mark.parametrize(
    ("name", "address", "entry"),
    [
        ("ha", "/khoi-luong/", "Xử lý"),
        ("ha", "/cham-diem/", "Báo cáo"),
        ("ha", "/ra-soat-thu-tuc/", "Báo cáo"),
        ("ha", "/ra-soat/", "Rà soát"),
        ("lan", "/xu-ly/{code}/", "Một cửa"),
    ],
)
def test_a_page_stands_under_the_entry_it_belongs_to(
    world: World, signed_in: Any, name: str, address: str, entry: str
) -> None:
    code = world.received(hanoi("2026-11-23 09:00")).code
    shown = signed_in(getattr(world, name)).get(address.format(code=code)).context["desk_nav"]
    assert [one["label"] for one in shown if one["current"]] == [entry]
