"""What the tests of reports ask alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cases.reports.dashboard import Dashboard, dashboard
from cases.reports.frame.counting import behind
from cases.reports.frame.definition import TOTAL, Definition
from cases.reports.frame.table import Table
from cases.reports.periods import Kind, containing
from cases.reports.question import Question
from cases.reports.scope import scope_of
from departments.calendars import calendar_for
from tests.world import World


def board(world: World, name: str, at: datetime, kind: Kind = Kind.MONTH) -> Dashboard:
    """The dashboard of a person, of the period in which `at` lies."""
    return dashboard(scope_of(world.people[name]), containing(kind, at.date()), at, calendar_for(None))


def members(definition: Definition, question: Question) -> dict[str, set[int]]:
    """What stands behind each number of the total row."""
    one = asked_once(definition)
    return {
        key: set(behind(one, question, TOTAL, key).values_list("pk", flat=True))
        for key, column in definition.by_key.items()
        if column.is_counted
    }


def asked_once(definition: Definition) -> Definition:
    """The same report; its members are worded once for each question, which is half of what opening a number costs."""
    kept: dict[int, tuple[Question, QuerySet[Any]]] = {}
    worded: Callable[[Question], QuerySet[Any]] = definition.members

    def members_of(question: Question) -> QuerySet[Any]:
        if id(question) not in kept:
            kept[id(question)] = (question, worded(question))
        return kept[id(question)][1]

    return replace(definition, members=members_of)


def check_sums(table: Table) -> None:
    """Every identity holds, and the rows add up to the total."""
    assert table.violations == []
    parents = [line for line in table.lines if not line.child]
    for key in table.definition.by_key:
        assert sum(line[key] for line in parents) == table.total[key], (table.definition.key, key)
