"""Biểu II.06a/VPCP/KSTT: tình hình, kết quả giải quyết thủ tục hành chính.

A dossier belongs to the period by its receipt (columns 4 and 5), by being carried over (column 6) and by its finish
(columns 7 to 10); columns 11 to 13 say where the rest stood when the period ended. Not yet received and refused ones
(statuses 1 and 3) are not counted. Column 9 holds what was withdrawn or stopped, column 12 what waits.

Each dossier of the report has one origin and one outcome; every number is a sum over (origin, outcome) and its list is
the same filter, so a number is the length of its list. A dossier whose log does not explain its row has the outcome
`unknown`: it is counted as received and in no other column, and so shows as a violated sum instead of disappearing.

A result recalled after the period in which it was counted as finished comes back as `reopened`: it is part of column 6
and told apart under the table, so that column 6 = column 11 of the period before + what was reopened since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, TextChoices, Value, When

from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import BY_KEY, Line, Origin
from cases.reports.outcomes import Convention, outcome_at
from cases.reports.periods import Period
from cases.reports.scope import Scope
from cases.reports.standing_at import finished_by, received_and_open_at
from departments.models import Department
from departments.vietnamese import fold
from procedures.channels import Channel
from procedures.models import Field, Offering, ProcedureVersion

TOTAL = "tong"
_FIELD, _PROCEDURE = "version__procedure__field", "version__procedure"
_Row = dict[str, Any]


class By(TextChoices):
    """What the rows are."""

    FIELD = "linh-vuc", "Lĩnh vực"
    PROCEDURE = "thu-tuc", "Lĩnh vực và thủ tục"
    UNIT = "don-vi", "Đơn vị"


@dataclass(frozen=True)
class Question:
    """What is asked; the same question at a later `at` gives the same answer once the period is over."""

    scope: Scope
    period: Period
    at: datetime
    by: By = By.FIELD
    convention: Convention = Convention.BY_DATE

    @property
    def moment(self) -> datetime:
        """The moment the report speaks of."""
        return self.period.as_of(self.at)


@dataclass(frozen=True)
class Report:
    """The answer: rows in order, and their total."""

    question: Question
    lines: list[Line]
    total: Line

    @property
    def violations(self) -> list[tuple[str, str]]:
        """The rows whose sums do not hold, each with the sum."""
        return [(line.label, sum_) for line in (*self.lines, self.total) for sum_ in line.violations]


def report_06a(question: Question) -> Report:
    """The whole form: two statements that count, one or two that name the rows."""
    paths = _paths(question)
    counted = _counted(_members(question), *paths.values(), "origin", "outcome")
    opening = _counted(received_and_open_at(question.scope.rows, question.period.before), *paths.values())
    lines = {line.key: line for line in _empty_lines(question, [*counted, *opening])}
    total = lines[TOTAL] = Line(TOTAL, "Tổng cộng")
    for row in counted:
        for line in _lines_of(row, paths, lines):
            line.cells[row["origin"], row["outcome"]] += row["n"]
    for row in opening:
        for line in _lines_of(row, paths, lines):
            line.opening += row["n"]
    return Report(question, [line for line in lines.values() if line is not total], total)


def dossiers_behind(question: Question, row: str, column: str) -> DossierQuerySet:
    """The dossiers that a number counts, as many as it says; `row` and `column` are keys of the form.

    Raises KeyError for a row or a column that there is not.
    """
    wanted, rows = BY_KEY[column], _members(question)
    if wanted.origins:
        rows = rows.filter(Q(origin__in=wanted.origins))
    if wanted.outcomes:
        rows = rows.filter(Q(outcome__in=wanted.outcomes))
    if row == TOTAL:
        return rows
    kind, _, number = row.partition("-")
    path = {"f": _FIELD, "p": _PROCEDURE, "u": question.scope.unit_field}[kind]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise KeyError(row)
    return rows.filter(**{path: int(number)})


def _members(question: Question) -> DossierQuerySet:
    """The dossiers of the report, each with its `origin` and `outcome`."""
    before, moment = question.period.before, question.moment
    touched = question.scope.rows.filter(Q(finished_at=None) | Q(finished_at__gt=before), received_at__lte=moment)
    known = touched.alias(over_before=finished_by(before), over=finished_by(moment))
    # Finished before the period, as known at its end, was reported then, whatever was done to it afterwards.
    return known.filter(Q(over=None) | Q(over__gt=before)).annotate(
        origin=_origin(before), outcome=outcome_at(moment, question.convention)
    )


def _origin(before: datetime) -> Case:
    """How the dossier came into the report; `over_before` is its finish as known before the period."""
    return Case(
        When(received_at__gt=before, channel=Channel.ONLINE, then=Value(Origin.ONLINE)),
        When(received_at__gt=before, then=Value(Origin.DIRECT)),
        When(over_before=None, then=Value(Origin.CARRIED)),
        default=Value(Origin.REOPENED),
        output_field=CharField(),
    )


def _counted(rows: DossierQuerySet, *group: str) -> list[_Row]:
    found: QuerySet[Any, Any] = rows.order_by().values(*group).annotate(n=Count("pk"))
    return list(found)


def _paths(question: Question) -> dict[str, str]:
    """For each kind of row, by the letter its key begins with: where a dossier names it."""
    match question.by:
        case By.FIELD:
            return {"f": _FIELD}
        case By.PROCEDURE:
            return {"f": _FIELD, "p": _PROCEDURE}
        case By.UNIT:
            return {"u": question.scope.unit_field}


def _lines_of(row: _Row, paths: dict[str, str], lines: dict[str, Line]) -> Iterator[Line]:
    yield lines[TOTAL]
    for kind, path in paths.items():
        yield lines[f"{kind}-{row[path]}"]


def _empty_lines(question: Question, found: list[_Row]) -> Iterator[Line]:
    """The rows of the form in their order: all there could be, also those without a single dossier."""
    if question.by == By.UNIT:
        yield from _unit_lines(question, {row[question.scope.unit_field] for row in found})
        return
    children: dict[int, list[Line]] = {}
    if question.by == By.PROCEDURE:
        children = _procedure_lines({row[_PROCEDURE] for row in found})
    for pk, name in _fields(question, {row[_FIELD] for row in found}):
        yield Line(f"f-{pk}", name)
        yield from children.get(pk, [])


def _unit_lines(question: Question, found: set[int]) -> Iterator[Line]:
    """Units that existed in the period, with or without dossiers, and any other that has some."""
    period = question.period
    units = {
        unit.pk: unit
        for unit in question.scope.units
        if unit.valid_from <= period.last and (unit.valid_until is None or unit.valid_until > period.first)
    }
    units |= Department.objects.in_bulk(found - units.keys()) if found - units.keys() else {}
    for unit in sorted(units.values(), key=lambda unit: unit.path):
        yield Line(f"u-{unit.pk}", unit.name)


def _fields(question: Question, found: set[int]) -> list[tuple[int, str]]:
    """Fields in which a unit of the scope offers a procedure in the period, and any other that has dossiers."""
    scope, period = question.scope, question.period
    offered = Offering.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=period.first),
        **{f"{scope.unit_field}__in": [unit.pk for unit in scope.units]},
        valid_from__lte=period.last,
    )
    fields = Field.objects.filter(Q(pk__in=offered.values("procedure__field")) | Q(pk__in=found))
    return sorted(fields.values_list("pk", "name"), key=lambda one: fold(one[1]))


def _procedure_lines(found: set[int]) -> dict[int, list[Line]]:
    """For each field the procedures that have dossiers, called as their newest version calls them."""
    named = ProcedureVersion.objects.filter(procedure__in=found).order_by("procedure__code", "number")
    lines: dict[int, tuple[int, Line]] = {}
    for pk, code, of, name in named.values_list("procedure", "procedure__code", "procedure__field", "name"):
        lines[pk] = (of, Line(f"p-{pk}", name, code, child=True))
    children: dict[int, list[Line]] = {}
    for of, line in lines.values():
        children.setdefault(of, []).append(line)
    return children
