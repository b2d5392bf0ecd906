"""Another request for papers, and every refusal, is laid before the leader: he sends it, or says why not."""

from datetime import timedelta
from typing import Any

import pytest

from cases.access import allowed_actions
from cases.actions.ask_leader import decline, propose_completion, propose_refusal, propose_supplement
from cases.actions.comment import comment
from cases.actions.propose import propose
from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.supplement import Missing, accept_supplement, answer, ask_completion, request_supplement
from cases.actions.suspend import stop
from cases.actions.withdraw import withdraw
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, Proposal
from cases.status import Status
from departments.models import Post
from departments.roles import Role
from tests.world import SINCE, World, hanoi, person

MISSING = [Missing("Bản vẽ thiết kế")]
AT = hanoi("2026-11-05 10:00")


def asked_once(world: World) -> Dossier:
    """In process, one request answered and accepted."""
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-03 10:00"), missing=MISSING)
    return accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-04 10:00"))


def asked_at_the_desk(world: World) -> Dossier:
    """Not received, one request answered."""
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), missing=MISSING)
    return answer(dossier, by=world.mai, at=hanoi("2026-11-03 10:00"), text="Tôi gửi bản vẽ.")


def names(user: Any, dossier: Dossier) -> set[str]:
    return {move.name for move in allowed_actions(user, Dossier.objects.get(pk=dossier.pk))}


def test_the_second_request_in_process_goes_through_the_leader_and_out_as_one_notice(world: World) -> None:
    dossier = asked_once(world)
    assert "request_supplement" not in names(world.minh, dossier)
    with pytest.raises(MoveRefused, match="phải trình lãnh đạo duyệt"):
        request_supplement(dossier, by=world.minh, at=AT, missing=MISSING)
    propose_supplement(dossier, by=world.minh, at=AT, missing=MISSING, reason="Còn thiếu.")
    assert (dossier.status, dossier.clock_running) == (Status.PROCESSING, True)
    assert dossier.notices.filter(action="request_supplement").count() == 1
    assert Dossier.objects.to_decide(world.son).get() == dossier
    assert {"request_supplement", "decline"} <= names(world.son, dossier)
    request_supplement(dossier, by=world.son, at=AT + timedelta(hours=1), missing=MISSING, reason="Còn thiếu.")
    assert (dossier.status, dossier.clock_running, dossier.proposal) == (Status.WAITING, False, None)
    assert dossier.notices.filter(action="request_supplement").count() == 2
    request = dossier.supplements.get(ordinal=2)
    assert (request.asked_by, request.approved_by) == (world.minh, world.son)
    assert dossier.proposals.get().decision == Proposal.Decision.AGREED
    assert not Dossier.objects.to_decide(world.son).exists()


def test_a_leader_who_does_not_approve_says_why_and_nothing_goes_out(world: World) -> None:
    dossier = asked_once(world)
    propose_supplement(dossier, by=world.minh, at=AT, missing=MISSING, reason="Còn thiếu.")
    decline(dossier, by=world.son, at=AT, reason="Tự tra cứu.")
    assert (dossier.status, dossier.clock_running, dossier.supplement_count) == (Status.PROCESSING, True, 1)
    assert dossier.proposal is not None
    assert (dossier.proposal.answer, dossier.open_proposal) == ("Tự tra cứu.", None)
    assert dossier.notices.filter(action="request_supplement").count() == 1
    assert "propose_supplement" in names(world.minh, dossier)
    propose(dossier, by=world.minh, at=AT, outcome="granted", text="Đủ.")
    assert dossier.proposal is None


def test_the_second_request_before_receipt_goes_through_the_leader_too(world: World) -> None:
    dossier = asked_at_the_desk(world)
    assert "ask_completion" not in names(world.lan, dossier)
    propose_completion(dossier, by=world.lan, at=AT, missing=MISSING, reason="Vẫn thiếu.")
    assert (dossier.status, dossier.supplement_count) == (Status.NEW, 1)
    ask_completion(dossier, by=world.son, at=AT, missing=MISSING, reason="Vẫn thiếu.")
    assert (dossier.status, dossier.supplement_count) == (Status.WAITING, 2)
    request = dossier.supplements.get(ordinal=2)
    assert (request.before_receipt, request.asked_by, request.approved_by) == (True, world.lan, world.son)


def test_what_the_desk_asked_for_does_not_count_in_process(world: World) -> None:
    dossier = asked_at_the_desk(world)
    receive(dossier, by=world.lan, at=hanoi("2026-11-04 09:00"))
    dossier = world_to_officer(world, dossier)
    assert "request_supplement" in names(world.minh, dossier)
    request_supplement(dossier, by=world.minh, at=AT, missing=MISSING)
    assert dossier.supplements.get(ordinal=2).approved_by is None


def world_to_officer(world: World, dossier: Dossier) -> Dossier:
    from cases.actions.assign import assign
    from cases.actions.transfer import transfer

    transfer(dossier, by=world.lan, at=hanoi("2026-11-04 09:30"))
    return assign(dossier, by=world.ha, at=hanoi("2026-11-04 10:00"), officer=world.minh)


def test_beyond_the_trips_of_the_law_the_leader_records_what_was_not_followed(world: World) -> None:
    dossier = asked_once(world)
    propose_supplement(dossier, by=world.minh, at=AT, missing=MISSING)
    request_supplement(dossier, by=world.son, at=AT, missing=MISSING)
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-06 10:00"))
    with pytest.raises(MoveRefused, match="không thực hiện đúng hướng dẫn"):
        request_supplement(dossier, by=world.son, at=hanoi("2026-11-09 10:00"), missing=MISSING, ignored_guidance=" ")
    told = "Nộp lại bản vẽ cũ dù đã được hướng dẫn."
    request_supplement(dossier, by=world.son, at=hanoi("2026-11-09 10:00"), missing=MISSING, ignored_guidance=told)
    assert dossier.supplement_count == 3
    assert dossier.events.order_by("-number")[0].data == {"ignored_guidance": told}


def test_how_often_is_a_setting_and_not_code(world: World, settings: Any) -> None:
    settings.SUPPLEMENTS_ALONE, settings.SUPPLEMENT_TRIPS = 2, 3
    dossier = asked_once(world)
    request_supplement(dossier, by=world.minh, at=AT, missing=MISSING)
    assert dossier.supplement_count == 2


def test_a_refusal_is_proposed_by_the_desk_and_sent_by_the_leader(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    with pytest.raises(NotAllowed):
        refuse(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), reason="Không thuộc thẩm quyền.")
    propose_refusal(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), reason="Không thuộc thẩm quyền.")
    assert (dossier.status, dossier.answer_due_at) == (Status.NEW, hanoi("2026-11-03 09:00"))
    assert not dossier.notices.filter(action="refuse").exists()
    refuse(dossier, by=world.son, at=hanoi("2026-11-02 11:00"), reason="Không thuộc thẩm quyền.")
    assert dossier.status == Status.REFUSED
    assert dossier.proposals.get().decision == Proposal.Decision.AGREED


def test_the_leader_of_the_desk_decides_before_receipt_and_signs_nothing(world: World) -> None:
    director = person("vinh", "Lương Thế Vinh")
    Post.objects.create(user=director, role=Role.LEADER, department=world.desk, since=SINCE)
    waiting, signing = world.submitted(hanoi("2026-11-02 09:00")), world.for_signature(hanoi("2026-11-02 09:00"))
    propose_refusal(waiting, by=world.lan, at=hanoi("2026-11-02 10:00"), reason="Sai nơi nộp.")
    assert Dossier.objects.to_decide(director).get() == waiting
    assert not Dossier.objects.to_sign(director).exists()
    assert names(director, signing) == {"comment", "delete"}
    refuse(waiting, by=director, at=hanoi("2026-11-02 11:00"), reason="Sai nơi nộp.")
    assert waiting.status == Status.REFUSED


@pytest.mark.parametrize("who", ["tam", "ha", "lan", "thanh", "mai"])
def test_nobody_else_decides(world: World, who: str) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    propose_refusal(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), reason="Sai nơi nộp.")
    for deed in (refuse, decline):
        with pytest.raises(NotAllowed):
            deed(dossier, by=getattr(world, who), at=AT, reason="Sai nơi nộp.")


def test_a_dossier_that_goes_on_makes_the_proposal_void_and_a_note_does_not(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    propose_refusal(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), reason="Sai nơi nộp.")
    comment(dossier, by=world.lan, at=hanoi("2026-11-02 10:10"), text="Đã gọi điện.")
    assert dossier.open_proposal is not None
    receive(dossier, by=world.lan, at=hanoi("2026-11-02 11:00"))
    assert dossier.proposal is None
    assert dossier.proposals.get().decision == Proposal.Decision.DROPPED


@pytest.mark.parametrize("deed", [stop, withdraw])
def test_a_dossier_that_ends_leaves_no_request_open(world: World, deed: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-03 10:00"), missing=MISSING)
    deed(dossier, by=world.son if deed is stop else world.mai, at=AT, reason="Không bổ sung.")
    request = dossier.supplements.get()
    assert (request.is_open, request.dropped_at, request.accepted_at) == (False, AT, None)


def test_the_posts_of_the_day_of_the_move_count_and_not_those_of_today(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    Post.objects.filter(user=world.lan).update(until=hanoi("2026-11-03 00:00").date())
    assert receive(dossier, by=world.lan, at=hanoi("2026-11-02 10:00")).status == Status.RECEIVED
    later = world.submitted(hanoi("2026-11-03 09:00"))
    with pytest.raises(NotAllowed):
        receive(later, by=world.lan, at=hanoi("2026-11-03 10:00"))
