"""Whose scores an address asks for, and whether the person may see them."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from cases.reports import periods
from cases.reports.periods import Kind, Period
from cases.reports.scoring.sheet import Told, told_of
from cases.scoring_access import leads
from departments.access import posts_in_force
from departments.models import Department, User
from departments.roles import Role


@dataclass(frozen=True)
class Asked:
    """Whose scores of which period; `told` holds only the person's own where he does not lead the unit."""

    unit: Department
    period: Period
    told: list[Told]
    leads: bool


def one_score(user: User, code: str, key: str, officer: int, at: datetime) -> tuple[Department, Period, Told]:
    """The score the address names; there is none for who may not see it."""
    unit, period = get_object_or_404(Department, code=code), read_period(key, at)
    if period is None:
        raise Http404
    row = next((one for one in asked_for(user, unit, period, at).told if one.officer.pk == officer), None)
    if row is None:
        raise Http404
    return unit, period, row


def asked_for(user: User, unit: Department, period: Period, at: datetime) -> Asked:
    """All of the unit for who leads it, else his own."""
    leading = leads(user, unit)
    told = told_of(unit, period, at) if leading or _has_to_do(user, unit) else []
    return Asked(unit, period, told if leading else [row for row in told if row.officer.pk == user.pk], leading)


def read_period(key: str, at: datetime) -> Period | None:
    """A month or a quarter of the law that has begun."""
    found = periods.read(key)
    return found if found and found.kind in (Kind.MONTH, Kind.QUARTER) and found.has_begun(at) else None


def _has_to_do(user: User, unit: Department) -> bool:
    """Whether the person works there or has been scored there; spares the counting for everybody else."""
    works = any(post.department_id == unit.pk and post.role == Role.OFFICER for post in posts_in_force(user))
    return works or user.scores.filter(unit=unit).exists()
