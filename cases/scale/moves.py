"""The moves, each the counterpart of the action of the same name: what it changes in the rows of one dossier."""

from datetime import date, datetime
from typing import Any

from cases.actions.apologise import needs_exception
from cases.codes import bare
from cases.models import Apology, ClockStop, Dossier, Payment, Result, Task
from cases.scale.course import Course, day_of, papers_of
from cases.scale.numbers import LETTERS as LETTERS
from cases.scale.numbers import number as number
from cases.scale.supplements import accept_all, drop_all
from departments.models import User
from procedures.models import ProcedureVersion, StepKind

# What the clerk adds where a rate depends on a quantity (đồng); most such rates are a few thousand a page or copy.
BY_QUANTITY = 16_000
_PAUSE = ProcedureVersion.SupplementPolicy.PAUSE.value


def submit(course: Course, at: datetime) -> None:
    """Online."""
    course.log("submit", by=course.applicant, at=at, from_status=None, department_id=None)
    course.tell("submit", at=at)


def take_in(course: Course, at: datetime) -> None:
    """At the counter: entered and received in one moment."""
    papers_of(course)
    desk = course.dossier.desk_id
    course.log("submit", by=course.clerk, at=at, from_status=None, department_id=desk)
    receive(course, at)


def receive(course: Course, at: datetime) -> None:
    """The clock starts."""
    dossier, terms = course.dossier, course.tools.terms
    case = next((case for case in course.plan.cases if case and case.pk == dossier.case_id), None)
    dossier.received_at = at
    course.limit = terms.limit(course.plan, dossier.channel, case)
    if course.limit:
        dossier.limit_amount, dossier.limit_unit = course.limit.amount, course.limit.unit.value
    dossier.fee_lines, dossier.fee_amount, is_open = terms.fee(course.plan, dossier.channel, case, day_of(at))
    if is_open:
        dossier.finance_status = Dossier.Finance.UNSETTLED.value
    elif dossier.fee_amount:
        dossier.finance_status = Dossier.Finance.OWED.value
    accept_all(course, at)
    course.open_step(course.step_of(StepKind.RECEIVE), at=at, assignee=course.clerk)
    course.moved("receive", by=course.clerk, at=at)


def refuse(course: Course, at: datetime, *, by: User, reason: str) -> None:
    """Before the clock ever started."""
    course.dossier.finished_at = at
    drop_all(course, at)
    course.moved("refuse", by=by, at=at, note=reason)


def transfer(course: Course, at: datetime) -> None:
    """To the division."""
    course.advance(by=course.clerk, at=at)
    course.moved("transfer", by=course.clerk, at=at)


def assign(course: Course, at: datetime, *, by: User, officer: User, held_by: User | None = None) -> None:
    """Assign, or reassign from the one who holds it."""
    data: dict[str, Any] = {"officer": officer.get_full_name(), "officer_id": officer.pk}
    if course.task is not None and course.step is not None and course.step.kind == StepKind.HANDLE:
        data["from"] = held_by.get_full_name() if held_by else ""
        course.hand_over_step(Task.Handed.PASSED, by=by, at=at, why="", to=officer)
    else:
        course.advance(by=by, at=at, assignee=officer)
    course.moved("assign", by=by, at=at, data=data)


def claim(course: Course, at: datetime, *, by: User) -> None:
    """The officer takes it himself."""
    if course.task is not None:
        course.task.assignee_id = by.pk
    course.moved("claim", by=by, at=at)


def comment(course: Course, at: datetime, *, by: User, text: str) -> None:
    """A note for colleagues."""
    course.moved("comment", by=by, at=at, note=text)


def require_payment(course: Course, at: datetime, *, by: User, reason: str, legal_basis: str) -> None:
    """The clock stops until it is paid."""
    course.stop_clock(at=at, reason=ClockStop.Reason.FINANCIAL.value, policy=_PAUSE, legal_basis=legal_basis)
    course.moved("require_payment", by=by, at=at, note=reason)


def confirm_payment(course: Course, at: datetime) -> None:
    """It is paid."""
    course.start_clock(at=at)
    course.moved("confirm_payment", by=course.clerk, at=at)


def collect_fee(course: Course, at: datetime) -> None:
    """At the counter, in cash; the number of the receipt follows when all of the day are known."""
    if course.dossier.finance_status == Dossier.Finance.UNSETTLED:
        course.dossier.fee_amount += BY_QUANTITY
    course.dossier.finance_status = Dossier.Finance.PAID.value
    payment = course.keep(
        Payment,
        desk_id=course.office.offering.desk_id,
        method=Payment.Method.CASH.value,
        state=Payment.State.CONFIRMED.value,
        amount=course.dossier.fee_amount,
        reference=f"{bare(course.dossier.code or '')}P1",
        payer=course.payer,
        started_at=at,
        confirmed_at=at,
        confirmed_by_id=course.clerk.pk,
        confirmed_by_name=course.clerk.get_full_name(),
    )
    data = {"amount": course.dossier.fee_amount, "method": payment.method, "reference": payment.reference}
    course.receipts.append((at, payment))
    course.numbered.append((at, course.moved("collect_fee", by=course.clerk, at=at, data=data)))


def suspend(course: Course, at: datetime, *, by: User, reason: str, legal_basis: str) -> None:
    """The leader lets it rest."""
    course.stop_clock(at=at, reason=ClockStop.Reason.SUSPENDED.value, policy=_PAUSE, legal_basis=legal_basis)
    course.numbered.append((at, course.moved("suspend", by=by, at=at, note=reason)))


def resume(course: Course, at: datetime, *, by: User) -> None:
    """And go on."""
    course.start_clock(at=at)
    course.moved("resume", by=by, at=at)


def stop(course: Course, at: datetime, *, by: User, reason: str) -> None:
    """Without a result."""
    _end(course, at, by=by)
    drop_all(course, at)
    course.numbered.append((at, course.moved("stop", by=by, at=at, note=reason)))


def withdraw(course: Course, at: datetime, *, reason: str) -> None:
    """The applicant's own wish."""
    _end(course, at, by=course.applicant)
    drop_all(course, at)
    course.moved("withdraw", by=course.applicant, at=at, note=reason)


def apologise(course: Course, at: datetime, *, by: User, reason: str, new_day: date, exception: str) -> None:
    """A new day is promised; `exception` counts only where the rule asks for one."""
    dossier, calendar = course.dossier, course.office.calendar
    promised = dossier.promised_at
    needed = exception if needs_exception(dossier, at, calendar) else ""
    dossier.reappointed_at = calendar.closing(new_day)
    course.keep(
        Apology,
        reason=reason,
        due_before=promised,
        due_after=dossier.reappointed_at,
        exception=needed,
        by_id=by.pk,
        at=at,
    )
    data = {"due_after": dossier.reappointed_at.isoformat(), **({"exception": needed} if needed else {})}
    course.numbered.append((at, course.moved("apologise", by=by, at=at, note=reason, data=data)))


def forward(course: Course, at: datetime, *, by: User) -> None:
    """The next step of the handling."""
    course.advance(by=by, at=at, assignee=by)
    course.moved("forward", by=by, at=at)


def propose(course: Course, at: datetime, *, by: User, outcome: str, text: str) -> None:
    """Draft the result, or write it over."""
    if course.result is None:
        course.result = Result(pk=course.tools.ids.next(Result), dossier_id=course.dossier.pk)
    result = course.result
    result.outcome, result.text, result.proposed_by_id, result.proposed_at = outcome, text, by.pk, at
    course.advance(by=by, at=at)
    course.moved("propose", by=by, at=at, note=text, data={"outcome": outcome})


def approve(course: Course, at: datetime, *, by: User) -> None:
    """On to the leader."""
    course.advance(by=by, at=at)
    course.moved("approve", by=by, at=at)


def return_to(course: Course, at: datetime, *, by: User, reason: str, officer: User) -> None:
    """Back to the officer who proposed."""
    _back(course, at, by=by, officer=officer, why=reason)
    course.moved("return_to", by=by, at=at, note=reason)


def sign(course: Course, at: datetime, *, by: User) -> None:
    """Finished; the number follows when all signings of the day are known, for numbers are given in order."""
    if course.result is not None:
        course.result.signed_by_id, course.result.signed_at, course.result.issued_at = by.pk, at, at
    course.dossier.finished_at = at
    course.dossier.delivery_status = Dossier.DeliveryStatus.READY.value
    course.advance(by=by, at=at)
    course.numbered.append((at, course.moved("sign", by=by, at=at)))


def recall(course: Course, at: datetime, *, by: User, reason: str, officer: User) -> None:
    """Signed with an error in it."""
    course.dossier.finished_at = None
    course.dossier.delivery_status = Dossier.DeliveryStatus.NOT_READY.value
    if course.result is not None:
        course.result.number, course.result.signed_by_id, course.result.signed_at = "", None, None
        course.result.issued_at = None
    _back(course, at, by=by, officer=officer, why=reason)
    course.moved("recall", by=by, at=at, note=reason)


def hand_over(course: Course, at: datetime, *, received_by: str) -> None:
    """The last moment."""
    course.dossier.returned_at = at
    course.dossier.delivery_status = Dossier.DeliveryStatus.DELIVERED.value
    if course.result is not None:
        course.result.received_by = received_by
    course.close_step(by=course.clerk, at=at)
    course.moved("hand_over", by=course.clerk, at=at, data={"received_by": received_by})


def _back(course: Course, at: datetime, *, by: User, officer: User, why: str) -> None:
    course.close_step(by=by, at=at)
    course.open_step(course.step_of(StepKind.HANDLE), at=at)
    course.hand_over_step(Task.Handed.RETURNED, by=by, at=at, why=why, to=officer)


def _end(course: Course, at: datetime, *, by: User) -> None:
    course.start_clock(at=at)
    course.close_step(by=by, at=at)
    course.dossier.finished_at = at
