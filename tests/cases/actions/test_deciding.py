"""Propose, sign, return, recall; apologise; suspend and stop; withdraw: what each does to the promise."""

from datetime import date

import pytest

from cases.actions.apologise import apologise
from cases.actions.hand_over import hand_over
from cases.actions.payment import collect_fee, confirm_payment, require_payment
from cases.actions.propose import approve, propose
from cases.actions.sign import recall, return_to, sign
from cases.actions.supplement import Missing, accept_supplement, request_supplement
from cases.actions.suspend import resume, stop, suspend
from cases.actions.withdraw import withdraw
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier
from cases.status import Status
from departments.models import Post
from departments.roles import Role
from tests.world import SINCE, World, hanoi


def test_the_leader_signs_and_the_work_is_finished_before_it_is_handed_over(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    assert (dossier.status, dossier.finished_at, dossier.returned_at) == (
        Status.FINISHED, hanoi("2026-11-20 09:00"), None,
    )  # fmt: skip
    assert (dossier.result.number, dossier.result.signed_by) == ("1/KQ-2026", world.son)
    assert dossier.delivery_status == Dossier.DeliveryStatus.READY
    assert dossier.clock_running is False


def test_nobody_signs_what_he_proposed(world: World) -> None:
    Post.objects.create(user=world.minh, role=Role.LEADER, department=world.ward, since=SINCE)
    dossier = world.for_signature(hanoi("2026-11-20 09:00"))
    with pytest.raises(NotAllowed):
        sign(dossier, by=world.minh, at=hanoi("2026-11-20 10:00"))
    assert dossier.result.signed_at is None


def test_a_draft_goes_back_to_the_one_who_made_it_with_the_reason_and_comes_again(world: World) -> None:
    dossier = world.for_signature(hanoi("2026-11-20 09:00"))
    return_to(dossier, by=world.son, at=hanoi("2026-11-20 10:00"), reason="Sai số thửa đất.")
    assert (dossier.current_task.step.kind, dossier.current_task.assignee) == ("handle", world.minh)
    propose(dossier, by=world.minh, at=hanoi("2026-11-20 11:00"), outcome="granted", text="Đã sửa số thửa.")
    approve(dossier, by=world.ha, at=hanoi("2026-11-20 14:00"))
    sign(dossier, by=world.son, at=hanoi("2026-11-20 15:00"))
    assert dossier.result.text == "Đã sửa số thửa."


def test_a_late_action_on_a_reassigned_dossier_is_told_who_holds_it(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    with pytest.raises(MoveRefused, match="đang do Lê Quang Minh giữ"):
        propose(dossier, by=world.binh, at=hanoi("2026-11-20 10:00"), outcome="granted", text="Đủ điều kiện.")


def test_a_recalled_result_runs_on_from_its_first_promise(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    recall(dossier, by=world.son, at=hanoi("2026-11-23 09:00"), reason="Sai tên chủ hồ sơ.")
    assert (dossier.status, dossier.finished_at, dossier.clock_running) == (Status.PROCESSING, None, True)
    assert dossier.due_at == dossier.due_original
    assert (dossier.result.signed_by, dossier.result.number) == (None, "")


def test_an_apology_promises_a_new_day_and_keeps_the_first_one(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-16 09:00"))
    assert dossier.due_at == hanoi("2026-11-26 17:00")
    apologise(dossier, by=world.son, at=hanoi("2026-11-25 09:00"), reason="Chờ xác minh.", new_day=date(2026, 12, 1))
    assert (dossier.due_original, dossier.due_at, dossier.reappointed_at) == (
        hanoi("2026-11-26 17:00"), hanoi("2026-11-26 17:00"), hanoi("2026-12-01 17:00"),
    )  # fmt: skip
    assert Dossier.objects.overdue(hanoi("2026-11-30 09:00")).get() == dossier


def test_an_apology_comes_a_working_day_before_and_once_unless_the_leader_says_why(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-16 09:00"))
    with pytest.raises(MoveRefused, match="phải ghi rõ lý do"):
        apologise(dossier, by=world.son, at=hanoi("2026-11-26 09:00"), reason="Chậm.", new_day=date(2026, 12, 1))
    apologise(
        dossier,
        by=world.son,
        at=hanoi("2026-11-26 09:00"),
        reason="Chậm.",
        new_day=date(2026, 12, 1),
        exception="Ốm đột xuất.",
    )
    with pytest.raises(MoveRefused, match="phải ghi rõ lý do"):
        apologise(dossier, by=world.son, at=hanoi("2026-11-27 09:00"), reason="Chậm.", new_day=date(2026, 12, 4))
    assert dossier.apologies.count() == 1


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 26)])
def test_a_new_promise_is_a_working_day_after_the_old_one(world: World, day: date) -> None:
    dossier = world.assigned(hanoi("2026-11-16 09:00"))
    with pytest.raises(MoveRefused):
        apologise(dossier, by=world.son, at=hanoi("2026-11-20 09:00"), reason="Chậm.", new_day=day)


def test_a_suspension_with_a_legal_basis_moves_the_promise_and_one_without_does_not(world: World) -> None:
    first = world.assigned(hanoi("2026-11-02 09:00"))
    second = world.assigned(hanoi("2026-11-02 09:00"))
    for dossier, basis in ((first, "Quyết định 12/QĐ-UBND"), (second, "")):
        suspend(dossier, by=world.son, at=hanoi("2026-11-04 10:00"), reason="Đang có tranh chấp.", legal_basis=basis)
        assert (dossier.status, dossier.clock_running) == (Status.STOPPED, not basis)
        resume(dossier, by=world.son, at=hanoi("2026-11-06 10:00"))
    assert (first.due_at, second.due_at) == (hanoi("2026-11-13 17:00"), hanoi("2026-11-11 17:00"))


def test_a_stopped_dossier_is_over(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    stop(dossier, by=world.son, at=hanoi("2026-11-04 10:00"), reason="Tòa án đã thụ lý.")
    assert (dossier.status, dossier.finished_at) == (Status.STOPPED, hanoi("2026-11-04 10:00"))
    with pytest.raises(MoveRefused):
        resume(dossier, by=world.son, at=hanoi("2026-11-05 10:00"))


def test_the_time_of_a_financial_obligation_is_not_counted(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    require_payment(
        dossier, by=world.minh, at=hanoi("2026-11-03 09:00"), reason="Nộp thuế đất.", legal_basis="NĐ 101/2024/NĐ-CP"
    )
    assert dossier.status == Status.PAYING
    confirm_payment(dossier, by=world.lan, at=hanoi("2026-11-05 09:00"))
    assert (dossier.status, dossier.due_at) == (Status.PROCESSING, hanoi("2026-11-13 17:00"))


def test_the_citizen_withdraws_before_there_is_a_result_and_not_after(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    withdraw(dossier, by=world.mai, at=hanoi("2026-11-03 09:00"), reason="Tôi đổi ý.")
    assert (dossier.status, dossier.current_task, dossier.clock_running) == (Status.WITHDRAWN, None, False)
    finished = world.finished(hanoi("2026-11-02 09:00"))
    with pytest.raises(MoveRefused):
        withdraw(finished, by=world.mai, at=hanoi("2026-11-03 09:00"), reason="Tôi đổi ý.")


def test_the_result_waits_for_the_fee_but_never_for_anything_else(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"), world.renewal)
    assert (dossier.fee_amount, dossier.finance_status) == (75_000, Dossier.Finance.OWED)
    with pytest.raises(MoveRefused, match="chưa nộp"):
        hand_over(dossier, by=world.lan, at=hanoi("2026-11-23 09:00"), received_by="Trần Thị Mai")
    collect_fee(dossier, by=world.lan, at=hanoi("2026-11-23 09:05"))
    hand_over(dossier, by=world.lan, at=hanoi("2026-11-23 09:10"), received_by="Trần Thị Mai")
    assert (dossier.status, dossier.result.received_by) == (Status.RETURNED, "Trần Thị Mai")


def test_a_fee_by_quantity_is_open_until_the_clerk_says_the_amount(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"), world.priced_by_the_page())
    assert (dossier.fee_amount, dossier.finance_status) == (0, Dossier.Finance.UNSETTLED)
    with pytest.raises(MoveRefused, match="chưa nộp"):
        hand_over(dossier, by=world.lan, at=hanoi("2026-11-23 09:00"), received_by="Trần Thị Mai")
    with pytest.raises(MoveRefused, match="ghi số tiền đã thu"):
        collect_fee(dossier, by=world.lan, at=hanoi("2026-11-23 09:05"))
    collect_fee(dossier, by=world.lan, at=hanoi("2026-11-23 09:05"), amount=12_000)
    assert (dossier.fee_amount, dossier.finance_status) == (12_000, Dossier.Finance.PAID)
    assert dossier.events.order_by("-number").values_list("data", flat=True)[0] == {
        "amount": 12_000,
        "method": "cash",
        "reference": "H261052611200001P1",
        "receipt": "0000001/2026",
    }
    hand_over(dossier, by=world.lan, at=hanoi("2026-11-23 09:10"), received_by="Trần Thị Mai")


def test_an_open_fee_may_turn_out_to_be_nothing_and_a_fixed_one_is_never_another(world: World) -> None:
    free = world.received(hanoi("2026-11-20 09:00"), world.priced_by_the_page())
    collect_fee(free, by=world.lan, at=hanoi("2026-11-20 09:05"), amount=0)
    assert (free.fee_amount, free.finance_status) == (0, Dossier.Finance.NOTHING)
    fixed = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    with pytest.raises(MoveRefused, match=r"75\.000 đồng"):
        collect_fee(fixed, by=world.lan, at=hanoi("2026-11-20 09:05"), amount=10_000)
    assert fixed.finance_status == Dossier.Finance.OWED


def test_a_supplement_after_an_apology_moves_the_promise_past_the_apologys_day(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-16 09:00"))
    apologise(dossier, by=world.son, at=hanoi("2026-11-20 09:00"), reason="Chờ xác minh.", new_day=date(2026, 11, 27))
    assert dossier.promised_at == hanoi("2026-11-27 17:00")
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-27 09:00"))
    assert dossier.due_at == hanoi("2026-12-01 17:00")
    assert (dossier.is_reappointed, dossier.promised_at) == (False, hanoi("2026-12-01 17:00"))


def test_a_dossier_without_a_proposal_cannot_be_signed(world: World) -> None:
    dossier = world.transferred(hanoi("2026-11-20 09:00"), world.birth)
    with pytest.raises(MoveRefused):
        sign(dossier, by=world.son, at=hanoi("2026-11-20 10:00"))
