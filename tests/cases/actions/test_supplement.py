"""Supplements: before receipt no clock runs; in process it stops, and the version says what that does to the date."""

import pytest

from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.supplement import Missing, accept_supplement, answer, ask_completion, request_supplement
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier
from cases.reports.outcomes import Convention, Outcome, outcome_at
from cases.status import Status
from tests.world import World, hanoi

MISSING = [Missing("Bản vẽ thiết kế."), Missing("Giấy tờ về quyền sử dụng đất")]


def test_before_receipt_the_limit_has_not_started_and_the_desk_looks_again_after_the_answer(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), missing=MISSING)
    assert (dossier.status, dossier.received_at, dossier.due_at) == (Status.WAITING, None, None)
    request = dossier.supplements.get()
    assert [item.text for item in request.items.all()] == ["Bản vẽ thiết kế.", "Giấy tờ về quyền sử dụng đất"]
    assert request.respond_by.isoformat() == "2026-11-12"
    answer(dossier, by=world.mai, at=hanoi("2026-11-05 08:00"), text="Tôi gửi bản vẽ.")
    assert (dossier.status, dossier.answer_due_at) == (Status.NEW, hanoi("2026-11-05 17:00"))
    receive(dossier, by=world.lan, at=hanoi("2026-11-05 09:00"))
    assert (dossier.status, dossier.due_at) == (Status.RECEIVED, hanoi("2026-11-16 17:00"))


def test_a_dossier_that_cannot_be_completed_is_refused_in_writing(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), missing=MISSING)
    refuse(dossier, by=world.son, at=hanoi("2026-11-13 10:00"), reason="Hết thời hạn mà không bổ sung.")
    assert dossier.status == Status.REFUSED
    assert dossier.notices.filter(action="refuse").get().text == "Lý do: Hết thời hạn mà không bổ sung."


def test_pause_moves_the_promise_by_the_working_days_waited(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    assert dossier.due_at == hanoi("2026-11-11 17:00")
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-04 10:00"), missing=MISSING)
    told = dossier.notices.filter(action="request_supplement").get().text
    assert "bổ sung: Bản vẽ thiết kế; Giấy tờ về quyền sử dụng đất. Thời hạn giải quyết tạm dừng." in told
    assert (dossier.status, dossier.clock_running) == (Status.WAITING, False)
    answer(dossier, by=world.mai, at=hanoi("2026-11-10 08:00"), text="Đã bổ sung.")
    assert dossier.status == Status.WAITING
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-11 14:00"))
    assert (dossier.status, dossier.clock_running) == (Status.PROCESSING, True)
    assert (dossier.due_original, dossier.due_at) == (hanoi("2026-11-11 17:00"), hanoi("2026-11-18 17:00"))


def test_reset_counts_the_whole_limit_from_the_day_it_is_complete(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"), world.renewal)
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-04 10:00"), missing=MISSING)
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-11 14:00"))
    assert dossier.due_at == hanoi("2026-11-20 17:00")


def test_an_answer_needs_words_or_a_file(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), missing=MISSING)
    with pytest.raises(MoveRefused, match="ít nhất một tệp"):
        answer(dossier, by=world.mai, at=hanoi("2026-11-03 10:00"), text="  ")
    assert dossier.supplements.get().answered_at is None


def test_nobody_answers_for_somebody_else(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), missing=MISSING)
    with pytest.raises(NotAllowed):
        answer(dossier, by=world.hung, at=hanoi("2026-11-03 10:00"), text="Tôi bổ sung.")


def test_a_supplement_asked_for_after_the_promised_day_does_not_undo_the_lateness(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-16 10:00"), missing=MISSING)
    assert Dossier.objects.overdue(hanoi("2026-11-16 11:00")).get() == dossier
    assert not Dossier.objects.standing().exists()
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-20 10:00"))
    assert dossier.due_at == hanoi("2026-11-11 17:00")
    assert Dossier.objects.overdue(hanoi("2026-11-20 11:00")).get() == dossier


def test_a_supplement_asked_for_in_the_evening_of_the_promised_day_stops_the_clock(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-11 17:30"), missing=MISSING)
    next_day = hanoi("2026-11-12 09:00")
    assert Dossier.objects.standing().get() == dossier
    assert not Dossier.objects.overdue(next_day).exists()
    told = Dossier.objects.annotate(outcome=outcome_at(next_day, Convention.BY_DATE))
    assert told.get().outcome == Outcome.STANDING
    accept_supplement(dossier, by=world.minh, at=next_day)
    assert dossier.due_at == hanoi("2026-11-12 17:00")
