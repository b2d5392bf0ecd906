"""The head's ten minutes: what is late, why, what to expect, what was done about it; nothing is counted twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.assign import assign
from cases.actions.count_usual_times import count_usual_times
from cases.actions.propose import propose
from cases.actions.review import ask_reason, escalate, explain, urge
from cases.actions.supplement import Missing, accept_supplement, request_supplement
from cases.errors import MoveRefused
from cases.models import Dossier, Event, LateReason, ReviewEntry
from cases.weeks import Week
from procedures.models import UsualRest
from tests.cases.reports.test_usual_times import finish
from tests.world import World, hanoi

BUDGET = 9
NOW = hanoi("2026-11-25 09:00")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def some_of_each(world: World) -> None:
    """Late since the 12th, the 21st and this Tuesday, due today and tomorrow, slow, on time, done late this week."""
    for day in ("02", "11", "12", "13", "16", "17", "23", "24"):
        world.assigned(hanoi(f"2026-11-{day} 09:00"))
    done = world.assigned(hanoi("2026-11-12 09:00"))
    finish(world, done, hanoi("2026-11-25 08:30"))


def late(world: World) -> Dossier:
    return world.assigned(hanoi("2026-11-02 09:00"))


@pytest.mark.parametrize("name", ["ha", "son", "thanh"])
def test_every_number_is_the_length_of_its_list_and_late_and_endangered_share_nothing(
    world: World, signed_in: Any, name: str
) -> None:
    some_of_each(world)
    client = signed_in(getattr(world, name))
    tiles = client.get("/ra-soat/").context["tiles"]
    found = {}
    for tile in tiles:
        told = client.get(f"/ra-soat/{tile['url']}").context["told"]
        found[tile["label"]] = {one.row.dossier.code for one in told}
        assert (len(told), len(found[tile["label"]])) == (tile["value"], tile["value"]), tile["label"]
    assert [tile["value"] for tile in tiles] == [3, 3, 2, 3, 0]
    assert found["Quá hạn"].isdisjoint(found["Có nguy cơ trễ"])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["ha", "thanh"])
def test_the_review_costs_as_many_statements_for_three_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int, name: str
) -> None:
    for _ in range(count):
        urge(late(world), by=world.ha, at=NOW)
    client = signed_in(getattr(world, name))
    with django_assert_num_queries(BUDGET):
        page = client.get("/ra-soat/")
    assert len(page.context["told"]) == count


def test_the_diagnosis_says_who_which_step_which_stop_and_what_is_awaited(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-09 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-10 09:00"), missing=[Missing("Bản vẽ")])
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-11 09:00"))
    (one,) = signed_in(world.ha).get("/ra-soat/").context["told"]
    assert (one.row.holder, one.waits) == ("Lê Quang Minh", "người thụ lý làm xong và trình kết quả")
    step = one.steps[-1]
    assert (step.name, step.words, step.over) == ("Thẩm định hồ sơ", "10 ngày làm việc, định mức 2 ngày", True)
    assert step.percent > 100
    assert one.stops == ["Dừng 1 ngày làm việc, từ 09:00 10/11 đến 09:00 11/11: chờ bổ sung hồ sơ; căn cứ Luật Hộ tịch"]


@pytest.mark.parametrize(
    ("count", "half", "most", "kind", "word"),
    [
        (29, 3, 5, "unknown", "mới có 29 hồ sơ"),
        (30, 3, 4, "in_time", "Kịp"),
        (30, 3, 20, "maybe", "Có thể trễ"),
        (30, 20, 30, "late", "Sẽ trễ"),
        (30, 1, 1, "maybe", "không đoán được ngày"),
    ],
)
def test_the_forecast_rests_on_thirty_dossiers_or_is_not_made(
    world: World, signed_in: Any, count: int, half: int, most: int, kind: str, word: str
) -> None:
    world.assigned(hanoi("2026-11-19 09:00"))
    UsualRest.objects.create(
        procedure=world.permit.procedure,
        department=world.ward,
        kind="handle",
        count=count,
        half_within=half,
        most_within=most,
        counted_at=NOW,
    )
    (one,) = signed_in(world.ha).get("/ra-soat/?muc=nguy-co").context["told"]
    assert (one.forecast.kind, word in one.forecast.text) == (kind, True), one.forecast
    assert ("30 hồ sơ cùng thủ tục" in one.forecast.basis) == (count >= 30)


def test_usual_rests_are_counted_from_each_step_without_the_days_of_stops(world: World) -> None:
    dossier = world.transferred(hanoi("2026-11-02 09:00"))
    assign(dossier, by=world.ha, at=hanoi("2026-11-04 09:00"), officer=world.minh)
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-05 09:00"), missing=[Missing("Bản vẽ")])
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-09 09:00"))
    finish(world, dossier, hanoi("2026-11-11 09:00"))
    count_usual_times(at=NOW)
    rows = UsualRest.objects.filter(department=world.ward).values_list("kind", "half_within")
    assert dict(rows) == {"receive": 5, "assign": 5, "handle": 3, "review": 0, "sign": 0}


def test_one_press_urges_the_holder_who_is_told_once_and_is_seen_to_know(world: World, signed_in: Any) -> None:
    dossier, head, officer = late(world), signed_in(world.ha), signed_in(world.minh)
    address = f"/xu-ly/{dossier.code}/urge/?tu=ra-soat%3Fmuc%3Dqua-han"
    answer = head.post(address, {"revision": dossier.revision, "note": "Xong trong sáng nay"})
    assert (answer.status_code, answer["Location"]) == (302, "/ra-soat/?muc=qua-han")
    tile = next(one for one in officer.get("/xu-ly/").context["tiles"] if one["label"] == "Được đôn đốc")
    assert tile["value"] == 1
    page = officer.get(f"/xu-ly/{dossier.code}/").content.decode()
    assert "Nguyễn Thu Hà đôn đốc hồ sơ này" in page
    assert "Xong trong sáng nay" in page
    (one,) = head.get("/ra-soat/").context["told"]
    assert one.entries[0]["state"] == "đã xem lúc 09:00 25/11"
    dossier.refresh_from_db()
    again = head.post(address, {"revision": dossier.revision, "note": "Nữa"})
    assert again.status_code == 422
    assert ReviewEntry.objects.count() == 1
    propose(dossier, by=world.minh, at=NOW, outcome="granted", text="Đủ.")
    assert not Dossier.objects.reminded(world.minh).exists()
    assert ReviewEntry.objects.get().settled_at == NOW


def test_a_question_is_open_until_a_reason_of_the_list_is_given(world: World, signed_in: Any) -> None:
    dossier = late(world)
    ask_reason(dossier, by=world.ha, at=NOW)
    with pytest.raises(MoveRefused, match="đang chờ giải trình"):
        ask_reason(dossier, by=world.son, at=NOW)
    officer, address = signed_in(world.minh), f"/xu-ly/{dossier.code}/explain/"
    assert officer.post(address, {"revision": dossier.revision, "text": "Chờ"}).status_code == 422
    reason = LateReason.objects.get(name="Chờ ý kiến cơ quan phối hợp")
    sent = {"revision": dossier.revision, "reason": reason.pk, "text": "Sở trả lời ngày 26."}
    assert officer.post(address, sent).status_code == 302
    assert not ReviewEntry.objects.open().exists()
    last = Event.objects.get(dossier=dossier, action="explain")
    assert (last.note, last.data) == ("Sở trả lời ngày 26.", {"reason": reason.name})
    values = {tile["label"]: tile["value"] for tile in signed_in(world.ha).get("/ra-soat/").context["tiles"]}
    assert (values["Quá hạn"], values["Quá hạn chưa giải trình"]) == (1, 0)


def test_a_report_to_the_leader_stands_in_his_list_until_he_acts(world: World, signed_in: Any) -> None:
    dossier = late(world)
    escalate(dossier, by=world.ha, at=NOW, reason="Sở chưa trả lời, xin ý kiến.")
    tile = signed_in(world.son).get("/ra-soat/").context["tiles"][-1]
    assert (tile["label"], tile["value"]) == ("Đã báo cáo lãnh đạo", 1)
    urge(dossier, by=world.son, at=NOW)
    assert not Dossier.objects.escalated().exists()


def test_the_applicant_reads_nothing_of_it(world: World, signed_in: Any) -> None:
    dossier = late(world)
    urge(dossier, by=world.ha, at=NOW, note="Bí mật")
    explain(dossier, by=world.minh, at=NOW, reason=LateReason.objects.all()[0], text="Bí mật")
    assert "Bí mật" not in signed_in(world.mai).get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()


def test_what_is_in_time_offers_no_urging(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-25 08:30"))
    moves = signed_in(world.ha).get(f"/xu-ly/{dossier.code}/").context["moves"]
    assert not {"Đôn đốc", "Hỏi lý do chậm"} & {move["label"] for move in moves}


@pytest.mark.parametrize("name", ["ha", "son", "thanh"])
def test_each_cut_of_the_week_adds_up_and_each_number_opens_its_list(world: World, signed_in: Any, name: str) -> None:
    some_of_each(world)
    held = Dossier.objects.overdue(NOW).order_by("-due_at").first()
    assert held is not None
    explain(held, by=world.minh, at=NOW, reason=LateReason.objects.all()[0], text="Chờ")
    world.transferred(hanoi("2026-11-12 09:00"))
    client = signed_in(getattr(world, name))
    week = client.get("/ra-soat/trong-tuan/").context
    assert week["total"] == 3
    for cut in week["cuts"]:
        assert sum(part.count for part in cut["parts"]) == 3, cut["title"]
        for part in cut["parts"]:
            rows = client.get(f"/ra-soat/trong-tuan/{part.url}").context["rows"]
            assert len({row.dossier.pk for row in rows}) == part.count, part.label
    assert [len(cut["parts"]) for cut in week["cuts"]] == [2, 2, 1, 2]
    lines = b"".join(client.get("/ra-soat/trong-tuan/?dang=csv").streaming_content).decode().splitlines()
    assert len(lines) == 4
    before = client.get(f"/ra-soat/trong-tuan/{week['before_url']}").context
    assert (before["total"], before["after_url"]) == (1, "?tuan=2026-11-23")


@pytest.mark.parametrize("asked", ["tuan=2199-01-01", "tuan=x&buoc=y&nguoi=-1", "tuan=2000-01-01", "thu-tuc=99"])
def test_an_address_that_makes_no_sense_is_a_page_all_the_same(world: World, signed_in: Any, asked: str) -> None:
    late(world)
    assert signed_in(world.ha).get(f"/ra-soat/trong-tuan/?{asked}").status_code == 200


def test_a_week_begins_on_monday_midnight_in_hanoi() -> None:
    assert Week.of(hanoi("2026-11-29 23:59").date()).start == hanoi("2026-11-23 00:00")
    assert Week.of(hanoi("2026-11-23 00:00").date()).end - timedelta(days=7) == hanoi("2026-11-23 00:00")
