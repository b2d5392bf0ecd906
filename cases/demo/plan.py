"""Who lives which life, where, and from when on: the same for the same seed and moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from cases.demo.lives import script
from cases.demo.moments import at_home, before, office_minute, receipt_due_on, working_day
from cases.demo.ordinary import draw
from cases.demo.part import Part
from cases.demo.scenes import SCENES
from cases.demo.setting import Setting
from cases.intake import Person
from departments.models import User
from departments.working_time import local
from procedures.channels import Channel
from procedures.models import Offering, ProcedureCase, StepKind
from procedures.terms import limit_for

# Limits in calendar days end on some working days only; then a day beside the wished one must do.
_NEARBY = (0, -1, 1, -2, 2, -3, 3)


def plan(numbers: Sequence[int], *, seed: int, setting: Setting) -> list[Part]:
    """A part for each number, in the order in which they come in: first the set scenes, then ordinary life."""
    parts = [_Casting(number, seed, setting).part() for number in numbers]
    return sorted(parts, key=lambda part: (part.begins_at, part.number))


class _Casting:
    """Draws everything about one dossier from the seed and its number, so that others do not change it."""

    def __init__(self, number: int, seed: int, setting: Setting) -> None:
        self._number = number
        self._setting = setting
        self._rng = Random(f"{seed}:{number}")  # noqa: S311  # nothing secret is drawn
        self._scene = SCENES[number - 1] if number <= len(SCENES) else draw(self._rng)
        code = self._rng.choice(self._scene.procedures)
        self._version = setting.versions[code]
        self._offering = setting.offerings[code, self._scene.unit]

    def part(self) -> Part:
        life, offering = self._scene.life, self._offering
        channel = self._channel()
        online = channel == Channel.ONLINE
        case = self._case()
        begins_at, received_at = self._begin(channel, case)
        account, submitter = self._applicant(online)
        kinds = [StepKind(step.kind) for step in self._version.steps.all()]
        if not offering.department.clerk_issues:
            kinds = [kind for kind in kinds if kind != StepKind.ISSUE]
        return Part(
            number=self._number,
            life=life,
            script=tuple(script(life, kinds, online=online)),
            version=self._version,
            offering=offering,
            channel=channel,
            case=case,
            account=account,
            submitter=submitter,
            owner=self._owner(),
            team=self._setting.team(offering, self._version, self._rng, self._scene.people),
            begins_at=begins_at,
            received_at=received_at,
            delivery=self._rng.choices(["pick_up", "electronic", "post"], [5, 3, 2])[0],
        )

    def _channel(self) -> str:
        if self._offering.online_level == Offering.OnlineLevel.NONE:
            return Channel.IN_PERSON
        if self._scene.online:
            return Channel.ONLINE
        return self._rng.choices([Channel.ONLINE, Channel.IN_PERSON, Channel.POSTAL], [72, 23, 5])[0]

    def _case(self) -> ProcedureCase | None:
        """Seldom a special case, and in set scenes none, for their dates are counted by the general limit."""
        cases = list(self._version.cases.all())
        return self._rng.choice(cases) if cases and not self._part_is_set() and self._rng.random() < 0.15 else None

    def _part_is_set(self) -> bool:
        return self._number <= len(SCENES)

    def _applicant(self, online: bool) -> tuple[User | None, Person]:
        cast = self._setting.cast
        if not online:
            return None, cast.names.person(self._rng)
        name = self._scene.account or self._rng.choice([name for name in cast.citizens if name != "congdan"])
        return cast.users[name], cast.citizens[name]

    def _owner(self) -> Person | None:
        """Firms for what firms ask for; now and then a relative."""
        audience = self._version.audience
        if self._scene.account:
            return None
        if "Công dân" not in audience or ("Tổ chức" in audience and self._rng.random() < 0.25):
            return self._setting.cast.names.organisation(self._rng)
        return self._setting.cast.names.person(self._rng) if self._rng.random() < 0.12 else None

    def _begin(self, channel: str, case: ProcedureCase | None) -> tuple[datetime, datetime | None]:
        """When it comes in, and when it is received where its promise must end on a certain day."""
        received = self._received(channel, case)
        if received is None:
            return self._arrival(channel), None
        if channel != Channel.ONLINE:
            return received, received
        if self._rng.random() < 0.4:
            evening = at_home(local(received).date() - timedelta(days=1), self._rng)
            return evening, received
        return before(received, self._rng.randint(20, 400), self._setting.calendar), received

    def _received(self, channel: str, case: ProcedureCase | None) -> datetime | None:
        row = limit_for(self._version, channel=channel, case=case)
        limit = row.time_limit() if row else None
        if self._scene.life.due_in is None or limit is None:
            return None
        calendar, now = self._setting.calendar, self._setting.now
        until = before(now, 30, calendar)
        for nearby in _NEARBY:
            day = working_day(local(now).date(), self._scene.life.due_in + nearby, calendar)
            moment = receipt_due_on(day, limit, until=until, rng=self._rng, calendar=calendar)
            if moment is not None:
                return moment
        return until

    def _arrival(self, channel: str) -> datetime:
        calendar, now = self._setting.calendar, self._setting.now
        day = working_day(local(now).date(), -self._rng.randint(*self._scene.life.age), calendar)
        online = channel == Channel.ONLINE
        moment = at_home(day, self._rng) if online else office_minute(day, self._rng, calendar)
        return moment if moment < now else before(now, self._rng.randint(10, 200), calendar)
