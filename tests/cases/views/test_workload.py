"""Who holds how much: every number opens its list, an officer sees his own row and no other, shares are fair."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.assign import assign
from cases.actions.propose import propose
from cases.actions.supplement import Missing, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Task
from cases.reports.workload import Load
from tests.world import World, hanoi

NOW = hanoi("2026-11-25 09:00")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def some_work(world: World) -> None:
    """Minh: one late, one slow, one standing, two steps done, one of them late; Bình: one on time, one broken off."""
    world.assigned(hanoi("2026-11-02 09:00"))
    world.assigned(hanoi("2026-11-17 09:00"))
    waiting = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(waiting, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    for days in (1, 6):
        start = hanoi("2026-11-10 09:00")
        done = world.assigned(start)
        propose(done, by=world.minh, at=start + timedelta(days=days), outcome="granted", text="Đủ.")
    for _ in range(2):
        his = world.transferred(hanoi("2026-11-25 08:00"))
        assign(his, by=world.ha, at=hanoi("2026-11-25 08:10"), officer=world.binh)
    withdraw(his, by=world.mai, at=hanoi("2026-11-25 08:20"), reason="Không cần nữa")


def test_each_number_is_the_length_of_its_list(world: World, signed_in: Any) -> None:
    some_work(world)
    head = signed_in(world.ha)
    rows = head.get("/khoi-luong/").context["rows"]
    assert [(row["load"].officer, dict(row["load"].now), row["load"].steps) for row in rows] == [
        (world.binh, {"held": 1, "overdue": 0, "slow": 0}, 0),
        (world.minh, {"held": 3, "overdue": 1, "slow": 1, "standing": 1}, 2),
    ]
    for row in rows:
        for name in ("held", "overdue", "slow", "standing"):
            listed = head.get(row[f"{name}_url"]).context["rows"]
            assert len(listed) == row["load"].now[name], (name, row["load"].officer)
        steps = head.get(f"/khoi-luong/{row['done_url']}").context
        assert (len(steps["rows"]), steps["count"]) == (row["load"].steps, row["load"].steps)
        lines = b"".join(head.get(f"/khoi-luong/{row['done_url']}&dang=csv").streaming_content).decode().splitlines()
        assert len(lines) == 1 + row["load"].steps
    assert [row["kept"] for row in steps["rows"]] == [False, True]


def test_an_officer_sees_the_same_of_himself_and_nothing_of_others(world: World, signed_in: Any) -> None:
    some_work(world)
    of_head = signed_in(world.ha).get("/khoi-luong/").context["rows"][1]["load"]
    client = signed_in(world.minh)
    (row,) = client.get("/khoi-luong/").context["rows"]
    mine: Load = row["load"]
    assert (mine.officer, mine.now, mine.share, mine.expected) == (
        world.minh, of_head.now, of_head.share, of_head.expected,
    )  # fmt: skip
    for name in ("held", "overdue", "slow", "standing"):
        assert len(client.get(row[f"{name}_url"]).context["rows"]) == mine.now[name], name
    other = client.get(f"/khoi-luong/?nguoi={world.binh.pk}")
    assert [one["load"].officer for one in other.context["rows"]] == [world.minh]


def test_no_share_is_told_from_fewer_than_thirty_steps(world: World, signed_in: Any) -> None:
    some_work(world)
    page = signed_in(world.ha).get("/khoi-luong/").content.decode()
    assert page.count("Chưa đủ 30 bước") == 2
    lines = b"".join(signed_in(world.ha).get("/khoi-luong/?dang=csv").streaming_content).decode().splitlines()
    assert lines[2].endswith("Lê Quang Minh,3,1,1,1,2,1,,")


def test_a_share_stands_beside_what_all_reach_with_the_same_procedures(world: World, signed_in: Any) -> None:
    some_work(world)
    his = Task.objects.filter(assignee=world.binh, closed_at=None).get()
    propose(his.dossier, by=world.binh, at=hanoi("2026-11-25 08:50"), outcome="granted", text="Đủ.")
    loads = [row["load"] for row in signed_in(world.ha).get("/khoi-luong/").context["rows"]]
    assert [(load.share.text, load.expected) for load in loads] == [("100,0%", "66,6%"), ("50,0%", "66,6%")]


def test_the_page_costs_as_many_statements_for_many_officers_as_for_few(
    world: World, signed_in: Any, django_assert_num_queries: Any
) -> None:
    some_work(world)
    client = signed_in(world.ha)
    with django_assert_num_queries(6):
        client.get("/khoi-luong/")
