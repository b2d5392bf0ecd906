"""The whole run: day after day, so that codes and numbers of results follow the order of time; one transaction."""

import json
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import models, transaction

from cases.actions.recount_statistics import recount_statistics
from cases.codes import dossier_code, shown_receipt_number
from cases.demo.names import Names
from cases.demo.people import FILE
from cases.models import (
    Apology,
    Applicant,
    ClockStop,
    Dossier,
    Event,
    Notice,
    Paper,
    Payment,
    Result,
    SupplementItem,
    SupplementRequest,
    Task,
)
from cases.scale import moves
from cases.scale.books import Books
from cases.scale.copying import Ids, Rows
from cases.scale.course import Course, day_of
from cases.scale.engine import Engine
from cases.scale.life import Life
from cases.scale.pace import Pace, home_minute, office_minute
from cases.scale.people import People, answers
from cases.scale.setting import Office, Plan, Setting, set_up
from cases.scale.tools import Arrival, Terms, Tools
from departments.models import User
from departments.working_time import HANOI, local
from procedures.channels import Channel

# What points to what: each table after those it needs. Dossiers point to their open task, which is checked later.
_ORDER: list[type[models.Model]] = [
    User, Applicant, Dossier, Task, ClockStop, SupplementRequest, SupplementItem, Event, Notice, Paper, Payment, Result,
    Apology,
]  # fmt: skip
_AT_ONCE = 2_000
_CHANNELS = ((Channel.ONLINE, 0.46), (Channel.IN_PERSON, 0.96), (Channel.POSTAL, 0.985), (Channel.KIOSK, 1.0))
_DELIVERIES = (Dossier.Delivery.PICK_UP, Dossier.Delivery.PICK_UP, Dossier.Delivery.ELECTRONIC, Dossier.Delivery.POST)
# How much of a Monday's work comes in on each day of the week; on days off only what is sent online.
_WEEK = (1.0, 0.92, 0.88, 0.86, 0.9, 0.7, 0.6)
_DAY_OFF = 0.1
_GROWTH = 0.5  # over the whole history


@dataclass(frozen=True)
class Progress:
    """How many dossiers have been written."""

    done: int
    total: int


def seed(
    count: int, *, at: datetime, number: int = 1, told: Callable[[Progress], None] = lambda progress: None
) -> None:
    """Add `count` dossiers as they would stand at `at`, all of them or none; `number` decides which lives they have.

    Takes the lock of the numbers for as long as it runs: for a database nobody works in. Raises NothingToDo without
    organisation or catalogue.
    """
    with transaction.atomic():
        books = Books()
        rng = Random(f"{number}:{books.newest}")  # noqa: S311  # nothing secret is drawn
        data = json.loads(FILE.read_text(encoding="utf-8"))
        setting = set_up(today=local(at).date(), names=Names(data), rng=rng)
        _Run(count, at=at, rng=rng, setting=setting, books=books, words=data, told=told).days()
        books.close()
        recount_statistics()


class _Run:
    """One run over all days."""

    def __init__(
        self,
        count: int,
        *,
        at: datetime,
        rng: Random,
        setting: Setting,
        books: Books,
        words: dict[str, list[str]],
        told: Callable[[Progress], None],
    ) -> None:
        self._count, self._at, self._rng, self._setting, self._books = count, at, rng, setting, books
        self._words, self._told = words, told
        self._tools = Tools(Ids(), Engine(), Terms())
        self._rows = Rows(_ORDER)
        self._people = People(setting.names, rng=rng, ids=self._tools.ids, rows=self._rows)
        self._to_number: defaultdict[date, list[tuple[datetime, int, Course, Event]]] = defaultdict(list)
        self._unnumbered: dict[int, int] = {}
        self._waiting = self._written = 0

    def days(self) -> None:
        """Live every day of the history."""
        for day, number in self._plan():
            self._day(day, number)
        for day in sorted(self._to_number):
            self._give_numbers(day)
        self._flush()

    def _plan(self) -> list[tuple[date, int]]:
        """How many dossiers come in on each day; together exactly the number asked for."""
        today = local(self._at).date()
        span = (today - self._setting.first_day).days + 1
        days = [self._setting.first_day + timedelta(days=n) for n in range(span)]
        shares = [self._share(day, n / span) for n, day in enumerate(days)]
        total, came, due = sum(shares), 0, 0.0
        found = []
        for day, share in zip(days, shares, strict=True):
            due += share / total * self._count if total else 0
            wanted = self._count - came if day == today and not share else round(due) - came
            found.append((day, wanted))
            came += wanted
        return [(day, number) for day, number in found if number]

    def _share(self, day: date, age: float) -> float:
        calendar, growth = self._setting.calendar, 1 + _GROWTH * age
        if not calendar.is_working_day(day):
            share = _DAY_OFF * growth if self._setting.open_on(day, online=True)[0] else 0.0
        else:
            share = _WEEK[day.weekday()] * growth
        if day == local(self._at).date():
            # Of today only what lies behind us.
            if not calendar.is_working_day(day) or self._at <= calendar.opening(day) + timedelta(minutes=30):
                return 0.0
            share *= min(calendar.minutes_between(calendar.opening(day), self._at) / 480, 1)
        return share

    def _day(self, day: date, number: int) -> None:
        self._tools.engine.forget()
        arrivals = sorted(
            (self._arrival(day) for _ in range(number)), key=lambda arrival: (arrival[0], arrival[1].offering.pk)
        )
        for at, office, plan, channel in arrivals:
            course = self._live(at, office, plan, channel)
            for numbered_at, event in course.numbered:
                self._to_number[day_of(numbered_at)].append((numbered_at, course.dossier.pk, course, event))
            if course.numbered:
                self._unnumbered[course.dossier.pk] = len(course.numbered)
            else:
                self._write(course)
        for numbered_day in sorted(one for one in self._to_number if one <= day):
            self._give_numbers(numbered_day)

    def _arrival(self, day: date) -> tuple[datetime, Office, Plan, str]:
        rng, working = self._rng, self._setting.calendar.is_working_day(day)
        draw = rng.random()
        channel = next(name for name, until in _CHANNELS if draw < until) if working else Channel.ONLINE
        offices, weights = self._setting.open_on(day, online=channel == Channel.ONLINE)
        if not offices:
            channel = Channel.IN_PERSON
            offices, weights = self._setting.open_on(day, online=False)
        office = offices[bisect(weights, rng.random() * weights[-1], hi=len(weights) - 1)]
        plan = office.plan(day)
        if plan is None:
            raise LookupError(f"{office.offering} không có phiên bản nào ngày {day}.")
        return (self._moment(day, channel), office, plan, channel.value)

    def _moment(self, day: date, channel: Channel) -> datetime:
        """When it comes in; today, before now."""
        rng, calendar = self._rng, self._setting.calendar
        at = home_minute(day, rng) if channel == Channel.ONLINE else office_minute(day, rng, calendar)
        if at >= self._at - timedelta(minutes=1):
            start = datetime.combine(day, time(), HANOI) if channel == Channel.ONLINE else calendar.opening(day)
            at = start + (self._at - start) * rng.random() * 0.95
        return at.replace(second=rng.randint(0, 59), microsecond=0)

    def _live(self, at: datetime, office: Office, plan: Plan, channel: str) -> Course:
        rng, people = self._rng, self._people
        account, submitter = people.account() if channel == Channel.ONLINE else (None, people.person())
        owner = people.owner(submitter)
        snapshot = people.applicant(submitter)
        day = day_of(at)
        unit = office.offering.department.code
        arrival = Arrival(
            key=UUID(int=rng.getrandbits(128), version=4),
            code=dossier_code(unit, day, self._books.next(unit, day)),
            at=at,
            channel=channel,
            case=rng.choice(plan.cases),
            account=account,
            clerk=rng.choice(office.clerks),
            submitter=snapshot,
            owner=snapshot if owner is submitter else people.applicant(owner),
            form_data=answers(plan.questions, owner, day, rng),
            delivery=rng.choice(_DELIVERIES).value,
        )
        course = Course(office, plan, arrival, self._tools)
        pace = Pace(course, at, rng=rng)
        Life(course, pace, words=self._words, owner=arrival.owner.full_name, rng=rng).live(until=self._at)
        return course

    def _give_numbers(self, day: date) -> None:
        """All of the day are known: the numbers of results and receipts, unit by unit, in the order of time."""
        for at, pk, course, event in sorted(self._to_number.pop(day), key=lambda one: one[:2]):
            year, offering = day.replace(month=1, day=1), course.office.offering
            if event.action == "collect_fee":
                number = self._books.next(f"{offering.desk.code}/BL", year)
                moves.number(course, at, event, shown_receipt_number(number, day.year))
            elif event.action in moves.LETTERS:
                scope = f"{offering.department.code}/{moves.LETTERS[event.action]}"
                moves.number(course, at, event, str(self._books.next(scope, year)))
            else:
                number = self._books.next(f"{offering.department.code}/KQ", year)
                moves.number(course, at, event, f"{number}/KQ-{day.year}")
            self._unnumbered[pk] -= 1
            if not self._unnumbered[pk]:
                del self._unnumbered[pk]
                self._write(course)

    def _write(self, course: Course) -> None:
        course.write(self._rows)
        self._waiting += 1
        if self._waiting >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._rows.write()
        if self._waiting:
            self._written += self._waiting
            self._waiting = 0
            self._told(Progress(self._written, self._count))
