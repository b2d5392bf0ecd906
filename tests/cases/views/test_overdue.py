"""The list of what is late: who holds it since when, which step ate the time, how late, and what to do."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.supplement import Missing, request_supplement
from tests.world import World, hanoi

BUDGET = 9


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def some_of_each(world: World) -> None:
    for day in ("02", "03", "12", "13", "16", "23"):
        world.assigned(hanoi(f"2026-11-{day} 09:00"))
    waiting = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(waiting, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["ha", "son", "lan", "thanh"])
def test_the_list_costs_as_many_statements_for_three_rows_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int, name: str
) -> None:
    for _ in range(count):
        late = world.assigned(hanoi("2026-11-02 09:00"))
        request_supplement(late, by=world.minh, at=hanoi("2026-11-03 09:00"), missing=[Missing("Bản vẽ")])
        world.assigned(hanoi("2026-11-02 09:00"))
    client = signed_in(getattr(world, name))
    with django_assert_num_queries(BUDGET):
        page = client.get("/qua-han/")
    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("name", ["ha", "son", "lan", "thanh"])
def test_every_number_is_the_length_of_its_list(world: World, signed_in: Any, name: str) -> None:
    some_of_each(world)
    client = signed_in(getattr(world, name))
    tiles = client.get("/qua-han/").context["tiles"]
    assert [tile["value"] for tile in tiles] == [3, 1, 1, 2, 1]
    for tile in tiles:
        assert len(client.get(f"/qua-han/{tile['url']}").context["rows"]) == tile["value"], tile["label"]


def test_a_row_says_who_holds_it_which_step_ate_the_time_and_how_late_it_is(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    (row,) = signed_in(world.ha).get("/qua-han/").context["rows"]
    assert (row.dossier, row.holder, row.holder_sub) == (dossier, "Lê Quang Minh", "từ 02/11 · Thẩm định hồ sơ")
    assert row.spent.text == "Thẩm định hồ sơ mất 16 ngày làm việc, định mức 2 ngày"
    assert (row.due.text, row.step.text) == ("Quá 9 ngày làm việc", "Chậm bước 14 ngày làm việc")
    assert row.moves == [{"name": "assign", "label": "Giao người khác"}]


def test_the_leader_may_apologise_and_the_inspector_may_only_look(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-02 09:00"))
    (leader,) = signed_in(world.son).get("/qua-han/").context["rows"]
    assert [move["name"] for move in leader.moves] == ["apologise"]
    page = signed_in(world.thanh).get("/qua-han/")
    assert page.context["rows"][0].moves == []
    assert page.context["rows"][0].owner == "Trần T** Mai"


def test_the_inspector_chooses_a_unit(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-02 09:00"))
    client = signed_in(world.thanh)
    choices = client.get("/qua-han/").context["unit_choices"]
    assert choices == [{"value": world.ward.pk, "label": "UBND phường Cửa Nam (1)", "selected": False}]
    page = client.get(f"/qua-han/?don-vi={world.other_ward.pk}")
    assert (page.context["rows"], page.context["filtered"]) == ([], True)


@pytest.mark.parametrize(("sort", "first"), [("han", "02"), ("-han", "12"), ("thu-tuc", "10"), ("x", "02")])
def test_the_longest_late_comes_first_unless_asked_otherwise(
    world: World, signed_in: Any, sort: str, first: str
) -> None:
    for day in ("10", "02", "12"):
        world.assigned(hanoi(f"2026-11-{day} 09:00"))
    rows = signed_in(world.ha).get(f"/qua-han/?sap-xep={sort}").context["rows"]
    assert rows[0].dossier.received_at == hanoi(f"2026-11-{first} 09:00")


def test_pages_sorted_by_procedure_follow_each_other(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.keyset.page.__kwdefaults__", {"size": 2})
    for day in ("02", "03", "04"):
        world.assigned(hanoi(f"2026-11-{day} 09:00"))
    client = signed_in(world.ha)
    first = client.get("/qua-han/?sap-xep=-thu-tuc")
    second = client.get(f"/qua-han/{first.context['older_url']}")
    codes = [row.dossier.code for page in (first, second) for row in page.context["rows"]]
    assert len(set(codes)) == 3


def test_the_file_tells_the_story_of_each_dossier(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    text = b"".join(signed_in(world.ha).get("/qua-han/?dang=csv").streaming_content).decode()
    headings, line = text.removeprefix("\ufeff").splitlines()
    assert headings.endswith("Thời gian ở từng bước,Cơ quan có thẩm quyền")
    assert line.startswith(f"{dossier.code},")
    assert "Thẩm định hồ sơ mất 16 ngày" in line


def test_nobody_sees_the_lateness_of_another_ward(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-02 09:00"))
    for name in ("phu", "tam", "oanh"):
        assert signed_in(getattr(world, name)).get("/qua-han/").context["rows"] == []


@pytest.mark.parametrize("name", ["mai", "quan"])
def test_it_is_no_page_for_citizens(world: World, signed_in: Any, name: str) -> None:
    assert signed_in(getattr(world, name)).get("/qua-han/").status_code == 403
