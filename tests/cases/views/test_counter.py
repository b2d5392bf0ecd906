"""The counter's queue: the clocks of answer and transfer, and what is found there."""

import re
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.supplement import Missing, answer, ask_completion, request_supplement
from cases.models import Dossier, Paper
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def some_of_each(world: World) -> None:
    for moment in ("2026-11-20 15:20", "2026-11-24 22:00", "2026-11-25 08:30"):
        world.submitted(hanoi(moment))
    asked = world.submitted(hanoi("2026-11-23 08:30"))
    ask_completion(asked, by=world.lan, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    world.received(hanoi("2026-11-23 15:30"))
    world.finished(hanoi("2026-11-20 09:00"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("key", "verb", "budget"),
    [
        ("cho-tra-loi", "submitted", 7),
        ("cho-bo-sung", "asked", 7),
        ("can-chuyen", "received", 7),
        ("cho-tra", "finished", 7),
    ],
)
def test_the_queue_costs_as_many_statements_for_three_rows_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int, key: str, verb: str, budget: int
) -> None:
    for _ in range(count):
        dossier = getattr(world, verb if verb != "asked" else "submitted")(hanoi("2026-11-20 09:00"))
        if verb == "asked":
            ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")])
    client = signed_in(world.lan)
    with django_assert_num_queries(budget):
        page = client.get(f"/mot-cua/?muc={key}")
    assert len(page.context["rows"]) == count


def test_every_number_is_the_length_of_its_list(world: World, signed_in: Any) -> None:
    some_of_each(world)
    client = signed_in(world.lan)
    tiles = client.get("/mot-cua/").context["tiles"]
    assert [(tile["label"], tile["value"]) for tile in tiles] == [
        ("Chờ trả lời", 3), ("Trả lời muộn", 1), ("Chờ bổ sung", 1), ("Cần chuyển", 1), ("Chờ trả kết quả", 1),
        ("Câu hỏi chưa trả lời", 0),
    ]  # fmt: skip
    for tile in tiles:
        assert len(client.get(f"/mot-cua/{tile['url']}").context["rows"]) == tile["value"], tile["label"]


def test_the_most_urgent_answer_comes_first_with_its_clock(world: World, signed_in: Any) -> None:
    some_of_each(world)
    rows = signed_in(world.lan).get("/mot-cua/").context["rows"]
    assert [row.cells[1].mark.text for row in rows] == [
        "Trả lời muộn 2 giờ 40 phút làm việc", "Còn 7 giờ làm việc", "Còn 7 giờ 30 phút làm việc",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("received", "text"),
    [
        ("2026-11-25 08:30", "Chuyển trước 17:00 hôm nay"),
        ("2026-11-23 15:00", "Chuyển muộn 1 giờ làm việc"),
        ("2026-11-23 15:01", "Chuyển muộn 1 giờ làm việc"),
    ],
)
def test_a_dossier_received_after_three_leaves_the_desk_at_the_next_opening(
    world: World, signed_in: Any, received: str, text: str
) -> None:
    world.received(hanoi(received))
    (row,) = signed_in(world.lan).get("/mot-cua/?muc=can-chuyen").context["rows"]
    assert row.cells[1].mark.text == text


@pytest.mark.parametrize("words", ["tran thi", "TRẦN THỊ MAI", "h26.105-261120-0001", "261120"])
def test_a_result_is_found_by_name_or_code(world: World, signed_in: Any, words: str) -> None:
    world.finished(hanoi("2026-11-20 09:00"))
    client = signed_in(world.lan)
    assert len(client.get("/mot-cua/", {"muc": "cho-tra", "q": words}).context["rows"]) == 1
    assert client.get("/mot-cua/", {"muc": "cho-tra", "q": "Nguyễn"}).context["rows"] == []


def test_a_fee_that_is_owed_is_offered_before_the_result(world: World, signed_in: Any) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"), world.renewal)
    client = signed_in(world.lan)
    for owed, offered in ((Dossier.Finance.OWED, ["collect_fee"]), (Dossier.Finance.PAID, ["hand_over"])):
        Dossier.objects.filter(pk=dossier.pk).update(finance_status=owed)
        (row,) = client.get("/mot-cua/?muc=cho-tra").context["rows"]
        assert [move["name"] for move in row.moves] == offered


@pytest.mark.parametrize("action", ["propose_refusal", "ask_completion"])
def test_the_cursor_waits_in_the_box_a_move_asks_for(world: World, signed_in: Any, action: str) -> None:
    dossier = world.submitted(hanoi("2026-11-24 15:20"))
    page = signed_in(world.lan).get(f"{dossier.get_absolute_url()}{action}/").content.decode()
    assert page.count("autofocus") == 1
    assert re.search(r"<textarea[^>]*autofocus", page)


def test_another_wards_clerk_sees_nothing_of_it(world: World, signed_in: Any) -> None:
    some_of_each(world)
    tiles = signed_in(world.oanh).get("/mot-cua/").context["tiles"]
    assert [tile["value"] for tile in tiles] == [0, 0, 0, 0, 0, 0]


def test_after_a_completion_the_row_says_since_when_the_answer_is_due(world: World, signed_in: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")])
    answer(dossier, by=world.mai, at=hanoi("2026-11-25 08:00"), text="Đây.")
    (row,) = signed_in(world.lan).get("/mot-cua/").context["rows"]
    assert (row.cells[0].text, row.cells[0].sub) == (
        "Đã bổ sung, chờ kiểm tra", "bổ sung 08:00 25/11/2026, nộp 09:00 20/11/2026",
    )  # fmt: skip
    assert row.cells[1].mark.text == "Còn 7 giờ làm việc"


@pytest.mark.parametrize(
    ("sent_at", "mark"),
    [
        ("2026-11-25 08:00", ("soon", "Chờ kiểm tra 1 giờ làm việc")),
        ("2026-11-23 08:30", ("today", "Chờ kiểm tra 1 ngày làm việc")),
        ("2026-11-25 05:00", ("soon", "Chờ kiểm tra 1 giờ làm việc")),
    ],
)
def test_what_the_applicant_sent_shows_how_long_it_waits(
    world: World, signed_in: Any, sent_at: str, mark: tuple[str, str]
) -> None:
    dossier = world.assigned(hanoi("2026-11-19 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")])
    answer(dossier, by=world.mai, at=hanoi(sent_at), text="Đây.")
    (row,) = signed_in(world.lan).get("/mot-cua/?muc=cho-bo-sung").context["rows"]
    assert (row.cells[0].text, row.cells[1].mark.kind, row.cells[1].mark.text) == ("Người nộp đã gửi bổ sung", *mark)
    (of_officer,) = signed_in(world.minh).get("/xu-ly/?muc=cho-bo-sung").context["rows"]
    assert (of_officer.holder, of_officer.due.text) == ("Đã gửi bổ sung, chờ kiểm tra", mark[1])
    assert mark[1] in signed_in(world.minh).get(dossier.get_absolute_url()).content.decode()


def test_the_clerk_sees_the_day_before_he_promises_it(world: World, signed_in: Any) -> None:
    dossier, client = world.submitted(hanoi("2026-11-25 08:00")), signed_in(world.lan)
    page = client.get(f"{dossier.get_absolute_url()}receive/").content.decode()
    assert "17:00, thứ Sáu 04/12/2026" in page
    assert "Vì sao là ngày này?" in page
    client.post(f"{dossier.get_absolute_url()}receive/", {"revision": dossier.revision})
    assert Dossier.objects.get().due_at == hanoi("2026-12-04 17:00")


def test_nobody_is_suggested_as_the_one_who_takes_the_result(world: World, signed_in: Any) -> None:
    dossier, client = world.finished(hanoi("2026-11-20 09:00")), signed_in(world.lan)
    address = f"{dossier.get_absolute_url()}hand_over/"
    assert "checked" not in client.get(address).content.decode()
    other = {"taker": "other", "other_name": "Lê Văn Tư", "authority": "Giấy ủy quyền 20/11/2026"}
    assert client.post(address, {"revision": dossier.revision, **other}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.result.received_by == "Lê Văn Tư"
    assert dossier.events.order_by("-number")[0].data == {
        "received_by": "Lê Văn Tư", "authority": "Giấy ủy quyền 20/11/2026",
    }  # fmt: skip


def test_originals_that_the_desk_holds_go_back_with_the_result_by_name(world: World, signed_in: Any) -> None:
    dossier, client = world.finished(hanoi("2026-11-20 09:00")), signed_in(world.lan)
    address = f"{dossier.get_absolute_url()}hand_over/"
    form, drawing = dossier.version.requirements.order_by("position")
    Paper.objects.create(dossier=dossier, requirement=drawing, originals=1)
    Paper.objects.create(dossier=dossier, requirement=form, copies=2)
    held, copied = f"{drawing.name} (1 bản)", f"{form.name} (2 bản)"
    page = client.get(address).content.decode()
    assert held in page
    assert f"{form.name} (" not in page
    # Many at once name no paper of one of them.
    many = client.get(f"/hang-loat/hand_over/?ho-so={dossier.code}").content.decode()
    assert "Người nộp của từng hồ sơ" in many
    assert held not in many
    said = {"revision": dossier.revision, "taker": "submitter"}
    assert client.post(address, {**said, "originals": [copied]}).status_code == 422
    assert client.post(address, {**said, "originals": [held]}).status_code == 302
    assert dossier.events.order_by("-number")[0].data == {
        "received_by": "Trần Thị Mai", "originals": [held],
    }  # fmt: skip
