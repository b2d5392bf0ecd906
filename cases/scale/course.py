"""One dossier under way in memory: what `cases.actions` share (settling, log, notices, steps, stops).

The counterpart of `cases.actions._create`, `_move`, `_log`, `_notice`, `_tasks` and `_stops`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from cases.access import post_for
from cases.actions._log import seal
from cases.clock import Policy, Stop
from cases.models import ClockStop, Event, Notice, Paper, Payment, Result, SupplementRequest, Task
from cases.notices import text_for
from cases.scale.copying import Rows
from cases.scale.intake import new_dossier
from cases.scale.setting import Office, Plan
from cases.scale.tools import Arrival, Tools
from cases.status import BESIDE, HANDS_ON, MOVES
from departments.models import User
from departments.working_time import local
from procedures.models import Place, StepKind, WorkflowStep
from procedures.time_limits import TimeLimit

Row = TypeVar("Row", bound=models.Model)


class Course:
    """A dossier with all its rows; `moves` make its moves."""

    def __init__(self, office: Office, plan: Plan, arrival: Arrival, tools: Tools) -> None:
        """Submitted, and nothing else yet."""
        self.office, self.plan, self.tools = office, plan, tools
        self.clerk = arrival.clerk
        self.account = arrival.account
        self.dossier = new_dossier(office, plan, arrival, tools)
        self.limit: TimeLimit | None = None
        self.task: Task | None = None
        self.step: WorkflowStep | None = None
        self.result: Result | None = None
        self.stops: list[ClockStop] = []
        self.supplements: list[SupplementRequest] = []
        self.events: list[Event] = []
        self.numbered: list[tuple[datetime, Event]] = []
        self.receipts: list[tuple[datetime, Payment]] = []
        self.payer = arrival.submitter.full_name
        self.others: list[models.Model] = []
        self._people = {arrival.submitter.pk: arrival.submitter, arrival.owner.pk: arrival.owner}
        self._tasks: list[Task] = []
        self._to_count = True
        self._standing = False
        self._tasks_to_count = True

    @property
    def applicant(self) -> User:
        """Who speaks for the applicant."""
        return self.account or self.clerk

    def log(
        self,
        action: str,
        *,
        by: User,
        at: datetime,
        from_status: int | None,
        department_id: int | None,
        note: str = "",
        data: dict[str, Any] | None = None,
    ) -> Event:
        """The next event; it is sealed when its numbers are known."""
        event = Event(
            pk=self.tools.ids.next(Event),
            dossier_id=self.dossier.pk,
            number=len(self.events) + 1,
            action=action,
            at=at,
            by_id=by.pk,
            by_name=by.get_full_name(),
            department_id=department_id,
            from_status=from_status,
            to_status=self.dossier.status,
            due_at=self.dossier.due_at,
            note=note,
            data=data or {},
        )
        self.events.append(event)
        return event

    def tell(self, action: str, *, at: datetime, note: str = "") -> None:
        """The notice the move owes."""
        message = text_for(action, self.dossier, note)
        if message is not None:
            subject, text = message
            self.keep(
                Notice, account_id=self.dossier.account_id, action=action, subject=subject, text=text, created_at=at
            )

    def moved(
        self, action: str, *, by: User, at: datetime, note: str = "", data: dict[str, Any] | None = None
    ) -> Event:
        """Settle, log and tell after the rows of a move have been changed."""
        dossier, before, to = self.dossier, self.dossier.status, MOVES[action].to
        if to is not None:
            dossier.status = int(to)
        dossier.clock_running = False
        if dossier.received_at is not None and dossier.finished_at is None:
            self._count(dossier.received_at)
        if action not in BESIDE:
            dossier.handed_on_by = by if action in HANDS_ON else None
        dossier.revision += 1
        post = post_for(by, action, dossier)
        department_id = post.department_id if post else None
        event = self.log(action, by=by, at=at, from_status=before, department_id=department_id, note=note, data=data)
        self.tell(action, at=at, note=note)
        return event

    def _count(self, received_at: datetime) -> None:
        dossier, calendar, engine = self.dossier, self.office.calendar, self.tools.engine
        stops = [_stop(row) for row in self.stops]
        if self._to_count:
            found = engine.moments(received_at, self.limit, stops, calendar)
            dossier.due_original, dossier.due_at, dossier.late_from = found.original, found.due, found.late
            self._standing = found.standing
        dossier.clock_running = not self._standing
        if self.task is not None and self.step is not None and self._tasks_to_count:
            found = engine.moments(self.task.opened_at, self.step.time_limit(), stops, calendar)
            self.task.due_at, self.task.late_from = found.due, found.late
        self._to_count = self._tasks_to_count = False

    def keep(self, model: type[Row], **values: Any) -> Row:
        """A row of this dossier that is only written."""
        row = model(pk=self.tools.ids.next(model), dossier_id=self.dossier.pk, **values)
        self.others.append(row)
        return row

    def open_step(self, step: WorkflowStep, *, at: datetime, assignee: User | None = None) -> None:
        """Start the step at the unit its place names."""
        offering = self.office.offering
        unit = {
            Place.DESK: offering.desk_id,
            Place.DIVISION: offering.division_id,
            Place.AGENCY: offering.department_id,
        }
        task = Task(
            pk=self.tools.ids.next(Task),
            dossier_id=self.dossier.pk,
            step_id=step.pk,
            department_id=unit.get(Place(step.place), offering.department_id),
            assignee_id=assignee.pk if assignee else None,
            opened_at=at,
        )
        self._tasks.append(task)
        self.task, self.step, self._tasks_to_count = task, step, True
        self.dossier.current_task_id = task.pk

    def hand_over_step(self, how: Task.Handed, *, by: User, at: datetime, why: str, to: User) -> None:
        """Give the open step to another holder, as the real action does."""
        if self.task is not None:
            self.task.held_before_id, self.task.assignee_id = self.task.assignee_id, to.pk
            self.task.handed_how, self.task.handed_by_id = how.value, by.pk
            self.task.handed_at, self.task.handed_why = at, why

    def close_step(self, *, by: User, at: datetime) -> None:
        """End the step at hand, if there is one."""
        if self.task is not None:
            self.task.closed_at, self.task.closed_by_id = at, by.pk
            self.task = self.step = self.dossier.current_task_id = None

    def advance(self, *, by: User, at: datetime, assignee: User | None = None) -> None:
        """End the step at hand and start the next one."""
        following = self.next_step()
        self.close_step(by=by, at=at)
        if following is not None:
            self.open_step(following, at=at, assignee=assignee)

    def next_step(self) -> WorkflowStep | None:
        """The step after the one at hand."""
        position = self.step.position if self.step else -1
        return next((step for step in self.plan.steps if step.position > position), None)

    def step_of(self, kind: StepKind) -> WorkflowStep:
        """The last step of the kind."""
        return [step for step in self.plan.steps if step.kind == kind][-1]

    def stop_clock(self, *, at: datetime, reason: str, policy: str, legal_basis: str) -> ClockStop:
        """Begin a stop."""
        row = ClockStop(
            pk=self.tools.ids.next(ClockStop),
            dossier_id=self.dossier.pk,
            since=at,
            reason=reason,
            policy=policy,
            legal_basis=legal_basis,
        )
        self.stops.append(row)
        self._to_count = self._tasks_to_count = True
        return row

    def start_clock(self, *, at: datetime) -> None:
        """End the stop that is open, if any."""
        for row in self.stops:
            if row.until is None:
                row.until = at
                self._to_count = self._tasks_to_count = True

    def write(self, rows: Rows) -> None:
        """Seal the log and give every row away."""
        previous = ""
        for event in self.events:
            event.previous_hash = previous
            previous = event.hash = seal(event)
        result = [self.result] if self.result else []
        parts: Iterable[Iterable[models.Model]] = (
            self._people.values(),
            (self.dossier,),
            self._tasks,
            self.stops,
            self.supplements,
            self.events,
            result,
            self.others,
        )
        for part in parts:
            for row in part:
                rows.add(row)


def _stop(row: ClockStop) -> Stop:
    return Stop(row.since, row.until, Policy(row.policy), row.get_reason_display(), row.legal_basis)


def papers_of(course: Course) -> None:
    """The checklist of what was handed in over the counter."""
    case_id = course.dossier.case_id
    for paper in course.plan.papers:
        handed_in = paper.required and not paper.present_only and (paper.originals or paper.copies)
        if handed_in and paper.case_id in (None, case_id):
            course.keep(Paper, requirement_id=paper.pk, originals=paper.originals, copies=paper.copies)


def day_of(at: datetime) -> date:
    """The day in Hà Nội."""
    return local(at).date()
