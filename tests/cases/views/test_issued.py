"""The register of what an agency has issued: results and the letters of its head, each with its number."""

from typing import Any

import pytest
from django.test import Client

from cases import keyset
from cases.actions.apologise import apologise
from cases.actions.delete import delete
from cases.actions.suspend import stop, suspend
from cases.keyset import AFTER, BEFORE
from cases.models import Dossier
from departments.models import Post
from departments.roles import Role
from tests.queries import statements
from tests.world import SINCE, World, hanoi

DAYS = "tu=1/11/2026&den=30/11/2026"


@pytest.fixture
def sent_out(world: World) -> list[Dossier]:
    """The ward has signed a result, apologised, suspended, stopped and signed again, in this order."""
    at = hanoi("2026-11-10 09:00")
    first, apologised, suspended, stopped, last = [world.assigned(at) for _ in range(5)]
    first = world.finished(hanoi("2026-11-12 09:00"))
    why = {"reason": "Chờ xác minh.", "exception": "Ốm."}
    apologise(apologised, by=world.son, at=hanoi("2026-11-13 09:00"), new_day=hanoi("2026-12-10 00:00").date(), **why)
    suspend(suspended, by=world.son, at=hanoi("2026-11-14 09:00"), reason="Tranh chấp.", legal_basis="QĐ 1")
    stop(stopped, by=world.son, at=hanoi("2026-11-16 09:00"), reason="Tòa thụ lý.", legal_basis="QĐ 2")
    last = world.finished(hanoi("2026-11-17 09:00"))
    return [first, apologised, suspended, stopped, last]


def numbers(client: Client, asked: str) -> list[str]:
    return [row["number"] for row in client.get(f"/so-van-ban/?{asked}").context["rows"]]


ALL = ["2/KQ-2026", "2/TB", "1/TB", "1/PXL", "1/KQ-2026"]


def test_results_and_letters_stand_in_one_register_the_newest_on_top(
    world: World, signed_in: Any, sent_out: list[Dossier]
) -> None:
    son = signed_in(world.son)
    page = son.get(f"/so-van-ban/?{DAYS}")
    rows = page.context["rows"]
    assert [row["number"] for row in rows] == ALL
    assert [row["code"] for row in rows] == [one.code for one in reversed(sent_out)]
    assert [row["signer"] for row in rows] == ["Đỗ Hải Sơn"] * 5
    assert [row["note"] for row in rows] == ["", "", "Tạm dừng", "", ""]
    assert rows[3]["name"].startswith("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết: ")
    assert (rows[3]["day"], rows[3]["to"]) == ("13/11/2026", "Trần Thị Mai")
    assert numbers(son, f"{DAYS}&loai=ket-qua") == ["2/KQ-2026", "1/KQ-2026"]
    assert numbers(son, f"{DAYS}&loai=xin-loi") == ["1/PXL"]
    assert numbers(son, f"{DAYS}&loai=dung") == ["2/TB", "1/TB"]
    assert numbers(son, "tu=13/11/2026&den=14/11/2026") == ["1/TB", "1/PXL"]
    assert numbers(signed_in(world.tam), DAYS) == []


@pytest.mark.parametrize(("asked", "found"), [(DAYS, ALL), (f"{DAYS}&loai=dung", ["2/TB", "1/TB"])])
def test_the_file_has_the_same_rows(
    world: World, signed_in: Any, sent_out: list[Dossier], asked: str, found: list[str]
) -> None:
    file = b"".join(signed_in(world.son).get(f"/so-van-ban/?{asked}&dang=csv").streaming_content).decode()
    assert [line.split(",")[0] for line in file.splitlines()[1:]] == found


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_go_on_and_back_without_losing_or_doubling_a_row(
    world: World, signed_in: Any, sent_out: list[Dossier], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(keyset.merged_page, "__kwdefaults__", {"size": size})
    son, asked, shown, pages = signed_in(world.son), DAYS, [], []
    while True:
        page = son.get(f"/so-van-ban/?{asked}")
        pages.append([row["number"] for row in page.context["rows"]])
        shown += pages[-1]
        if not page.context["older_url"]:
            break
        asked = page.context["older_url"].removeprefix("?")
    assert shown == ALL
    for expected in reversed(pages[:-1]):
        page = son.get(f"/so-van-ban/{page.context['newer_url']}")
        assert [row["number"] for row in page.context["rows"]] == expected
    assert page.context["newer_url"] == ""


def test_of_one_moment_nothing_is_lost_between_two_pages(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = hanoi("2026-11-12 09:00")
    for _ in range(2):
        world.finished(at)
        stop(world.assigned(at), by=world.son, at=at, reason="Tòa thụ lý.", legal_basis="QĐ 2")
    monkeypatch.setattr(keyset.merged_page, "__kwdefaults__", {"size": 1})
    son, asked, shown = signed_in(world.son), DAYS, []
    for _ in range(4):
        page = son.get(f"/so-van-ban/?{asked}")
        shown += [row["number"] for row in page.context["rows"]]
        asked = page.context["older_url"].removeprefix("?")
    assert shown == ["2/KQ-2026", "1/KQ-2026", "2/TB", "1/TB"]
    back = [shown[-1]]
    while page.context["newer_url"]:
        page = son.get(f"/so-van-ban/{page.context['newer_url']}")
        back += [row["number"] for row in page.context["rows"]]
    assert list(reversed(back)) == shown


@pytest.mark.parametrize("cursor", ["9~1~2026-11-12T00:00:00+00:00", "x", "0~", "1~1~mai", "0~99999999999999999999~"])
def test_a_cursor_that_is_not_ours_shows_the_first_page(
    world: World, signed_in: Any, sent_out: list[Dossier], cursor: str
) -> None:
    for name in (AFTER, BEFORE):
        page = signed_in(world.son).get("/so-van-ban/", {"tu": "1/11/2026", "den": "30/11/2026", name: cursor})
        assert [row["number"] for row in page.context["rows"]] == ALL


def test_the_number_of_a_letter_outlives_its_dossier(world: World, signed_in: Any, sent_out: list[Dossier]) -> None:
    delete(sent_out[2], by=world.son, at=hanoi("2026-11-18 09:00"), reason="Nhập trùng.")
    row = signed_in(world.son).get(f"/so-van-ban/?{DAYS}&loai=dung").context["rows"][1]
    assert (row["number"], row["note"], row["url"]) == ("1/TB", "Hồ sơ đã xóa", "")


def test_the_records_clerk_reads_the_register_and_it_costs_the_same_for_many(world: World, signed_in: Any) -> None:
    at = hanoi("2026-11-12 09:00")
    Post.objects.create(user=world.hung, role=Role.RECORDS_CLERK, department=world.ward, since=SINCE)
    hung, costs = signed_in(world.hung), []
    for _ in range(2):
        world.finished(at)
        suspend(world.assigned(at), by=world.son, at=at, reason="Tranh chấp.", legal_basis="QĐ 1")
        costs.append(statements(lambda: hung.get(f"/so-van-ban/?{DAYS}")))
    assert costs[0] == costs[1] <= 6
    assert len(numbers(hung, DAYS)) == 4
