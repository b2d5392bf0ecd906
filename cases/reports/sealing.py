"""What is sealed of a report, by which fingerprint, and how the figures of today differ from the sealed ones.

Sealed are the figures (`Table.figures`) and the list of what they count, each member with its code and its values on
the report's axes. Written in one way only, their SHA-256 is the fingerprint; who has the file can calculate it anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from cases.models import Dossier, SealedReport
from cases.reports import periods
from cases.reports.asking import Asked
from cases.reports.frame.counting import table_of
from cases.reports.frame.definition import Definition
from cases.reports.frame.table import seal_of
from cases.reports.outcomes import Convention
from cases.reports.question import By, Question
from cases.reports.scope import REPORTING, Scope, divisions_of, watched_by
from departments.access import posts_in_force
from departments.models import Department, User
from departments.roles import Role

_Covers = SealedReport.Covers
_OF_POST = {Role.HEAD: _Covers.DIVISION, Role.LEADER: _Covers.LED, Role.INSPECTOR: _Covers.WATCHED}


@dataclass(frozen=True)
class Subject:
    """For whom a report is sealed."""

    unit: Department
    covers: SealedReport.Covers


@dataclass(frozen=True)
class Counted:
    """A report counted: its figures and what they count, as they are sealed."""

    figures: dict[str, Any]
    members: list[list[Any]]
    broken: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of both."""
        return fingerprint_of(self.figures, self.members)


@dataclass(frozen=True)
class Change:
    """One number that is another one today."""

    row: str
    column: str
    sealed: int
    now: int

    @property
    def difference(self) -> str:
        """`+2` or `−1`."""
        return f"+{self.now - self.sealed}" if self.now > self.sealed else f"−{self.sealed - self.now}"


def fingerprint_of(figures: Mapping[str, Any], members: Iterable[Iterable[Any]]) -> str:
    """SHA-256 over figures and members, written in one way only."""
    return seal_of({"figures": figures, "members": [list(member) for member in members]})


def subject_of(user: User, asked: Asked) -> Subject | None:
    """Whose report the address asks for; None where it is about several posts at once and so about no one unit."""
    if asked.unit:
        covers = _Covers.AGENCY if asked.whole.unit_field == "department" else _Covers.DIVISION
        return Subject(asked.question.scope.units[0], covers)
    posts = [post for post in posts_in_force(user) if post.role in REPORTING]
    return Subject(posts[0].department, _OF_POST[Role(posts[0].role)]) if len(posts) == 1 else None


def scope_covering(subject: Subject) -> Scope:
    """The same dossiers and rows, whoever looks."""
    unit, rows = subject.unit, Dossier.everything.all()
    match subject.covers:
        case _Covers.DIVISION:
            return Scope(rows.filter(division=unit), "division", (unit,), unit.name, unit)
        case _Covers.AGENCY:
            return Scope(rows.filter(department=unit), "department", (unit,), unit.name, unit)
        case _Covers.LED:
            led = rows.filter(Q(department=unit) | Q(division=unit))
            return Scope(led, "division", tuple(divisions_of(unit)), unit.name, unit)
        case _Covers.WATCHED:
            watched = rows.filter(department__path__startswith=unit.path)
            return Scope(watched, "department", tuple(watched_by(unit)), unit.name, unit)


def name_of(definition: Definition, subject: Subject, question: Question) -> str:
    """What a question is called: sealed once under this name."""
    parts = (definition.key, subject.unit.code, subject.covers, question.period.key, question.by, question.convention)
    return "|".join((*map(str, parts), question.field, question.channel))


def question_of(sealed: SealedReport, at: datetime) -> Question:
    """The question that was sealed, asked anew."""
    figures, period = sealed.figures, periods.read(sealed.period)
    if period is None:
        raise ValueError(f"Kỳ {sealed.period} không đọc được.")
    return Question(
        scope=scope_covering(Subject(sealed.unit, _Covers(sealed.covers))),
        period=period,
        at=at,
        by=By(figures["by"]),
        convention=Convention(figures["convention"]),
        field=figures["filters"].get("field", ""),
        channel=figures["filters"].get("channel", ""),
    )


def counted(definition: Definition, question: Question) -> Counted:
    """The report as it would be sealed now."""
    table = table_of(definition, question)
    by_procedure = definition.paths.get("procedure")
    code = f"{by_procedure}__code" if by_procedure else f"{definition.prefix}code"
    members = definition.members(question).order_by().values_list(code, *definition.axes)
    found = sorted(([_word(value) for value in member] for member in members), key=lambda one: list(map(str, one)))
    return Counted(table.figures, found, tuple(f"{label}: {broken}" for label, broken in table.violations))


def changes(sealed: Mapping[str, Any], now: Mapping[str, Any], labels: Mapping[str, str]) -> list[Change]:
    """The numbers that are others today, by row and column; a row that is missing on one side counts nothing there."""
    columns = sealed["columns"]
    before, after = ({row[0]: row for row in figures["rows"]} for figures in (sealed, now))
    found = []
    for key in dict.fromkeys((*before, *after)):
        row = before.get(key) or after[key]
        for place, column in enumerate(columns, 2):
            was = before[key][place] if key in before else 0
            is_now = after[key][place] if key in after else 0
            if was != is_now:
                found.append(Change(row[1], labels.get(column, column), was, is_now))
    return found


def moved(sealed: Iterable[list[Any]], now: Iterable[list[Any]]) -> list[str]:
    """The codes of members that were counted otherwise, or on one side alone."""
    before, after = (Counter(tuple(member) for member in members) for members in (sealed, now))
    different = (before - after) + (after - before)
    return sorted({str(member[0]) for member in different})


def _word(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
