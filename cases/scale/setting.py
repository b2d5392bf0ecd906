"""What the dossiers of one run share: offices with their people, versions with their steps, and how busy each is."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from cases.demo.names import Names
from cases.scale.staff import Staff, staff_for
from departments.calendars import calendar_for
from departments.models import Department, User
from departments.roles import Role
from departments.working_time import WorkingCalendar
from procedures.models import (
    FormField,
    Offering,
    Place,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    StepKind,
    WorkflowStep,
)

# Dossiers older than this are of no use for measuring, and the calendar has to know their days.
_LONGEST_HISTORY = timedelta(days=5 * 365)
_SKEW_OF_UNITS, _SKEW_OF_PROCEDURES = 0.9, 1.0
_NEEDED = (StepKind.RECEIVE, StepKind.HANDLE, StepKind.SIGN, StepKind.HAND_OVER)


class NothingToDo(Exception):
    """The database lacks what dossiers are about; the sentence is for people."""


@dataclass(frozen=True)
class Plan:
    """One version with all that is asked of it again and again."""

    version: ProcedureVersion
    steps: tuple[WorkflowStep, ...]
    cases: tuple[ProcedureCase | None, ...]
    papers: tuple[RequiredDocument, ...]
    questions: tuple[FormField, ...]

    def holds_on(self, day: date) -> bool:
        """Whether dossiers are submitted under it that day."""
        since, until = self.version.valid_from, self.version.valid_until
        return since is not None and since <= day and (until is None or day < until)


@dataclass(frozen=True)
class Office:
    """One offering with the people through whose hands its dossiers go."""

    offering: Offering
    plans: tuple[Plan, ...]
    calendar: WorkingCalendar
    desk_calendar: WorkingCalendar
    clerks: Sequence[User]
    officers: Sequence[User]
    heads: Sequence[User]
    leaders: Sequence[User]

    @property
    def online(self) -> bool:
        """Whether it can be submitted online at all."""
        return self.offering.online_level != Offering.OnlineLevel.NONE

    def plan(self, day: date) -> Plan | None:
        """What holds on the day, where the offering does."""
        until = self.offering.valid_until
        if day < self.offering.valid_from or (until is not None and day >= until):
            return None
        return next((plan for plan in self.plans if plan.holds_on(day)), None)


@dataclass
class Setting:
    """Offices, the first day of the history, and how often each office is gone to (most of all few of them)."""

    offices: list[Office]
    weights: list[float]
    first_day: date
    calendar: WorkingCalendar
    names: Names
    _open: dict[tuple[int, bool], tuple[list[Office], list[float]]] = field(default_factory=dict)

    def open_on(self, day: date, *, online: bool) -> tuple[list[Office], list[float]]:
        """The offices that take dossiers in that day, with cumulative weights; only those online on days off."""
        key = (bisect_right(self._changes, day), online)
        if key not in self._open:
            pairs = zip(self.offices, self.weights, strict=True)
            found = [(one, weight) for one, weight in pairs if one.plan(day) and (one.online or not online)]
            self._open[key] = ([one for one, _ in found], list(accumulate(weight for _, weight in found)))
        return self._open[key]

    def __post_init__(self) -> None:
        days: set[date | None] = set()
        for office in self.offices:
            days |= {office.offering.valid_from, office.offering.valid_until}
            days |= {day for plan in office.plans for day in (plan.version.valid_from, plan.version.valid_until)}
        self._changes = sorted(day for day in days if day is not None)


def set_up(*, today: date, names: Names, rng: Random) -> Setting:
    """Read what there is and fill the offices. Raises NothingToDo where dossiers could be about nothing."""
    plans = _plans()
    offerings = list(Offering.objects.select_related("procedure", "department", "desk", "division").order_by("pk"))
    offerings = [one for one in offerings if one.procedure_id in plans and one.valid_from <= today]
    if not offerings:
        raise NothingToDo(
            "Cơ sở dữ liệu chưa có đơn vị nào thực hiện một thủ tục đã công bố kèm quy trình; "
            "hãy nạp tổ chức và danh mục thủ tục trước, ví dụ bằng manage.py demo --no-serve."
        )
    first_day = max(min(one.valid_from for one in offerings), today - _LONGEST_HISTORY)
    units = {unit.pk: unit for unit in Department.objects.all()}
    wanted = [pair for one in offerings for pair in _roles(one, plans[one.procedure_id], units)]
    staff = staff_for(wanted, since=first_day, names=names, rng=rng)
    at_work = {pk for one in offerings for pk in (one.department_id, one.desk_id)}
    calendars = {pk: calendar_for(units[pk]) for pk in at_work}
    offices = [_office(one, plans[one.procedure_id], staff, calendars) for one in offerings]
    return Setting(offices, _weights(offices, rng), first_day, calendar_for(None), names)


def _plans() -> dict[int, tuple[Plan, ...]]:
    """Published versions with a whole workflow, by procedure."""
    parts = ("steps", "limits", "fees", "reliefs", "requirements", "cases", "form_fields")
    found: dict[int, tuple[Plan, ...]] = {}
    published = ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT).order_by("pk")
    for version in published.prefetch_related(*parts):
        # In these histories the signature issues.
        steps = tuple(step for step in version.steps.all() if step.kind != StepKind.ISSUE)
        if not set(_NEEDED) <= {step.kind for step in steps}:
            continue
        papers = tuple(row for row in version.requirements.all() if not row.is_note)
        plan = Plan(version, steps, tuple(version.cases.all()) or (None,), papers, tuple(version.form_fields.all()))
        found[version.procedure_id] = (*found.get(version.procedure_id, ()), plan)
    return found


def _signing_unit(offering: Offering, plans: tuple[Plan, ...]) -> int:
    sign = next(step for step in plans[-1].steps if step.kind == StepKind.SIGN)
    return offering.division_id if sign.place == Place.DIVISION else offering.department_id


def _roles(offering: Offering, plans: tuple[Plan, ...], units: dict[int, Department]) -> list[tuple[Department, Role]]:
    return [
        (units[offering.desk_id], Role.RECEIVER),
        (units[offering.division_id], Role.OFFICER),
        (units[offering.division_id], Role.HEAD),
        (units[_signing_unit(offering, plans)], Role.LEADER),
    ]


def _office(offering: Offering, plans: tuple[Plan, ...], staff: Staff, calendars: dict[int, WorkingCalendar]) -> Office:
    return Office(
        offering=offering,
        plans=plans,
        calendar=calendars[offering.department_id],
        desk_calendar=calendars[offering.desk_id],
        clerks=staff[offering.desk_id, Role.RECEIVER],
        officers=staff[offering.division_id, Role.OFFICER],
        heads=staff[offering.division_id, Role.HEAD],
        leaders=staff[_signing_unit(offering, plans), Role.LEADER],
    )


def _weights(offices: list[Office], rng: Random) -> list[float]:
    """Zipf twice: few units have most of the work, and in each of them few procedures have (the quick ones)."""
    units = sorted({office.offering.department_id for office in offices})
    rng.shuffle(units)
    busy = {pk: rank**-_SKEW_OF_UNITS for rank, pk in enumerate(units, 1)}
    limits = {office.offering.procedure_id: _longest(office.plans[-1]) for office in offices}
    quick_first = sorted(limits, key=lambda pk: (limits[pk], pk))
    asked = {pk: rank**-_SKEW_OF_PROCEDURES for rank, pk in enumerate(quick_first, 1)}
    return [busy[one.offering.department_id] * asked[one.offering.procedure_id] for one in offices]


def _longest(plan: Plan) -> float:
    """About how many working days the longest limit of the version takes."""
    days = {"working_day": 1.0, "calendar_day": 0.7, "working_hour": 0.125, "month": 21.0, "same_day": 0.0}
    limits = [row.time_limit() for row in plan.version.limits.all()]
    return max((days[limit.unit] * limit.amount for limit in limits if limit), default=0.0)
