"""Scores of officers: counted with evidence, fixed by the head, objected to and answered; seen by nobody else."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.actions.fix_scores import fix_scores
from cases.actions.propose import approve, propose
from cases.actions.sign import return_to, sign
from cases.errors import MoveRefused
from cases.models import FixedScore, Measure, ScoreEntry, ScoringCriterion, ScoringRule
from cases.reports import periods
from cases.reports.scoring.counting import scored
from cases.reports.scoring.points import Criterion, Line, Score, read_score
from cases.scoring_rules import load_scoring_rule
from tests.world import World, hanoi

OCTOBER = periods.period(periods.Kind.MONTH, 2026, 10)
NOW = hanoi("2026-10-20 09:00")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def some_work(world: World) -> None:
    """Minh: one in time, one late, one returned by the leader first; a complaint about the late one is upheld."""
    load_scoring_rule()
    ScoringRule.objects.update(least=3)
    ScoringCriterion.objects.update(least=3)
    start = hanoi("2026-09-21 09:00")
    world.finished(start)
    late = world.for_signature(start)
    sign(late, by=world.son, at=hanoi("2026-10-09 09:00"))
    again = return_to(world.for_signature(start), by=world.son, at=start + timedelta(hours=1), reason="Sai tên.")
    propose(again, by=world.minh, at=start + timedelta(hours=2), outcome="granted", text="Đủ.")
    sign(approve(again, by=world.ha, at=start + timedelta(hours=3)), by=world.son, at=start + timedelta(hours=4))
    complaint = world.complained(hanoi("2026-10-09 10:00"), dossier=late)
    type(complaint).objects.filter(pk=complaint.pk).update(
        upheld=True, status=5, accepted_at=hanoi("2026-10-12 09:00"), finished_at=hanoi("2026-10-13 09:00")
    )


def test_a_share_below_its_threshold_gives_points_in_proportion_and_too_few_give_none() -> None:
    on_time = Criterion(Measure.ON_TIME, Decimal(40), Decimal(98), None, 10)
    complaints = Criterion(Measure.COMPLAINTS, Decimal(10), None, Decimal(6), 0)
    assert [Line(on_time, good, of).points for good, of in ((49, 50), (40, 50), (9, 9))] == [40, Decimal("32.65"), None]
    assert [Line(complaints, 0, of).points for of in (0, 1, 2)] == [10, 4, 0]
    score = Score("Bộ", "QĐ", 10, 5, (Line(on_time, 40, 50), Line(complaints, 0, 1)))
    assert (score.total, score.corrected({"phan-anh": Decimal(10)}).total) == (Decimal("73.3"), Decimal("85.3"))
    assert Score("Bộ", "QĐ", 51, 5, score.lines).total is None
    assert read_score(score.as_json()) == score


def test_a_score_from_its_evidence_to_the_answer_of_an_objection(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    some_work(world)
    head, minh = signed_in(world.ha), signed_in(world.minh)
    with django_assert_max_num_queries(10):
        rows = head.get("/cham-diem/").context["rows"]
    assert [row["told"].officer for row in rows] == [world.binh, world.minh]
    url = rows[1]["url"]
    told = head.get(url).context["told"]
    assert {line.criterion.measure.name: (line.good, line.of) for line in told.score.lines} == {
        "ON_TIME": (2, 3), "STEPS": (4, 4), "RETURNED": (2, 3), "ASKED_ONCE": (3, 3), "CONTENT": (0, 0),
        "COMPLAINTS": (0, 1),
    }  # fmt: skip
    for row in head.get(url).context["lines"]:
        for link, number in ((row["url"], row["line"].of), (row["bad_url"], row["line"].bad)):
            assert len(head.get(f"{url}{link}").context["cases"]) == number
            lines = b"".join(head.get(f"{url}{link}&dang=csv").streaming_content).splitlines()
            assert len(lines) == 1 + number
    # Nobody but the head fixes; then it stands, whatever comes.
    fix = f"/cham-diem/{world.office.code}/{OCTOBER.key}/chot/"
    assert minh.post(fix).status_code == 403
    before = told.score.total
    assert head.post(fix, {"note": "Họp phòng"}).status_code == 302
    assert head.post(fix).status_code == 422
    ScoringCriterion.objects.all().delete()
    with django_assert_max_num_queries(10):
        mine = minh.get("/cham-diem/").context["rows"]
    assert [(row["told"].officer, row["told"].score.total) for row in mine] == [(world.minh, before)]
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        FixedScore.objects.update(note="khác")
    # He objects once; the answer corrects a criterion; the old points stay beside it.
    assert minh.post(f"{url}phan-hoi/", {"text": ""}).status_code == 422
    assert head.post(f"{url}tra-loi/", {"text": "Đã xem."}).status_code == 422
    assert minh.post(f"{url}phan-hoi/", {"text": "Hồ sơ chậm do hệ thống."}).status_code == 302
    assert minh.post(f"{url}phan-hoi/", {"text": "Nữa."}).status_code == 422
    assert minh.post(f"{url}tra-loi/", {"text": "Tự trả lời"}).status_code == 403
    assert signed_in(world.son).get(url).context["answer_url"]
    wrong = head.post(f"{url}tra-loi/", {"text": "Đúng vậy.", "dung-han": "41"})
    assert wrong.status_code == 422
    assert "Đúng vậy." in wrong.content.decode()
    assert head.post(f"{url}tra-loi/", {"text": "Đúng vậy.", "dung-han": "40"}).status_code == 302
    with django_assert_max_num_queries(10):
        page = minh.get(url)
    lines = {line.criterion.measure: line for line in page.context["told"].score.lines}
    assert (lines[Measure.ON_TIME].points, lines[Measure.ON_TIME].counted) == (40, Decimal("27.21"))
    assert [entry.text for entry in page.context["entries"]] == ["Hồ sơ chậm do hệ thống.", "Đúng vậy."]
    assert ScoreEntry.objects.count() == 3
    for client in (signed_in(world.binh), signed_in(world.phu), signed_in(world.tam)):
        assert client.get(url).status_code == 404
    assert head.get("/cham-diem/?dang=xlsx").content[:2] == b"PK"


def test_what_is_fixed_is_what_was_known_at_the_end_of_the_period(world: World) -> None:
    some_work(world)
    rows = {one.officer: one for one in fix_scores(world.office, OCTOBER, by=world.ha, at=NOW)}
    world.finished(hanoi("2026-10-16 09:00"))
    now = {row.officer: row for row in scored(world.office, OCTOBER, hanoi("2026-12-01 09:00"))}
    assert rows[world.minh].score == now[world.minh].score.as_json()
    assert rows[world.minh].evidence == now[world.minh].evidence_json()
    assert str(rows[world.minh].object_until) == "2026-10-27"
    with pytest.raises(MoveRefused, match="chưa kết thúc"):
        fix_scores(world.office, periods.period(periods.Kind.MONTH, 2026, 11), by=world.ha, at=NOW)
