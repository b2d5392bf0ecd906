"""Random people make random moves at random moments: whatever they try, the rules hold after every step."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases.access import allowed_actions
from cases.actions import (
    apologise,
    ask_leader,
    assign,
    change_case,
    change_delivery,
    comment,
    confirm_apology,
    consult,
    correct,
    delete,
    digitise_papers,
    hand_over,
    issue_result,
    payment,
    propose,
    receive,
    refuse,
    review,
    send_back,
    set_fee,
    shelve,
    sign,
    supplement,
    suspend,
    take_back,
    take_in_for,
    transfer,
    withdraw,
)
from cases.actions._log import first_broken
from cases.actions.open_application import open_application
from cases.deadlines import late_moment, reading
from cases.errors import MoveRefused, NotAllowed
from cases.models import Application, Dossier, LateReason
from cases.status import MOVES, STANDING, TERMINAL, Status
from departments.calendars import calendar_for
from departments.models import User
from procedures.models import Bundle, BundleMember, ProcedureCase
from tests.cases.uploads import an_image, upload
from tests.world import World, hanoi

MISSING = [supplement.Missing("Bản vẽ")]
Verb = Callable[[Dossier, User, datetime], Any]


def verbs(world: World) -> dict[str, Verb]:
    """How each move is called with plausible words."""
    day = date(2026, 12, 30)
    return {
        "receive": lambda d, by, at: receive.receive(d, by=by, at=at),
        "ask_completion": lambda d, by, at: supplement.ask_completion(d, by=by, at=at, missing=MISSING),
        "propose_completion": lambda d, by, at: ask_leader.propose_completion(d, by=by, at=at, missing=MISSING),
        "propose_supplement": lambda d, by, at: ask_leader.propose_supplement(d, by=by, at=at, missing=MISSING),
        "propose_refusal": lambda d, by, at: ask_leader.propose_refusal(d, by=by, at=at, reason="Không đủ."),
        "decline": lambda d, by, at: ask_leader.decline(d, by=by, at=at, reason="Tự đối chiếu."),
        "refuse": lambda d, by, at: refuse.refuse(d, by=by, at=at, reason="Không đủ."),
        "transfer": lambda d, by, at: transfer.transfer(d, by=by, at=at),
        "assign": lambda d, by, at: assign.assign(d, by=by, at=at, officer=world.binh),
        "pass_on": lambda d, by, at: assign.pass_on(d, by=by, at=at, officer=world.binh, reason="Nghỉ phép."),
        "send_back": lambda d, by, at: send_back.send_back(d, by=by, at=at, reason="Thiếu giấy."),
        "take_back": lambda d, by, at: take_back.take_back(d, by=by, at=at),
        "take_back_transfer": lambda d, by, at: take_back.take_back_transfer(d, by=by, at=at),
        "ask_opinion": lambda d, by, at: consult.ask_opinion(
            d, by=by, at=at, unit=world.other_ward, question="Có đồng ý không?", due_at=at + timedelta(days=3)
        ),
        "ask_opinion_stopping": lambda d, by, at: consult.ask_opinion_stopping(
            d,
            by=by,
            at=at,
            unit=world.ward,
            question="Có đồng ý không?",
            due_at=at + timedelta(days=3),
            legal_basis="Luật Hộ tịch",
        ),
        "urge_opinion": lambda d, by, at: consult.urge_opinion(d, by=by, at=at),
        "drop_opinion": lambda d, by, at: consult.drop_opinion(d, by=by, at=at, reason="Đã đủ."),
        "drop_opinion_resuming": lambda d, by, at: consult.drop_opinion(d, by=by, at=at, reason="Đã đủ."),
        "answer_opinion": lambda d, by, at: consult.answer_opinion(d, by=by, at=at, text="Đồng ý."),
        "answer_last_opinion": lambda d, by, at: consult.answer_opinion(d, by=by, at=at, text="Đồng ý."),
        "correct": lambda d, by, at: correct.correct(
            d, by=by, at=at, values={"summary": f"{d.summary}."[:900]}, reason="Gõ sai."
        ),
        "change_case": lambda d, by, at: change_case.change_case(d, by=by, at=at, case=ProcedureCase(), reason="Sai."),
        "claim": lambda d, by, at: assign.claim(d, by=by, at=at),
        "forward": lambda d, by, at: propose.forward(d, by=by, at=at),
        "propose": lambda d, by, at: propose.propose(d, by=by, at=at, outcome="granted", text="Đủ."),
        "request_supplement": lambda d, by, at: supplement.request_supplement(d, by=by, at=at, missing=MISSING),
        "accept_supplement": lambda d, by, at: supplement.accept_supplement(d, by=by, at=at),
        "require_payment": lambda d, by, at: payment.require_payment(
            d, by=by, at=at, reason="Thuế.", legal_basis="NĐ 101/2024/NĐ-CP"
        ),
        "confirm_payment": lambda d, by, at: payment.confirm_payment(d, by=by, at=at),
        "approve": lambda d, by, at: propose.approve(d, by=by, at=at),
        "sign": lambda d, by, at: sign.sign(d, by=by, at=at),
        "sign_to_issue": lambda d, by, at: sign.sign(d, by=by, at=at),
        "issue": lambda d, by, at: issue_result.issue_result(d, by=by, at=at, symbol="GP-UBND"),
        "return_unissued": lambda d, by, at: issue_result.return_unissued(d, by=by, at=at, reason="Sai tên."),
        "return_to": lambda d, by, at: sign.return_to(d, by=by, at=at, reason="Sửa."),
        "apologise": lambda d, by, at: apologise.apologise(
            d, by=by, at=at, reason="Chậm.", new_day=day, exception="Ốm."
        ),
        "suspend": lambda d, by, at: suspend.suspend(d, by=by, at=at, reason="Tranh chấp.", legal_basis="QĐ 1"),
        "resume": lambda d, by, at: suspend.resume(d, by=by, at=at),
        "stop": lambda d, by, at: suspend.stop(d, by=by, at=at, reason="Tòa thụ lý."),
        "recall": lambda d, by, at: sign.recall(d, by=by, at=at, reason="Sai tên."),
        "urge": lambda d, by, at: review.urge(d, by=by, at=at),
        "ask_reason": lambda d, by, at: review.ask_reason(d, by=by, at=at),
        "escalate": lambda d, by, at: review.escalate(d, by=by, at=at, reason="Xin ý kiến."),
        "explain": lambda d, by, at: review.explain(
            d, by=by, at=at, reason=LateReason.objects.all()[0], text="Chờ trả lời."
        ),
        "comment": lambda d, by, at: comment.comment(d, by=by, at=at, text="Ghi nhớ."),
        "digitise": lambda d, by, at: digitise_papers.digitise_papers(
            d, by=by, at=at, scans={d.version.requirements.all()[0]: [upload(an_image(), "to-khai.jpg")]}
        ),
        "shelve": lambda d, by, at: shelve.shelve(d, by=by, at=at, shelf="Kệ 3"),
        "collect_fee": lambda d, by, at: payment.collect_fee(d, by=by, at=at, amount=d.fee_amount),
        "set_fee": lambda d, by, at: set_fee.set_fee(d, by=by, at=at, amount=5_000, reason="Một trang."),
        "hand_over": lambda d, by, at: hand_over.hand_over(d, by=by, at=at, received_by="Mai"),
        "answer_completion": lambda d, by, at: supplement.answer(d, by=by, at=at, text="Đây."),
        "answer_supplement": lambda d, by, at: supplement.answer(d, by=by, at=at, text="Đây."),
        "confirm_apology": lambda d, by, at: confirm_apology.confirm_apology(d, by=by, at=at),
        "change_delivery": lambda d, by, at: change_delivery.change_delivery(d, by=by, at=at, delivery="electronic"),
        "withdraw": lambda d, by, at: withdraw.withdraw(d, by=by, at=at, reason="Đổi ý."),
        "send_on": lambda d, by, at: take_in_for.send_on(d, by=by, at=at),
        "delete": lambda d, by, at: delete.delete(d, by=by, at=at, reason="Nhập trùng."),
        "restore": lambda d, by, at: delete.restore(d, by=by, at=at, reason="Xóa nhầm."),
    }


# Moves that end a life early, leave it where it is, or undo the one before.
BESIDES = {
    "refuse", "propose_refusal", "withdraw", "delete", "stop", "suspend", "shelve", "correct", "explain", "urge",
    "ask_reason", "escalate", "comment", "take_back", "take_back_transfer", "change_delivery", "digitise",
    "ask_completion",
}  # fmt: skip
# Those who have something to do with the ward's dossiers, whoever they are to them at the moment.
AT_WORK = ["lan", "minh", "ha", "son", "binh", "mai", "dung"]


class Office(RuleBasedStateMachine):
    """A ward at work: dossiers come in, anybody tries anything at any moment; nothing is left of it afterwards."""

    def __init__(self, world: World) -> None:
        """An office without a dossier, on a Monday morning."""
        super().__init__()
        self.world, self.calls = world, verbs(world)
        self.at = hanoi("2026-11-02 08:30")
        self.dossiers: list[Dossier] = []
        self.touched: list[Dossier] = []
        self.before = transaction.savepoint()

    def teardown(self) -> None:
        """The next office begins with an empty shelf again."""
        transaction.savepoint_rollback(self.before)

    @initialize()
    def two_come_in(self) -> None:
        """Mai sends in one that takes a day and one that takes seven."""
        self.dossiers = [self.world.submitted(self.at, version) for version in (self.world.birth, self.world.permit)]
        self.touched = self.dossiers

    @rule(seed=st.integers(0, 10**9))
    def goes_on(self, seed: int) -> None:
        """Those at work make moves that are offered to them, one after the other, up to a day and a half apart."""
        draw = Random(seed)  # nothing secret is drawn
        for _ in range(50):
            who, dossier = draw.choice(AT_WORK), draw.choice(self.dossiers)
            moves = [move.name for move in allowed_actions(self.world.people[who], fresh(dossier))]
            # Most lives go on; a few are broken off or stay where they are.
            chosen = [name for name in moves if name not in BESIDES or draw.random() < 0.05]
            if chosen:
                self.at += timedelta(minutes=draw.randint(1, 1200))
                self.tried(dossier, who, draw.choice(chosen))
                check(fresh(dossier))

    @rule(data=st.data(), name=st.sampled_from(sorted(MOVES)))
    def tries_anything(self, data: st.DataObject, name: str) -> None:
        """Somebody tries a move, whoever he is."""
        who = data.draw(st.sampled_from(sorted(self.world.people)))
        self.tried(data.draw(st.sampled_from(self.dossiers)), who, name)

    def tried(self, dossier: Dossier, who: str, name: str) -> None:
        """Either the move is one of the table and stands in the log with its words, or nothing has changed."""
        by, before = self.world.people[who], fresh(dossier)
        self.touched = [dossier]
        try:
            self.calls[name](fresh(dossier), by, self.at)
        except (MoveRefused, NotAllowed):
            assert fresh(dossier).revision == before.revision, f"{name} was refused and yet changed something"
            assert dossier.events.count() == before.revision
            return
        after = fresh(dossier)
        newest = dossier.events.order_by("-number")[0]
        assert before.status in MOVES[newest.action].sources
        assert after.status == (MOVES[newest.action].to or before.status)
        assert (newest.by_id, newest.at) == (by.pk, self.at)
        assert said_with(name) in f"{newest.note} {newest.data}"

    @invariant()
    def every_rule_holds(self) -> None:
        """After each step, of the dossier it was about."""
        for dossier in self.touched:
            check(fresh(dossier))


def said_with(name: str) -> str:
    """The words that a move is made with, which no move may lose."""
    return {
        "refuse": "Không đủ.", "propose_refusal": "Không đủ.", "decline": "Tự đối chiếu.", "pass_on": "Nghỉ phép.",
        "send_back": "Thiếu giấy.", "correct": "Gõ sai.", "propose": "Đủ.", "return_to": "Sửa.", "apologise": "Chậm.",
        "suspend": "Tranh chấp.", "stop": "Tòa thụ lý.", "recall": "Sai tên.", "withdraw": "Đổi ý.",
        "delete": "Nhập trùng.", "restore": "Xóa nhầm.", "comment": "Ghi nhớ.", "set_fee": "Một trang.",
        "return_unissued": "Sai tên.",
    }.get(name, "")  # fmt: skip


def test_no_office_breaks_a_rule(world: World) -> None:
    assert set(verbs(world)) == set(MOVES)
    run_state_machine_as_test(
        lambda: Office(world), settings=settings(max_examples=8, stateful_step_count=5, deadline=None)
    )


# What ends a member of a bundle, makes it vanish and come back, and gets it going.
ENDINGS = ["delete", "delete", "restore", "restore", "withdraw", "receive", "refuse", "ask_completion", "comment"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nobody_in_a_bundle_waits_for_what_will_never_come(world: World, data: st.DataObject) -> None:
    calls, at = verbs(world), hanoi("2026-11-02 08:30")
    application = a_chain_of_three(world, at)
    members = list(application.dossiers.order_by("pk"))
    for _ in range(data.draw(st.integers(4, 16))):
        at += timedelta(minutes=data.draw(st.integers(0, 600)))
        dossier = fresh(data.draw(st.sampled_from(members)))
        by = world.people[data.draw(st.sampled_from(["son", "lan", "mai"]))]
        with suppress(MoveRefused, NotAllowed):
            calls[data.draw(st.sampled_from(ENDINGS))](dossier, by, at)
        found = [fresh(one) for one in members]
        for one in found:
            check(one)
            assert one.waits_for is None or one.finished_at is None
            if one.waits_for is not None and one.deleted_at is None:
                assert (one.waits_for.finished_at, one.waits_for.deleted_at) == (None, None)
                assert (one.status, one.answer_due_at) == (Status.NEW, None)
        application.refresh_from_db()
        is_open = any(one.finished_at is None and one.deleted_at is None for one in found)
        assert (application.closed_at is None) == is_open


def a_chain_of_three(world: World, at: datetime) -> Application:
    """Mai's submission of three procedures, each but the first waiting for the one before it."""
    bundle, _ = Bundle.objects.get_or_create(procedure=world.permit.procedure, legal_basis="NĐ 63/2024/NĐ-CP")
    before = None
    for position, version in enumerate((world.birth, world.renewal, world.permit)):
        row = {"position": position, "after": before}
        BundleMember.objects.get_or_create(bundle=bundle, procedure=version.procedure, defaults=row)
        before = version.procedure
    return open_application(world.intake(world.permit), bundle, account=world.mai, by=world.mai, at=at)


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as another request would load it."""
    return Dossier.everything.get(pk=dossier.pk)


def check(dossier: Dossier) -> None:
    """What must hold at every moment of a dossier's life."""
    assert first_broken(dossier) is None
    assert dossier.events.count() == dossier.revision
    open_tasks = list(dossier.tasks.filter(closed_at=None))
    over = dossier.status in TERMINAL or (dossier.status == Status.STOPPED and dossier.finished_at)
    working = dossier.received_at is not None and not over
    assert [task.pk for task in open_tasks] == ([dossier.current_task_id] if working else [])
    stopped = dossier.stops.filter(until=None).first()
    assert (stopped is not None) == (working and dossier.status in STANDING)
    assert [(one.since, one.until) for one in dossier.stops.order_by("since", "pk")] == stood(dossier)
    # A stop stops the clock, unless the promise was already broken when it began.
    stands = stopped is not None and (
        dossier.due_at is None or stopped.since < late_moment(dossier.due_at, dossier.time_limit())
    )
    runs = working and dossier.finished_at is None and dossier.deleted_at is None and not stands
    assert dossier.clock_running == runs
    newest = dossier.events.order_by("-number")[0]
    assert (newest.to_status, newest.due_at) == (dossier.status, dossier.due_at)
    if dossier.received_at and not dossier.finished_at and not dossier.deleted_at:
        said = reading(dossier, calendar_for(dossier.department))
        assert said is not None
        assert (dossier.due_original, dossier.due_at) == (said.due_original, said.due_at)
        assert dossier.late_from == late_moment(said.due_at, dossier.time_limit())
        assert dossier.due_at >= dossier.due_original
    if dossier.status in (Status.FINISHED, Status.RETURNED):
        assert dossier.result.signed_by_id not in (None, dossier.result.proposed_by_id)


def stood(dossier: Dossier) -> list[tuple[datetime, datetime | None]]:
    """When the clock stood by the log alone: from the entry that began it to the one after which it went on."""
    found: list[tuple[datetime, datetime | None]] = []
    since, is_received, is_over = None, False, False
    for entry in dossier.events.order_by("number"):
        is_over |= entry.action == "stop"
        stands = is_received and not is_over and entry.to_status in STANDING
        if stands and since is None:
            since = entry.at
        elif since is not None and not stands:
            found.append((since, entry.at))
            since = None
        is_received |= entry.to_status == Status.RECEIVED
    return [*found, (since, None)] if since else found
