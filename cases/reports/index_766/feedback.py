"""Criteria 5.1 to 5.3 counted from the portal's own phản ánh, kiến nghị: whose they are and how they stood.

Which belong to the period, how they ended and who was content is the report's own (`cases.reports.forms.feedback`).
What the national portal took in and this one never saw is entered by a person and added, see `counting.entered`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from cases.feedback_terms import ASK, PUBLISH
from cases.models import Feedback, FeedbackEvent, FeedbackStop
from cases.reports.forms.feedback import FEEDBACK
from cases.reports.question import Question
from departments.working_time import HANOI, local


@dataclass(frozen=True)
class OfFeedback:
    """Which feedback of the report a criterion counts; flags are names in `flags_of`, empty means all."""

    extra: str
    of: str = ""


def feedback_of(question: Question) -> QuerySet[Feedback]:
    """The members of the report on feedback; an inspector's are those of his agencies."""
    rows: QuerySet[Feedback] = FEEDBACK.members(question)
    scope = question.scope
    return rows.filter(department__in=scope.units) if scope.unit_field == "department" else rows


def flags_of(question: Question) -> dict[str, Q]:
    """What can be asked of a feedback as known at the moment of the question; what was withdrawn is nobody's fault."""
    in_time = _in_time(question.moment)
    return {
        "": Q(),
        "judged": ~Q(state="withdrawn"),
        "in_time": in_time,
        "answered": Q(state__in=["answered", "late"]),
        "content": ~Q(content="no") & in_time,
        "about_rules": Q(kind=Feedback.Kind.RULE),
        "about_staff": Q(kind=Feedback.Kind.CONDUCT),
    }


def feedback_counts(
    question: Question, asked: Mapping[str, OfFeedback], group: Iterable[str] = ()
) -> dict[int | None, dict[str, tuple[int, int]]]:
    """One statement: numerator and denominator of each criterion; by unit when `group` names one, else under None."""
    flags, names = flags_of(question), list(group)
    pairs = {f"{code}_of": flags[one.of] for code, one in asked.items()}
    pairs |= {f"{code}_good": flags[one.of] & flags[one.extra] for code, one in asked.items()}
    counts = {name: Count("pk", filter=flag or None) for name, flag in pairs.items()}
    found = feedback_of(question).order_by()
    rows: Iterable[dict[str, Any]] = found.values(*names).annotate(**counts) if names else [found.aggregate(**counts)]
    return {
        row[names[0]] if names else None: {code: (row[f"{code}_good"], row[f"{code}_of"]) for code in asked}
        for row in rows
    }


def _in_time(moment: datetime) -> Q:
    """Kept every term it had come to: to refuse, to ask, to answer, to publish (the terms are data, in working days).

    Publishing late is known once it is done. What waits for its sender is not late, unless it was before the wait.
    """
    stops = FeedbackStop.objects.filter(feedback=OuterRef("pk"), since__lte=moment)
    due_day = TruncDate(ExpressionWrapper(OuterRef("due_at"), output_field=DateTimeField()), tzinfo=HANOI)
    waits = (
        stops.filter(Q(until=None) | Q(until__gt=moment)).alias(due_day=due_day).filter(since__date__lte=F("due_day"))
    )
    told = FeedbackEvent.objects.filter(feedback=OuterRef("pk"), action__in=["publish", "close"], at__lte=moment)
    day = local(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    over = ~Q(state="open")
    late_over = over & ~Q(broken_term__in=["", PUBLISH])
    late_told = over & Q(broken_term=PUBLISH) & Q(Exists(told))
    late_asked = Q(state="open", broken_term=ASK) & Q(Exists(stops))
    late_open = Q(state="open", due_at__lt=day) & ~Q(Exists(waits))
    return ~(late_over | late_told | late_asked | late_open)
