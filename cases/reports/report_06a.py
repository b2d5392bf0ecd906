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

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import BY_KEY, TOTAL, Line, Origin
from cases.reports.outcomes import outcome_at
from cases.reports.question import By, Question
from cases.reports.rows_06a import path_of, rows_of
from cases.reports.standing_at import finished_by, received_and_open_at
from procedures.channels import Channel


@dataclass(frozen=True)
class Report:
    """The answer: rows in order, and their total."""

    question: Question
    lines: list[Line]
    total: Line

    @property
    def violations(self) -> list[tuple[str, str]]:
        """The rows whose sums do not hold, each with the sum."""
        return [(line.label, broken) for line in (*self.lines, self.total) for broken in line.violations]

    @property
    def fingerprint(self) -> str:
        """The same for the same numbers of the same question, whenever they are counted."""
        question = self.question
        said = [question.scope.title, question.period.key, question.by, question.convention]
        numbers = [[line.label, *(line[key] for key in BY_KEY)] for line in (*self.lines, self.total)]
        text = json.dumps([said, numbers], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def report_06a(question: Question) -> Report:
    """The whole form: two statements that count, two or three that name the rows."""
    by = question.scope.unit_field if question.by == By.UNIT else "version"
    counted = _counted(members_of(question), by, "origin", "outcome")
    opening = _counted(received_and_open_at(question.scope.rows, question.period.before), by)
    lines, keys = rows_of(question, {row[by] for row in (*counted, *opening)})
    total = Line(TOTAL, "Tổng cộng")
    named = {line.key: line for line in lines}
    for row in counted:
        for line in (total, *(named[key] for key in keys[row[by]])):
            line.cells[row["origin"], row["outcome"]] += row["n"]
    for row in opening:
        for line in (total, *(named[key] for key in keys[row[by]])):
            line.opening += row["n"]
    return Report(question, lines, total)


def dossiers_behind(question: Question, row: str, column: str) -> DossierQuerySet:
    """The dossiers that a number counts, as many as it says; `row` and `column` are keys of the form.

    Raises KeyError for a row or a column that there is not.
    """
    wanted, rows = BY_KEY[column], members_of(question)
    if wanted.origins:
        rows = rows.filter(Q(origin__in=wanted.origins))
    if wanted.outcomes:
        rows = rows.filter(Q(outcome__in=wanted.outcomes))
    if row == TOTAL:
        return rows
    path, pk = path_of(question, row)
    return rows.filter(**{path: pk})


def members_of(question: Question) -> DossierQuerySet:
    """The dossiers of the report, each with its `origin` and `outcome`; the national index counts the same ones."""
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


def _counted(rows: DossierQuerySet, *group: str) -> list[dict[str, Any]]:
    found: QuerySet[Any, Any] = rows.order_by().values(*group).annotate(n=Count("pk"))
    return list(found)
