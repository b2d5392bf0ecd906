"""Other units are asked for their opinion: in parallel, with or without the law that lets the clock stand meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from cases.access import allowed_actions, knows_the_people
from cases.actions.consult import answer_opinion, ask_opinion, ask_opinion_stopping, drop_opinion, urge_opinion
from cases.actions.propose import propose
from cases.actions.suspend import stop, suspend
from cases.errors import MoveRefused, NotAllowed
from cases.loading import dossier_for
from cases.models import Dossier, Opinion
from cases.status import Status
from departments.models import Department, User
from tests.world import World, hanoi

START, ASKED, ANSWERED = hanoi("2026-11-02 09:00"), hanoi("2026-11-04 10:00"), hanoi("2026-11-06 10:00")
DUE = hanoi("2026-11-09 17:00")
LAW = "Điều 9 Nghị định 175/2024/NĐ-CP"


@pytest.fixture
def other_office(world: World) -> Department:
    """The division of the neighbour ward, where Phú works."""
    return Department.objects.get(code="H26.104.03")


def ask(dossier: Dossier, world: World, unit: Department, *, law: str = "", at: Any = ASKED) -> Dossier:
    words: dict[str, Any] = {"by": world.minh, "at": at, "unit": unit, "question": "Ranh giới có đúng?", "due_at": DUE}
    return ask_opinion_stopping(dossier, **words, legal_basis=law) if law else ask_opinion(dossier, **words)


def names(user: User, dossier: Dossier) -> set[str]:
    return {move.name for move in allowed_actions(user, dossier_for(user, dossier.code or ""))}


def test_the_work_and_its_clock_go_on_while_others_are_asked(world: World, other_office: Department) -> None:
    dossier = world.assigned(START)
    due = dossier.due_at
    ask(dossier, world, other_office)
    ask(dossier, world, world.other_ward)
    assert (dossier.status, dossier.clock_running, dossier.opinions.count()) == (Status.PROCESSING, True, 2)
    assert not dossier.notices.filter(action__contains="opinion").exists()
    answer_opinion(dossier, by=world.phu, at=ANSWERED, text="Đúng.")
    propose(dossier, by=world.minh, at=ANSWERED, outcome="granted", text="Đủ.")
    assert (dossier.due_at, dossier.status) == (due, Status.PROCESSING)


def test_with_its_law_the_clock_stands_until_the_last_of_them_has_answered(
    world: World, other_office: Department
) -> None:
    dossier = world.assigned(START)
    assert dossier.due_at == hanoi("2026-11-11 17:00")
    ask(dossier, world, other_office, law=LAW)
    ask(dossier, world, world.other_ward, law=LAW, at=ASKED + timedelta(hours=1))
    assert (dossier.status, dossier.clock_running, dossier.stops.count()) == (Status.STOPPED, False, 1)
    with pytest.raises(MoveRefused):
        propose(dossier, by=world.minh, at=ASKED, outcome="granted", text="Đủ.")
    answer_opinion(dossier, by=world.phu, at=ANSWERED - timedelta(days=1), text="Đúng.")
    assert dossier.status == Status.STOPPED
    answer_opinion(dossier, by=world.tam, at=ANSWERED, text="Đồng ý.")
    assert (dossier.status, dossier.clock_running, dossier.due_at) == (
        Status.PROCESSING, True, hanoi("2026-11-13 17:00"),
    )  # fmt: skip
    assert list(dossier.notices.filter(action__contains="opinion").order_by("pk").values_list("action", flat=True)) == [
        "ask_opinion_stopping", "ask_opinion_stopping", "answer_last_opinion",
    ]  # fmt: skip


def test_an_answer_without_the_law_ends_no_stop(world: World, other_office: Department) -> None:
    dossier = world.assigned(START)
    ask(dossier, world, other_office, law=LAW)
    ask(dossier, world, world.other_ward)
    answer_opinion(dossier, by=world.tam, at=ANSWERED, text="Đồng ý.")
    assert (dossier.status, dossier.stops.filter(until=None).exists()) == (Status.STOPPED, True)


def test_no_clock_stands_without_a_law(world: World, other_office: Department) -> None:
    dossier = world.assigned(START)
    with pytest.raises(MoveRefused, match="căn cứ pháp lý"):
        ask(dossier, world, other_office, law=" ")
    assert (dossier.status, Opinion.objects.count()) == (Status.PROCESSING, 0)


def test_who_is_asked_reads_the_dossier_until_the_answer_and_moves_nothing_else(
    world: World, other_office: Department
) -> None:
    dossier = world.assigned(START)
    assert not Dossier.objects.readable_by(world.phu).exists()
    ask(dossier, world, other_office)
    assert Dossier.objects.readable_by(world.phu).get() == dossier
    assert Dossier.objects.handled_by(world.phu).get() == dossier
    assert knows_the_people(world.phu, dossier_for(world.phu, dossier.code or ""))
    assert names(world.phu, dossier) == {"answer_opinion"}
    assert not Dossier.objects.visible_to(world.phu).exists()
    with pytest.raises(NotAllowed):
        answer_opinion(dossier, by=world.oanh, at=ANSWERED, text="Đúng.")
    answer_opinion(dossier, by=world.phu, at=ANSWERED, text="Đúng.")
    assert not Dossier.objects.readable_by(world.phu).exists()
    with pytest.raises(NotAllowed):
        answer_opinion(dossier, by=world.phu, at=ANSWERED, text="Sai.")
    assert dossier.opinions.get().answer == "Đúng."


def test_what_is_late_is_in_both_units_lists_and_can_be_urged(world: World, other_office: Department) -> None:
    dossier = world.assigned(START)
    ask(dossier, world, other_office)
    after = DUE + timedelta(minutes=1)
    assert not Opinion.objects.late(DUE).exists()
    assert Opinion.objects.asked_of(world.phu).late(after).get() == dossier.opinions.get()
    assert Opinion.objects.asked_by_units_of(world.minh).late(after).exists()
    urge_opinion(dossier, by=world.minh, at=after)
    assert dossier.opinions.get().reminded_at == after


def test_one_unit_is_asked_one_thing_at_a_time_and_never_the_own_division(
    world: World, other_office: Department
) -> None:
    dossier = world.assigned(START)
    ask(dossier, world, other_office)
    for unit in (other_office, world.office):
        with pytest.raises(MoveRefused):
            ask(dossier, world, unit)
    assert dossier.opinions.count() == 1


def test_who_no_longer_waits_goes_on_and_an_end_of_the_work_ends_the_asking(
    world: World, other_office: Department
) -> None:
    dossier = world.assigned(START)
    ask(dossier, world, other_office, law=LAW)
    drop_opinion(dossier, by=world.minh, at=ANSWERED, reason="Đã có trong hồ sơ khác.")
    assert (dossier.status, dossier.clock_running, Opinion.objects.open().count()) == (Status.PROCESSING, True, 0)
    ask(dossier, world, other_office, at=ANSWERED)
    stop(dossier, by=world.son, at=ANSWERED, reason="Tòa án đã thụ lý.", legal_basis="Luật")
    assert Opinion.objects.open().count() == 0


def test_a_leaders_rest_is_not_ended_by_an_answer(world: World, other_office: Department) -> None:
    dossier = world.assigned(START)
    ask(dossier, world, other_office)
    suspend(dossier, by=world.son, at=ASKED, reason="Tranh chấp.", legal_basis="QĐ 1")
    assert "ask_opinion_stopping" not in names(world.minh, dossier)
    answer_opinion(dossier, by=world.phu, at=ANSWERED, text="Đúng.")
    assert dossier.status == Status.STOPPED
