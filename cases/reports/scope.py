"""Whose dossiers a person reports on, and by which units: his posts of today decide, and nothing else."""

from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from cases.models import Dossier
from cases.models.dossier_queries import DossierQuerySet
from departments.access import posts_in_force
from departments.models import Department, Post, User
from departments.models.department import AGENCY_LEVELS
from departments.roles import Role

REPORTING = (Role.HEAD, Role.LEADER, Role.INSPECTOR)


@dataclass(frozen=True)
class Scope:
    """The dossiers, the units they are counted by (`unit_field` of the dossier), and whose report it is.

    `rows` holds the deleted ones too: a report of the time before counts them. `unit` is the one the report speaks for
    as a whole; None for a person who reports on nothing.
    """

    rows: DossierQuerySet
    unit_field: str
    units: tuple[Department, ...]
    title: str
    unit: Department | None = None

    @property
    def living(self) -> DossierQuerySet:
        """The dossiers as they stand now, without the deleted ones."""
        return self.rows.living()

    def narrowed(self, code: str) -> "Scope":
        """Only the unit with this code, where it is one of `units`; else everything."""
        unit = next((one for one in self.units if one.code == code), None)
        if unit is None:
            return self
        rows = self.rows.filter(**{self.unit_field: unit.pk})
        return replace(self, rows=rows, units=(unit,), title=unit.name, unit=unit)


def scope_of(user: User) -> Scope:
    """What the person may report on: a head his division, a leader his agency, an inspector all agencies below his.

    An inspector counts by agency, everybody else by division. Without such a post there is nothing.
    """
    posts = _posts(user)
    watched = [post for post in posts if post.role == Role.INSPECTOR]
    units = Department.objects.filter(_agencies(watched) if watched else _divisions(posts)).order_by("path")
    return Scope(
        rows=_reported(user, Dossier.everything.all()),
        unit_field="department" if watched else "division",
        units=tuple(units),
        title=(watched or posts)[0].department.name if posts else "",
        unit=(watched or posts)[0].department if posts else None,
    )


def whole_city() -> Scope:
    """All dossiers, by the agencies that decide on them: what is published for everybody."""
    units = Department.objects.filter(level__in=AGENCY_LEVELS).order_by("path")
    return Scope(rows=Dossier.everything.all(), unit_field="department", units=tuple(units), title="")


def divisions_of(agency: Department) -> QuerySet[Department]:
    """The units by which a leader of the agency counts."""
    return Department.objects.filter(_divisions([Post(role=Role.LEADER, department=agency)])).order_by("path")


def watched_by(unit: Department) -> QuerySet[Department]:
    """The agencies by which an inspector at the unit counts."""
    return Department.objects.filter(_agencies([Post(role=Role.INSPECTOR, department=unit)])).order_by("path")


def reported_on(user: User) -> DossierQuerySet:
    """The dossiers of that scope as they stand now, where nobody asks by which units."""
    return _reported(user, Dossier.objects.all())


def reporting_posts(user: User) -> list[str]:
    """Which posts of today decide on his scope, as `role:department`: while they are the same, so is the scope."""
    return sorted({f"{post.role}:{post.department_id}" for post in _posts(user)}) if user.is_active else []


def _reported(user: User, rows: DossierQuerySet) -> DossierQuerySet:
    reported = Q(pk__in=[])
    for post in _posts(user):
        reported |= _dossiers(post)
    return rows.visible_to(user).filter(reported)


def _posts(user: User) -> list[Post]:
    return [post for post in posts_in_force(user) if post.role in REPORTING]


def _dossiers(post: Post) -> Q:
    match post.role:
        case Role.HEAD:
            return Q(division=post.department_id)
        case Role.LEADER:
            return Q(department=post.department_id) | Q(division=post.department_id)
        case _:
            return Q(department__path__startswith=post.department.path)


def _agencies(watched: list[Post]) -> Q:
    """All units that decide in their own name, also those without a single dossier."""
    found = Q(pk__in=[])
    for post in watched:
        found |= Q(path__startswith=post.department.path, level__in=AGENCY_LEVELS)
    return found


def _divisions(posts: list[Post]) -> Q:
    """A head's own unit; of a leader's agency every unit that handles, and the agency itself where it does."""
    found = Q(pk__in=[post.department_id for post in posts if post.role == Role.HEAD])
    for post in posts:
        if post.role == Role.LEADER:
            below = Q(path__startswith=post.department.path, is_desk=False) & ~Q(level__in=AGENCY_LEVELS)
            found |= below | Q(pk=post.department_id, offerings__division=post.department_id)
    return found
