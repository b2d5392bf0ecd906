"""Raise what is about to be late, is due and is late, level by level, to whoever the rules name.

Each level of each due moment is a row that the database keeps unique, and it is looked for by what is missing: a job
that did not run for days, runs twice or beside another one comes to the same rows.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from cases.models import Dossier, Reminder, ReminderReader
from cases.models.dossier_queries import DossierQuerySet
from cases.reminder_rules import Of, Rank, Rule, reminder_rules
from departments.calendars import calendars_for
from departments.models import Department, Post, User
from departments.roles import Role
from departments.working_time import CalendarError, WorkingCalendar, local

_AT_ONCE = 500
_logger = logging.getLogger(__name__)
# Where the due moment of each kind stands, and which dossiers have one that counts.
_DUE = {Of.STEP: "current_task__due_at", Of.DOSSIER: "due_at", Of.ANSWER: "answer_due_at"}
_LATE = {Of.STEP: "current_task__late_from", Of.DOSSIER: "late_from"}


def raise_reminders(*, at: datetime) -> int:
    """Raise all levels reached by `at` that have not been raised yet; how many."""
    raised = 0
    for calendar, departments in _by_calendar():
        for rule in reminder_rules().rules:
            try:
                reached = rule.reaches(at, calendar)
            except CalendarError:
                _logger.exception("The calendar cannot say what is to be reminded of.")
                continue
            while found := list(_missing(rule, reached).filter(department__in=departments)[:_AT_ONCE]):
                raised += _raise(rule, found, at=at)
    count_unseen()
    return raised


def see_reminders(person: User, *, at: datetime, up_to: int) -> None:
    """The person has seen what stands on the page: what came after reminder `up_to` nobody has seen yet."""
    ReminderReader.objects.filter(person=person, seen_at=None, pk__lte=up_to).update(seen_at=at)
    count_unseen(person)


def count_unseen(person: User | None = None) -> None:
    """Write beside each account how many dossiers its holder is reminded of and has not looked at."""
    unseen = ReminderReader.objects.filter(seen_at=None).standing().order_by()
    people = User.objects.filter(pk=person.pk) if person else User.objects.filter(_may_have_changed())
    numbers = dict(
        unseen.filter(person__in=people)
        .values_list("person")
        .annotate(count=Count("reminder__dossier", distinct=True))
        .values_list("person", "count")
    )
    for one in people.only("pk", "reminders_unseen"):
        number = numbers.get(one.pk, 0)
        if number != one.reminders_unseen:
            User.objects.filter(pk=one.pk).update(reminders_unseen=min(number, 999))


def _may_have_changed() -> Q:
    waiting = ReminderReader.objects.filter(person=OuterRef("pk"), seen_at=None)
    return Q(reminders_unseen__gt=0) | Q(Exists(waiting))


def _by_calendar() -> Iterator[tuple[WorkingCalendar, list[Department]]]:
    """The agencies with open work, those with the same hours together."""
    open_ones = Dossier.objects.order_by()
    at_work = open_ones.running().values("department").union(open_ones.to_answer().values("department"))
    departments = list(Department.objects.filter(pk__in=[row["department"] for row in at_work]))
    alike: dict[int, tuple[WorkingCalendar, list[Department]]] = {}
    for department, calendar in zip(departments, calendars_for(*departments), strict=True):
        alike.setdefault(id(calendar), (calendar, []))[1].append(department)
    yield from alike.values()


def _missing(rule: Rule, reached: datetime) -> DossierQuerySet:
    """Dossiers whose moment has come and that nobody has been reminded of at this level, earliest first."""
    due = _DUE[rule.of]
    moment = _LATE[rule.of] if rule.when_missed else due
    open_ones = Dossier.objects.to_answer() if rule.of == Of.ANSWER else Dossier.objects.running()
    raised = Reminder.objects.filter(of=rule.of, level=rule.level, dossier=OuterRef("pk"), due_at=OuterRef(due))
    if rule.of == Of.STEP:
        raised = raised.filter(task=OuterRef("current_task"))
    found = open_ones.filter(~Exists(raised), **{f"{moment}__lte": reached})
    return found.annotate(named_due=F(due)).select_related("current_task__step").order_by(due, "pk")


def _raise(rule: Rule, dossiers: list[Dossier], *, at: datetime) -> int:
    """Write the reminders and their readers; another worker's rows are left as they are."""
    posts = _posts(dossiers, at)
    with transaction.atomic():
        made = [
            Reminder(
                dossier=dossier,
                task=dossier.current_task if rule.of == Of.STEP else None,
                of=rule.of,
                level=rule.level,
                due_at=dossier.named_due,  # type: ignore[attr-defined]  # `_missing` annotates it
                raised_at=at,
            )
            for dossier in dossiers
        ]
        Reminder.objects.bulk_create(made, ignore_conflicts=True)
        mine = Reminder.objects.filter(of=rule.of, level=rule.level, dossier__in=dossiers, raised_at=at)
        known = {one.pk: one for one in dossiers}
        readers = [
            ReminderReader(reminder=one, person_id=person, rank=rank, told_at=at)
            for one in mine
            for person, rank in _readers(rule, known[one.dossier_id], posts).items()
        ]
        ReminderReader.objects.bulk_create(readers, ignore_conflicts=True)
    return len(made)


_Posts = dict[tuple[int, str], list[int]]


def _posts(dossiers: Iterable[Dossier], at: datetime) -> _Posts:
    """Who works where as what, of the units that these dossiers lie at."""
    units = {pk for one in dossiers for pk in (one.desk_id, one.division_id, one.department_id)}
    found: _Posts = defaultdict(list)
    posts = Post.objects.in_force(local(at).date()).filter(department__in=units, user__is_active=True)
    for post in posts.order_by("pk"):
        found[post.department_id, post.role].append(post.user_id)
    return found


def _readers(rule: Rule, dossier: Dossier, posts: _Posts) -> dict[int, Rank]:
    """Person → as what he is told. Where a rank has nobody the next one up is told in its place."""
    found: dict[int, Rank] = {}
    ranks = list(Rank)
    for rank in rule.tells:
        for one in ranks[ranks.index(rank) :]:
            if people := _holders(one, rule.of, dossier, posts):
                found = {**dict.fromkeys(people, one), **found}
                break
    return found


def _holders(rank: Rank, of: Of, dossier: Dossier, posts: _Posts) -> list[int]:
    task = dossier.current_task
    at_desk = of == Of.ANSWER or task is None or task.department_id == dossier.desk_id
    if rank == Rank.OFFICER:
        if of == Of.ANSWER or task is None:
            return posts.get((dossier.desk_id, Role.RECEIVER), [])
        here = {person for (unit, _), people in posts.items() if unit == task.department_id for person in people}
        return [task.assignee_id] if task.assignee_id in here else posts.get((task.department_id, task.step.role), [])
    if rank == Rank.HEAD:
        return posts.get((dossier.desk_id, Role.LEADER) if at_desk else (dossier.division_id, Role.HEAD), [])
    leaders = (dossier.department_id, dossier.division_id)
    return [person for unit in leaders for person in posts.get((unit, Role.LEADER), [])]
