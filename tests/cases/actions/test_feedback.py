"""Phản ánh, kiến nghị: its clock, its moves, who may make them, and what is told and logged."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from cases import append_only
from cases.actions import follow_feedback, handle_feedback
from cases.actions._log import first_broken
from cases.actions.forget_account import forget_account
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.feedback_status import DUTIES, FEEDBACK_MOVES, OPEN, FeedbackStatus
from cases.feedback_terms import terms_on
from cases.models import Delivery, Feedback, FeedbackEvent, Notice
from cases.reports.feedback import feedback_figures
from cases.reports.periods import Kind, containing
from departments.models import Post
from departments.roles import Role
from tests.world import World, hanoi

# Thursday; Tuesday 24/11/2026 is a day off.
SENT = hanoi("2026-11-19 09:00")


def accepted(world: World) -> Feedback:
    """The desk has taken Mai's feedback on."""
    return handle_feedback.accept(world.complained(SENT), by=world.lan, at=SENT)


def answered(world: World) -> Feedback:
    """The leader has answered it."""
    return handle_feedback.answer(accepted(world), by=world.son, at=SENT, answer="Đã trả kết quả ngày 20/11/2026.")


def test_the_terms_are_those_of_the_national_index() -> None:
    found = {term.name: (term.limit.amount, str(term.limit.unit)) for term in terms_on(SENT.date())}
    days = {"refuse": 2, "ask": 5, "resolve": 15, "publish": 2}
    assert found == {name: (amount, "working_day") for name, amount in days.items()}
    assert all(term.legal_basis for term in terms_on(SENT.date()))


def test_every_move_leads_on_and_nothing_leaves_what_is_over() -> None:
    over = {FeedbackStatus.REFUSED, FeedbackStatus.WITHDRAWN}
    assert not [name for name, move in FEEDBACK_MOVES.items() if move.sources & over or not move.sources]
    assert [name for name, move in FEEDBACK_MOVES.items() if move.sender == bool(move.by)] == []
    assert [name for name, move in FEEDBACK_MOVES.items() if {Role.INSPECTOR, Role.ADMINISTRATOR} & move.by] == []
    # What is open is owed by the office, but for what waits for the sender.
    assert set(OPEN) - set(DUTIES) == {FeedbackStatus.ASKED}


def test_a_feedback_has_its_own_code_clock_log_and_notice(world: World) -> None:
    feedback = world.complained(SENT)
    again = world.complained(SENT)
    assert (feedback.code, again.code) == ("PA-261119-0001", "PA-261119-0002")
    assert feedback.unit == world.desk
    # Two working days: Friday 20, Monday 23. Fifteen: the day off of Tuesday 24 is none of them.
    assert feedback.duty_due_at == hanoi("2026-11-23 17:00")
    assert feedback.due_at == hanoi("2026-12-11 17:00")
    assert [event.action for event in feedback.events.all()] == ["send"]
    assert Notice.objects.get(feedback=feedback).account == world.mai
    assert Delivery.objects.filter(notice__feedback=feedback, carrier="sms", address=feedback.phone).exists()


def test_the_same_form_sent_twice_is_one(world: World) -> None:
    first = world.complained(SENT)
    assert world.complained(SENT, key=first.key) == first
    assert Feedback.objects.count() == 1


def test_asking_the_sender_stops_the_clock_and_the_answer_starts_it_again(world: World) -> None:
    feedback = handle_feedback.ask(accepted(world), by=world.lan, at=hanoi("2026-11-20 10:00"), question="Hồ sơ nào?")
    assert (feedback.status, feedback.duty_due_at) == (FeedbackStatus.ASKED, None)
    follow_feedback.supplement(feedback, by=world.mai, at=hanoi("2026-11-26 10:00"), text="Hồ sơ 0001")
    # Monday 23, Wednesday 25 and Thursday 26 were waited for.
    assert feedback.status == FeedbackStatus.ACCEPTED
    assert feedback.due_at == feedback.duty_due_at == hanoi("2026-12-16 17:00")
    assert feedback.broken_term == ""


def test_what_was_asked_before_it_was_accepted_is_looked_at_again(world: World) -> None:
    feedback = handle_feedback.ask(world.complained(SENT), by=world.lan, at=SENT, question="Ở đâu?")
    follow_feedback.supplement(feedback, by=None, at=SENT, text="Ở quầy 2")
    assert feedback.status == FeedbackStatus.SENT
    assert feedback.events.get(action="complete").by_name == "Người gửi"


@pytest.mark.parametrize(
    ("moves", "broken"),
    [
        ("refuse 2026-11-23 23:00", ""),
        ("refuse 2026-11-25 08:00", "refuse"),
        ("ask 2026-11-27 16:00", ""),
        ("ask 2026-11-28 08:00", "ask"),
        ("accept 2026-11-27 08:00, answer 2026-12-11 23:00", ""),
        ("accept 2026-11-19 10:00, answer 2026-12-12 08:00", "resolve"),
        ("accept 2026-11-19 10:00, answer 2026-11-20 08:00, close 2026-11-25 23:00", ""),
        ("accept 2026-11-19 10:00, answer 2026-11-20 08:00, close 2026-11-26 01:00", "publish"),
    ],
)
def test_a_broken_term_is_kept_in_mind(world: World, moves: str, broken: str) -> None:
    feedback = world.complained(SENT)
    words: dict[str, dict[str, str]] = {
        "refuse": {"reason": "x"}, "ask": {"question": "x"}, "answer": {"answer": "x"}, "close": {"reason": "x"},
    }  # fmt: skip
    for name, _, at in (move.partition(" ") for move in moves.split(", ")):
        getattr(handle_feedback, name)(feedback, by=world.son, at=hanoi(at), **words.get(name, {}))
    assert feedback.broken_term == broken


def test_an_officer_drafts_and_the_leader_signs_off(world: World) -> None:
    feedback = accepted(world)
    handle_feedback.transfer(feedback, by=world.lan, at=SENT, unit=world.office, reason="Thuộc phòng Kinh tế")
    handle_feedback.accept(feedback, by=world.minh, at=SENT)
    with pytest.raises(NotAllowed):
        handle_feedback.answer(feedback, by=world.minh, at=SENT, answer="x")
    handle_feedback.draft(feedback, by=world.minh, at=SENT, answer="Đã làm")
    handle_feedback.return_draft(feedback, by=world.ha, at=SENT, reason="Nói rõ ngày")
    handle_feedback.assign(feedback, by=world.ha, at=SENT, handler=world.binh)
    handle_feedback.draft(feedback, by=world.binh, at=SENT, answer="Đã trả ngày 20/11")
    handle_feedback.answer(feedback, by=world.son, at=SENT, answer="Đã trả ngày 20/11")
    handle_feedback.publish(feedback, by=world.ha, at=SENT, question="Chậm", answer="Đã trả")
    follow_feedback.rate(feedback, by=world.mai, at=SENT, satisfied=False, words="Còn lâu")
    assert (feedback.status, feedback.satisfied) == (FeedbackStatus.PUBLISHED, False)
    assert first_broken(feedback) is None
    with pytest.raises(MoveRefused):
        follow_feedback.rate(feedback, by=world.mai, at=SENT, satisfied=True)


def test_whoever_holds_the_dossier_that_is_complained_of_does_not_answer_the_complaint(world: World) -> None:
    dossier = world.assigned(SENT)
    feedback = world.complained(SENT, dossier=dossier)
    handle_feedback.transfer(feedback, by=world.lan, at=SENT, unit=world.office, reason="x")
    with pytest.raises(NotAllowed):
        handle_feedback.accept(feedback, by=world.minh, at=SENT)
    assert handle_feedback.accept(feedback, by=world.binh, at=SENT).handler == world.binh


def test_another_agency_answers_within_the_senders_own_time(world: World) -> None:
    feedback = accepted(world)
    due = feedback.due_at
    handle_feedback.transfer(feedback, by=world.lan, at=SENT, unit=world.other_ward, reason="Thuộc Hoàn Kiếm")
    assert (feedback.department, feedback.unit, feedback.due_at) == (world.other_ward, world.other_desk, due)
    assert (feedback.status, feedback.handler, feedback.accepted_at) == (FeedbackStatus.SENT, None, None)
    with pytest.raises(NotAllowed):
        handle_feedback.accept(feedback, by=world.lan, at=SENT)


@pytest.mark.parametrize("words", ["Bà TRẦN THỊ MAI nói", "gọi 0912.345.678", "tran thi mai"])
def test_what_names_the_sender_is_not_published(world: World, words: str) -> None:
    with pytest.raises(MoveRefused):
        handle_feedback.publish(answered(world), by=world.son, at=SENT, question=words, answer="x")
    assert not Feedback.objects.published().exists()


def test_only_the_sender_takes_it_back_and_only_before_the_answer(world: World) -> None:
    feedback = accepted(world)
    with pytest.raises(NotAllowed):
        follow_feedback.withdraw(feedback, by=world.hung, at=SENT)
    with pytest.raises(MoveRefused):
        follow_feedback.withdraw(answered(world), by=world.mai, at=SENT)
    follow_feedback.withdraw(feedback, by=world.mai, at=SENT)
    assert (feedback.status, feedback.duty_due_at) == (FeedbackStatus.WITHDRAWN, None)


def test_a_page_that_is_old_changes_nothing(world: World) -> None:
    feedback = world.complained(SENT)
    handle_feedback.accept(feedback, by=world.lan, at=SENT, revision=1)
    with pytest.raises(Changed, match="Tiếp nhận"):
        handle_feedback.ask(feedback, by=world.son, at=SENT, question="x", revision=1)
    assert feedback.events.count() == 2


def test_the_log_is_only_added_to(world: World) -> None:
    feedback = accepted(world)
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        FeedbackEvent.objects.filter(feedback=feedback).update(note="khác")
    append_only.lift(connection)
    feedback.events.filter(number=1).update(note="khác")
    append_only.install(connection)
    assert first_broken(feedback) == 1


def test_figures_count_each_feedback_once(world: World) -> None:
    late = accepted(world)
    answered(world)
    follow_feedback.rate(answered(world), by=world.mai, at=SENT, satisfied=True)
    follow_feedback.withdraw(world.complained(SENT), by=world.mai, at=SENT)
    handle_feedback.answer(late, by=world.son, at=hanoi("2026-12-14 09:00"), answer="x")
    world.complained(hanoi("2026-11-26 09:00"))
    at = hanoi("2026-11-27 09:00")
    Feedback.objects.filter(status=FeedbackStatus.ANSWERED).exclude(pk=late.pk).update(duty_late_from=None)
    found: Any = feedback_figures(Feedback.objects.all(), containing(Kind.MONTH, at.date()), at)
    counted = (found.received, found.in_time, found.late, found.open, found.withdrawn, found.rated, found.satisfied)
    assert counted == (5, 2, 1, 1, 1, 1, 1)
    assert found.in_time_share == pytest.approx(2 / 3)


def test_a_deleted_account_leaves_its_feedback_to_be_answered(world: World) -> None:
    Post.objects.filter(user=world.mai).delete()
    feedback = world.complained(SENT)
    forget_account(world.mai, at=SENT)
    feedback.refresh_from_db()
    assert (feedback.account, feedback.phone) == (None, "+84912345678")
    assert first_broken(feedback) is None


def test_a_sender_who_reads_english_is_refused_in_english(world: World) -> None:
    feedback = accepted(world)
    with override("en"), pytest.raises(MoveRefused) as refused:
        follow_feedback.rate(feedback, by=world.mai, at=SENT, satisfied=True)
    assert str(refused.value) == (
        "“Rate the answer” is not possible now: the feedback is at “Being handled”. "
        "The feedback has changed since you opened the page."
    )
    with override("en"), pytest.raises(NotAllowed, match="Only the person who sent"):
        follow_feedback.withdraw(feedback, by=world.lan, at=SENT)
