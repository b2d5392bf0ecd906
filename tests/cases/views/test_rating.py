"""How content applicants are: said once when a dossier is done, read by those who lead, counted as it is listed."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from cases.actions.delete import delete
from cases.actions.rate import rate
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, SatisfactionRating
from cases.rating_reasons import in_words, reasons_on
from cases.ratings import rating_pass
from tests.queries import statements
from tests.world import World, hanoi

AT, LATER = hanoi("2026-11-20 09:00"), hanoi("2026-11-23 09:00")
SAID = "Chờ lâu quá, gọi cho Trần Thị Mai"


@pytest.fixture
def done(world: World) -> Dossier:
    return world.finished(AT)


@pytest.fixture(autouse=True)
def _on_wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: hanoi("2026-11-25 09:00"))


def address(dossier: Dossier) -> str:
    return f"/ho-so-cua-toi/{dossier.code}/danh-gia/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_done_dossier_is_offered_and_rated_once(world: World, done: Dossier, signed_in: Any) -> None:
    mai = signed_in(world.mai)
    assert address(done) in text(mai.get(f"/ho-so-cua-toi/{done.code}/"))
    assert address(done) in text(mai.get("/ho-so-cua-toi/"))
    sent = {"score": "2", "reasons": ["late", "several_trips"], "words": SAID}
    assert mai.post(address(done), sent).url == f"/ho-so-cua-toi/{done.code}/"
    kept = SatisfactionRating.objects.get()
    assert (kept.dossier, kept.score, kept.reasons, kept.words, kept.by) == (
        done,
        2,
        ["late", "several_trips"],
        SAID,
        world.mai,
    )
    assert mai.post(address(done), {"score": "5"}).status_code == 302
    assert SatisfactionRating.objects.get().score == 2
    shown = text(mai.get(f"/ho-so-cua-toi/{done.code}/"))
    assert "Bạn đã đánh giá" in shown
    assert address(done) not in shown


def test_what_was_typed_is_kept_when_the_score_is_missing(world: World, done: Dossier, signed_in: Any) -> None:
    answer = signed_in(world.mai).post(address(done), {"words": SAID, "reasons": ["late"]})
    assert answer.status_code == 422
    assert "Hãy chọn một mức độ hài lòng." in text(answer)
    assert SAID in text(answer)
    assert re.search(r'value="late"[^>]*checked', text(answer))


@pytest.mark.parametrize("bad", [{"score": "6"}, {"score": "x"}, {"score": "3", "reasons": ["bribe"]}, {"score": "0"}])
def test_nothing_outside_the_lists_is_kept(world: World, done: Dossier, signed_in: Any, bad: dict[str, Any]) -> None:
    assert signed_in(world.mai).post(address(done), bad).status_code == 422
    assert not SatisfactionRating.objects.exists()


def test_only_a_done_dossier_of_ones_own_is_rated(world: World, done: Dossier, signed_in: Any) -> None:
    open_one = world.assigned(AT)
    assert signed_in(world.mai).post(address(open_one), {"score": "5"}).status_code == 302
    assert signed_in(world.hung).post(address(done), {"score": "5"}).status_code == 404
    with pytest.raises(MoveRefused, match="chưa giải quyết xong"):
        rate(open_one, by=world.mai, at=LATER, score=5)
    with pytest.raises(NotAllowed):
        rate(done, by=world.hung, at=LATER, score=5)
    assert not SatisfactionRating.objects.exists()


def test_whoever_looks_it_up_rates_it_without_an_account(world: World, done: Dossier, client: Client) -> None:
    found = text(client.post("/tra-cuu/", {"code": done.code, "digits": "2345"}))
    token = re.search(r'name="pass" value="([^"]+)"', found)
    assert token
    assert "Gửi đánh giá" in text(client.post("/tra-cuu/danh-gia/", {"pass": token[1]}))
    assert client.post("/tra-cuu/danh-gia/", {"pass": token[1], "gui": "1"}).status_code == 422
    sent = {"pass": token[1], "gui": "1", "score": "4"}
    assert client.post("/tra-cuu/danh-gia/", sent).url == "/tra-cuu/"
    assert client.post("/tra-cuu/danh-gia/", {**sent, "score": "1"}).url == "/tra-cuu/"
    kept = SatisfactionRating.objects.get()
    assert (kept.score, kept.by) == (4, None)
    assert 'name="pass"' not in text(client.post("/tra-cuu/", {"code": done.code, "digits": "2345"}))


def test_the_pass_of_a_dossier_deleted_meanwhile_leads_back_to_the_look_up(world: World, client: Client) -> None:
    dossier = world.assigned(AT)
    token = rating_pass(dossier)
    delete(dossier, by=world.son, at=LATER, reason="Nhập trùng.")
    for page in ("danh-gia", "nop-phi"):
        assert client.post(f"/tra-cuu/{page}/", {"pass": token}).url == "/tra-cuu/"
    assert client.get("/phan-anh/gui/", {"pass": token}).status_code == 200


@pytest.mark.parametrize("forged", ["", "1", "1:xxxx:yyyy"])
def test_a_forged_pass_rates_nothing(world: World, done: Dossier, client: Client, forged: str) -> None:
    answer = client.post("/tra-cuu/danh-gia/", {"pass": forged, "gui": "1", "score": "1"})
    assert answer.status_code == 302
    assert not SatisfactionRating.objects.exists()


def test_head_and_leader_read_it_on_the_dossier_and_nobody_else(world: World, done: Dossier, signed_in: Any) -> None:
    rate(done, by=world.mai, at=LATER, score=2, reasons=["late"], words=SAID)
    page = f"/xu-ly/{done.code}/"
    for who in ("ha", "son", "dung"):
        assert SAID in text(signed_in(world.people[who]).get(page)), who
    for who in ("lan", "minh", "thanh"):
        assert "Đánh giá của người nộp" not in text(signed_in(world.people[who]).get(page)), who


def test_counts_and_mean_are_those_of_the_list(world: World, signed_in: Any) -> None:
    for score in (5, 4, 1):
        rate(world.finished(AT), by=world.mai, at=LATER, score=score, words=SAID)
    son = signed_in(world.son)
    whole = text(son.get("/danh-gia/?tu=2026-11-01&den=2026-11-30"))
    assert "<b>3,3</b>/5 của 3 đánh giá" in whole
    bad = text(son.get("/danh-gia/?tu=2026-11-01&den=2026-11-30&muc=1"))
    assert bad.count("1/5") == 1
    assert "5/5" not in bad
    file = b"".join(son.get("/danh-gia/?tu=2026-11-01&den=2026-11-30&dang=csv").streaming_content).decode()
    assert len(file.strip().splitlines()) == 4
    assert "Chưa có đánh giá nào" in text(son.get("/danh-gia/?tu=2026-10-01&den=2026-10-31"))


def test_whoever_only_watches_reads_scores_and_no_words(world: World, done: Dossier, signed_in: Any) -> None:
    rate(done, by=world.mai, at=LATER, score=1, words=SAID)
    thanh = signed_in(world.thanh)
    shown = text(thanh.get("/danh-gia/?tu=2026-11-01&den=2026-11-30"))
    assert "1/5" in shown
    assert SAID not in shown
    file = b"".join(thanh.get("/danh-gia/?tu=2026-11-01&den=2026-11-30&dang=csv").streaming_content).decode()
    assert done.code in file
    assert SAID not in file
    assert "1/5" not in text(signed_in(world.tam).get("/danh-gia/?tu=2026-11-01&den=2026-11-30"))


def test_the_list_costs_as_much_for_three_as_for_one(world: World, signed_in: Any) -> None:
    son, costs = signed_in(world.son), []
    for count in (1, 2):
        for _ in range(count):
            rate(world.finished(AT), by=world.mai, at=LATER, score=4)
        costs.append(statements(lambda: son.get("/danh-gia/?tu=2026-11-01&den=2026-11-30")))
    assert costs[0] == costs[1] <= 10


def test_the_database_keeps_it_as_it_was_said(world: World, done: Dossier) -> None:
    rate(done, by=world.mai, at=LATER, score=2)
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        SatisfactionRating.objects.update(score=5)
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        SatisfactionRating.objects.all()._raw_delete("default")
    other = world.finished(AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SatisfactionRating.objects.create(dossier=other, score=6, at=LATER)


def test_a_reason_given_up_is_offered_no_more_and_still_read() -> None:
    assert "late" in [one.code for one in reasons_on(LATER.date())]
    assert reasons_on(hanoi("2025-06-30 09:00").date()) == []
    assert in_words(["late", "never there"]) == ["Chậm hẹn, phải chờ lâu"]
