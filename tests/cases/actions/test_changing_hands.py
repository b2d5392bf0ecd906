"""A step changes hands: passed on to a colleague, sent back, taken back before the next person has acted."""

import pytest

from cases.access import allowed_actions
from cases.actions.assign import assign, pass_on
from cases.actions.comment import comment
from cases.actions.propose import approve, propose
from cases.actions.remind import raise_reminders
from cases.actions.review import urge
from cases.actions.send_back import send_back
from cases.actions.sign import return_to
from cases.actions.supplement import Missing, request_supplement
from cases.actions.take_back import take_back, take_back_transfer
from cases.actions.transfer import transfer
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier
from cases.status import Status
from departments.models import User
from tests.world import World, hanoi

MORNING, NOON, EVENING = hanoi("2026-11-20 09:00"), hanoi("2026-11-20 11:00"), hanoi("2026-11-20 16:00")


def names(user: User, dossier: Dossier) -> set[str]:
    return {move.name for move in allowed_actions(user, Dossier.objects.get(pk=dossier.pk))}


def at_hand(dossier: Dossier) -> tuple[str, User | None]:
    task = Dossier.objects.get(pk=dossier.pk).current_task
    assert task is not None
    return task.step.kind, task.assignee


def test_an_officer_passes_his_step_on_its_limit_runs_on_and_his_head_is_told(world: World) -> None:
    dossier = world.assigned(MORNING)
    due = dossier.current_task.due_at
    pass_on(dossier, by=world.minh, at=NOON, officer=world.binh, reason="Tôi đi tập huấn.")
    assert (*at_hand(dossier), dossier.current_task.due_at) == ("handle", world.binh, due)
    assert Dossier.objects.just_passed(EVENING).get() == dossier
    assert not Dossier.objects.just_passed(hanoi("2026-11-27 11:00")).exists()
    said = dossier.events.order_by("-number")[0]
    assert (said.by, said.note, said.data["from"], said.data["officer"]) == (
        world.minh, "Tôi đi tập huấn.", "Lê Quang Minh", "Phạm Văn Bình",
    )  # fmt: skip
    with pytest.raises(MoveRefused, match="đang do Phạm Văn Bình giữ"):
        propose(dossier, by=world.minh, at=EVENING, outcome="granted", text="Đủ.")


def test_a_step_is_passed_on_by_its_holder_to_another_officer_of_the_division_alone(world: World) -> None:
    dossier = world.assigned(MORNING)
    for by, to, error in (
        (world.binh, world.binh, MoveRefused),
        (world.minh, world.phu, MoveRefused),
        (world.minh, world.minh, MoveRefused),
        (world.lan, world.binh, NotAllowed),
    ):
        with pytest.raises(error):
            pass_on(dossier, by=by, at=NOON, officer=to, reason="Nghỉ phép.")
    assert at_hand(dossier) == ("handle", world.minh)


def test_what_waits_for_the_applicant_can_be_passed_on_too(world: World) -> None:
    dossier = world.assigned(MORNING)
    request_supplement(dossier, by=world.minh, at=NOON, missing=[Missing("Bản vẽ")])
    pass_on(dossier, by=world.minh, at=EVENING, officer=world.binh, reason="Nghỉ phép.")
    assert (dossier.status, at_hand(dossier), dossier.clock_running) == (
        Status.WAITING, ("handle", world.binh), False,
    )  # fmt: skip


def test_the_head_sends_a_dossier_back_to_the_desk_and_the_promise_stays(world: World) -> None:
    dossier = world.transferred(MORNING)
    due = dossier.due_at
    send_back(dossier, by=world.ha, at=NOON, reason="Thiếu bản vẽ trong túi hồ sơ.")
    assert (dossier.status, at_hand(dossier), dossier.due_at) == (Status.RECEIVED, ("receive", None), due)
    assert Dossier.objects.to_transfer().get() == dossier
    transfer(dossier, by=world.lan, at=EVENING)
    assert at_hand(dossier)[0] == "assign"


def test_who_sent_a_draft_back_and_why_stands_at_the_step(world: World) -> None:
    dossier = world.proposed(MORNING)
    return_to(dossier, by=world.ha, at=NOON, reason="Sai số thửa.")
    task = dossier.current_task
    assert (task.handed_how, task.handed_by, task.handed_why) == ("returned", world.ha, "Sai số thửa.")


@pytest.mark.parametrize("reached", ["transferred", "assigned", "proposed", "for_signature"])
def test_what_was_just_handed_on_is_taken_back_and_the_step_is_as_it_was(world: World, reached: str) -> None:
    before = {"transferred": "received", "assigned": "transferred", "proposed": "assigned", "for_signature": "proposed"}
    dossier = getattr(world, before[reached])(MORNING)
    step, kind, status = dossier.current_task_id, at_hand(dossier), dossier.status
    who = {"transferred": world.lan, "assigned": world.ha, "proposed": world.minh, "for_signature": world.ha}[reached]
    match reached:
        case "transferred":
            transfer(dossier, by=who, at=NOON)
        case "assigned":
            assign(dossier, by=who, at=NOON, officer=world.minh)
        case "proposed":
            propose(dossier, by=who, at=NOON, outcome="granted", text="Đủ.")
        case "for_signature":
            approve(dossier, by=who, at=NOON)
    comment(dossier, by=world.son, at=NOON, text="Làm nhanh giúp.")
    undo = take_back_transfer if reached == "transferred" else take_back
    assert undo.__name__ in names(who, dossier)
    undo(dossier, by=who, at=EVENING)
    assert (dossier.current_task_id, at_hand(dossier), dossier.status) == (step, kind, status)
    assert not {"take_back", "take_back_transfer"} & names(who, dossier)


def test_a_step_passed_to_a_colleague_is_taken_back_from_him(world: World) -> None:
    dossier = world.assigned(MORNING)
    pass_on(dossier, by=world.minh, at=NOON, officer=world.binh, reason="Nhầm.")
    take_back(dossier, by=world.minh, at=EVENING)
    assert at_hand(dossier) == ("handle", world.minh)
    assert not Dossier.objects.just_passed(EVENING).exists()


def test_nothing_is_taken_back_once_the_next_person_has_acted_nor_by_another_one(world: World) -> None:
    dossier = world.assigned(MORNING)
    with pytest.raises(MoveRefused, match="Nguyễn Thu Hà đã “Phân công”"):
        take_back(dossier, by=world.binh, at=NOON)
    with pytest.raises(NotAllowed):
        take_back(dossier, by=world.lan, at=NOON)
    propose(dossier, by=world.minh, at=NOON, outcome="granted", text="Đủ.")
    approve(dossier, by=world.ha, at=NOON)
    with pytest.raises(MoveRefused, match="Nguyễn Thu Hà đã “Duyệt, trình ký”"):
        take_back(dossier, by=world.minh, at=EVENING)
    return_to(dossier, by=world.son, at=NOON, reason="Sửa.")
    with pytest.raises(MoveRefused, match="Đỗ Hải Sơn đã “Trả lại để sửa”"):
        take_back(dossier, by=world.ha, at=EVENING)


def test_a_step_that_was_reminded_of_and_urged_is_taken_back_all_the_same(world: World) -> None:
    dossier = world.assigned(MORNING)
    propose(dossier, by=world.minh, at=NOON, outcome="granted", text="Đủ.")
    late = hanoi("2026-11-24 09:00")
    assert raise_reminders(at=late)
    urge(dossier, by=world.son, at=late, note="Gấp.")
    take_back(dossier, by=world.minh, at=late)
    assert at_hand(dossier) == ("handle", world.minh)
    assert dossier.review_entries.get().task == dossier.current_task
