"""From one dossier to the next through the list it was opened from, and on to the next after a move."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from cases.actions.sign import sign
from cases.models import Dossier
from departments.models import User
from tests.queries import statements
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def three(world: World) -> list[Dossier]:
    days = ("16", "17", "18")
    return [world.for_signature(hanoi(f"2026-11-{day} 09:00")) for day in days]


def place(question: str) -> str:
    return urlencode({"tu": question})


def ways(page: Any) -> tuple[str, str]:
    way = page.context["walk"]
    return (way.previous_url.partition("?")[0], way.next_url.partition("?")[0])


@pytest.mark.parametrize("order", ["", "&sap-xep=-han"])
def test_next_and_previous_follow_the_list_as_it_was_filtered_and_sorted(
    world: World, signed_in: Any, order: str
) -> None:
    first, second, third = (one.get_absolute_url() for one in three(world))
    world.for_signature(hanoi("2026-11-17 10:00"), world.renewal)
    world.assigned(hanoi("2026-11-17 09:30"))
    client, tu = signed_in(world.son), place(f"xu-ly?muc=cho-ky&thu-tuc={world.permit.procedure_id}{order}")
    assert ways(client.get(f"{second}?{tu}")) == ((third, first) if order else (first, third))
    ends = (ways(client.get(f"{first}?{tu}")), ways(client.get(f"{third}?{tu}")))
    assert ends == ((("", second), (second, "")) if not order else ((second, ""), ("", second)))


def test_a_list_row_leads_into_the_walk_and_back_to_the_list_as_it_was(world: World, signed_in: Any) -> None:
    second = three(world)[1]
    client = signed_in(world.son)
    listed = client.get("/xu-ly/?muc=cho-ky&sap-xep=-han")
    address = f"{second.get_absolute_url()}?{listed.context['place']}"
    assert address.replace("&", "&amp;") in listed.content.decode()
    page = client.get(address)
    assert page.context["breadcrumbs"][0]["url"] == "/xu-ly/?muc=cho-ky&sap-xep=-han"
    assert all(listed.context["place"] in part["url"] for part in page.context["parts"])


def test_after_a_move_from_the_walk_comes_the_next_dossier_and_at_the_end_the_list(
    world: World, signed_in: Any
) -> None:
    first, second, third = three(world)
    client = signed_in(world.son)
    start = f"{first.get_absolute_url()}?{place('xu-ly?muc=cho-ky')}"
    for here, there in ((first, second.get_absolute_url()), (second, third.get_absolute_url()), (third, "/xu-ly/")):
        page = client.get(start)
        start = client.post(page.context["next"]["url"], {"revision": here.revision})["Location"]
        assert start.partition("?")[0] == there
    assert start == "/xu-ly/?muc=cho-ky"


def test_a_move_from_the_row_leads_back_to_the_list_and_a_repeat_too(world: World, signed_in: Any) -> None:
    first = three(world)[0]
    client, move = signed_in(world.son), f"{first.get_absolute_url()}sign/?{place('qua-han?muc=qua-han')}"
    for _ in range(2):
        assert client.post(move, {"revision": first.revision})["Location"] == "/qua-han/?muc=qua-han"


def test_a_dossier_that_left_the_list_keeps_its_place_between_its_neighbours(world: World, signed_in: Any) -> None:
    first, second, third = three(world)
    sign(second, by=world.dung, at=hanoi("2026-11-20 09:00"))
    page = signed_in(world.son).get(f"{second.get_absolute_url()}?{place('xu-ly?muc=cho-ky')}")
    assert ways(page) == (first.get_absolute_url(), third.get_absolute_url())


@pytest.mark.parametrize("question", ["", "nowhere?muc=x", "mot-cua?muc=cho-tra", "//example.com", "xu-ly?thu-tuc=x\0"])
def test_a_made_up_place_is_no_walk_and_leads_nowhere_else(world: World, signed_in: Any, question: str) -> None:
    first = three(world)[0]
    client = signed_in(world.son)
    page = client.get(f"{first.get_absolute_url()}?{place(question)}")
    assert page.status_code == 200
    done = client.post(f"{first.get_absolute_url()}sign/?{place(question)}", {"revision": first.revision})
    assert done["Location"].startswith(("/xu-ly/", "/mot-cua/"))


def test_a_walk_costs_one_statement(world: World, signed_in: Any) -> None:
    second = three(world)[1]
    client = signed_in(world.son)
    client.get(second.get_absolute_url())
    plain = statements(lambda: client.get(second.get_absolute_url()))
    walked = statements(lambda: client.get(f"{second.get_absolute_url()}?{place('xu-ly?muc=cho-ky')}"))
    assert walked == plain + 1 <= 10


def test_the_keys_are_turned_off_and_on_and_the_page_stays(world: World, signed_in: Any) -> None:
    client = signed_in(world.lan)
    assert b"js/keys.js" in client.get("/mot-cua/").content
    client.post("/phim-tat/", {"bat": "0"})
    assert User.objects.get(pk=world.lan.pk).shortcuts is False
    page = client.get("/phim-tat/")
    assert b"js/keys.js" not in page.content
    assert b"js/scan.js" in page.content
    assert b"<kbd>g</kbd>" in page.content
    client.post("/phim-tat/", {"bat": "1"})
    assert b"js/keys.js" in client.get("/mot-cua/").content


def test_after_the_papers_of_one_online_dossier_come_those_of_the_next(world: World, signed_in: Any) -> None:
    first, second, third = (world.submitted(hanoi(f"2026-11-24 {hour}:00")) for hour in ("09", "10", "11"))
    client = signed_in(world.lan)
    listed = client.get("/mot-cua/?muc=cho-tra-loi")
    papers = f"{first.get_absolute_url()}giay-to/?{listed.context['place']}&tiep=1"
    assert papers.replace("&", "&amp;") in listed.content.decode()
    way = client.get(papers).context["walk"]
    assert way.next_url.startswith(second.get_absolute_url())
    receive = client.post(papers, {"go": "receive"})["Location"]
    papers = client.post(receive, {"revision": first.revision})["Location"]
    assert papers == f"{second.get_absolute_url()}giay-to/?{listed.context['place']}&tiep=1"
    ask = client.post(papers, {"go": "ask_completion"})["Location"]
    sent = {"revision": second.revision, "lines": "Chưa ký.", "reason": "Thiếu chữ ký."}
    papers = client.post(ask, sent)["Location"]
    assert papers.startswith(f"{third.get_absolute_url()}giay-to/")
    receive = client.post(papers, {"go": "receive"})["Location"]
    assert client.post(receive, {"revision": third.revision})["Location"] == "/mot-cua/?muc=cho-tra-loi"


def test_what_came_on_paper_stays_open_for_its_receipt(world: World, signed_in: Any) -> None:
    first, _ = (world.submitted(hanoi(f"2026-11-24 {hour}:00"), channel="postal") for hour in ("09", "10"))
    receive = f"{first.get_absolute_url()}receive/?{place('mot-cua?muc=cho-tra-loi')}&tiep=1"
    there = signed_in(world.lan).post(receive, {"revision": first.revision})["Location"]
    assert there.startswith(first.get_absolute_url())
