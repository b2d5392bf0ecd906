"""What stands on the stage before the play begins: people, procedures, calendar, and the present moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from cases.demo.moments import working_day
from cases.demo.people import Cast
from cases.forms.eform.addresses import Communes, communes_on
from cases.models import Document, Dossier, Draft
from departments.calendars import calendar_for
from departments.models import User
from departments.roles import Role
from departments.working_time import WorkingCalendar
from procedures.models import Offering, Place, ProcedureVersion, RequiredDocument, StepKind

HOME = "H26.105"  # Phường Cửa Nam


class Files(Protocol):
    """Where small files for the dossiers come from."""

    def paper(
        self, requirement: RequiredDocument, *, at: datetime, by: User, draft: Draft | None, dossier: Dossier | None
    ) -> Document:
        """A paper that a person hands in."""

    def result(self, dossier: Dossier, *, at: datetime, by: User) -> Document:
        """The draft of a result."""


@dataclass(frozen=True)
class Team:
    """Those through whose hands one dossier goes."""

    clerk: User
    officer: User
    colleague: User
    head: User
    leader: User
    records_clerk: User | None


@dataclass(frozen=True)
class Setting:
    """The same for every dossier of one run."""

    now: datetime
    calendar: WorkingCalendar
    communes: Communes
    cast: Cast
    versions: Mapping[str, ProcedureVersion]
    offerings: Mapping[tuple[str, str], Offering]

    def team(self, offering: Offering, version: ProcedureVersion, rng: Random, named: Mapping[str, str]) -> Team:
        """Clerk, officers, head and leader of the units of the offering; the first of each has most of the work."""
        desk, division = offering.desk.code, offering.division.code
        sign = next(step for step in version.steps.all() if step.kind == StepKind.SIGN)
        signs = division if sign.place == Place.DIVISION else offering.department.code
        officers = self.cast.posts[division, Role.OFFICER]
        officer = self._one(officers, rng, named.get("officer"))
        return Team(
            clerk=self._one(self.cast.posts[desk, Role.RECEIVER], rng, named.get("clerk")),
            officer=officer,
            colleague=next((other for other in officers if other != officer), officer),
            head=self._one(self.cast.posts[division, Role.HEAD], rng, named.get("head")),
            leader=self._one(self.cast.posts[signs, Role.LEADER], rng, named.get("leader")),
            records_clerk=next(iter(self.cast.posts.get((offering.department.code, Role.RECORDS_CLERK), ())), None),
        )

    def at_desk(self, days_ago: int, minutes: int) -> datetime:
        """So many minutes after the office opened, so many working days ago; negative days lie ahead."""
        return self.calendar.opening(working_day(self.now.date(), -days_ago, self.calendar)) + timedelta(
            minutes=minutes
        )

    def _one(self, people: Sequence[User], rng: Random, named: str | None) -> User:
        if named:
            return self.cast.users[named]
        return rng.choices(people, [4, *[1] * (len(people) - 1)])[0]


def set_up(cast: Cast, *, now: datetime) -> Setting:
    """Read what all dossiers share, in a few statements."""
    versions = ProcedureVersion.objects.in_force(now.date()).select_related("procedure__field")
    parts = ("steps", "limits", "fees", "reliefs", "requirements", "cases", "form_fields")
    staffed = {code.rsplit(".", 1)[0] for code, role in cast.posts if role == Role.OFFICER}
    offerings = Offering.objects.filter(department__code__in=staffed, valid_until=None)
    return Setting(
        now=now,
        calendar=calendar_for(None),
        communes=communes_on(now.date()),
        cast=cast,
        versions={version.procedure.code: version for version in versions.prefetch_related(*parts)},
        offerings={
            (row.procedure.code, row.department.code): row
            for row in offerings.select_related("procedure", "department", "desk", "division")
        },
    )
