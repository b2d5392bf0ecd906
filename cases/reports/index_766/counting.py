"""The index counted from the portal's own dossiers, procedures and feedback: each number and its list are one question.

What is not here is entered by a person, see `entered`; feedback that only the national portal took in is entered too,
and added to what is counted here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from cases.models import Feedback, IndexEntry
from cases.reports.forms.feedback import FEEDBACK
from cases.reports.index_766.counted import (
    COUNTED,
    ENTERED_BESIDES,
    OF_FEEDBACK,
    ONLY_COUNTED,
    PARTS,
    OfDossiers,
    OfProcedures,
    count_name,
)
from cases.reports.index_766.dossiers import dossier_counts, dossiers_counted, sums_of
from cases.reports.index_766.feedback import OfFeedback, feedback_counts, feedback_of, flags_of
from cases.reports.index_766.procedures import offerings, procedure_counts, procedures_counted
from cases.reports.index_766.scoring import Figure
from cases.reports.outcomes import Convention
from cases.reports.question import Question

__all__ = [
    "COUNTED",
    "ENTERED_BESIDES",
    "ONLY_COUNTED",
    "PARTS",
    "OfDossiers",
    "OfProcedures",
    "by_second",
    "dossiers_counted",
    "entered",
    "feedback_counted",
    "figures_by_unit",
    "figures_of",
    "joined",
    "procedures_counted",
]

Figures = dict[str, Figure]


def by_second(question: Question) -> Question:
    """The question as the index asks it: to the second."""
    return replace(question, convention=Convention.BY_SECOND)


def figures_of(question: Question) -> Figures:
    """The counted figures of the whole scope, by code; a procedure counts once, however many offer it."""
    counts = sums_of(dossier_counts(question, ()))
    row = offerings(question).aggregate(**procedure_counts(question))
    return _figures(counts.get((), {}), row, feedback_counts(question, OF_FEEDBACK)[None])


def figures_by_unit(question: Question) -> dict[int, Figures]:
    """The counted figures of each unit of the scope, by its key; units without anything are there too."""
    unit = question.scope.unit_field
    counts = sums_of(dossier_counts(question, (unit,)))
    rows = offerings(question).order_by().values(unit).annotate(**procedure_counts(question))
    procedures = {row[unit]: row for row in rows}
    feedback = feedback_counts(question, OF_FEEDBACK, [FEEDBACK.paths.get(unit, unit)])
    return {
        one.pk: _figures(counts.get((one.pk,), {}), procedures.get(one.pk, {}), feedback.get(one.pk, {}))
        for one in question.scope.units
    }


def entered(question: Question, units: Iterable[int]) -> dict[int, Figures]:
    """What persons entered for the period, by unit and criterion; never for what the portal counts all by itself."""
    found: dict[int, Figures] = defaultdict(dict)
    entries = IndexEntry.objects.newest(question.period.key).filter(department__in=list(units))
    for entry in entries.exclude(criterion__in=ONLY_COUNTED):
        found[entry.department_id][entry.criterion] = Figure(
            entry.numerator, entry.denominator, entry.points, f"nhập tay, {entry.source}"
        )
    return found


def joined(counted: Figures, told: Figures) -> Figures:
    """What was counted with what was entered: in its place where nothing is counted, beside it for feedback."""
    return counted | {
        code: _beside(counted[code], figure) if code in ENTERED_BESIDES else figure for code, figure in told.items()
    }


def feedback_counted(question: Question, code: str, part: str) -> QuerySet[Feedback]:
    """The phản ánh, kiến nghị behind a number, without those entered besides; see `dossiers_counted`."""
    asked = COUNTED[code]
    if not isinstance(asked, OfFeedback) or part not in PARTS:
        raise KeyError(code)
    flags = flags_of(question)
    of = feedback_of(question).filter(flags[asked.of])
    if part == "mau":
        return of
    return of.filter(flags[asked.extra]) if part == "tu" else of.exclude(flags[asked.extra])


def _figures(
    dossiers: Mapping[str, tuple[int, int]], procedures: Mapping[str, int], feedback: Mapping[str, tuple[int, int]]
) -> Figures:
    figures = {}
    for code, asked in COUNTED.items():
        if isinstance(asked, OfDossiers):
            figures[code] = Figure(*dossiers.get(code, (0, 0)))
        elif isinstance(asked, OfFeedback):
            figures[code] = Figure(*feedback.get(code, (0, 0)))
        else:
            good, of = procedures.get(count_name(asked.of, asked.extra), 0), procedures.get(count_name(asked.of), 0)
            figures[code] = Figure(good, of)
    return figures


def _beside(counted: Figure, told: Figure) -> Figure:
    """Both together; of an entry that tells points alone nothing can be added."""
    if told.numerator is None or told.denominator is None:
        return counted
    numerator, denominator = counted.numerator or 0, counted.denominator or 0
    return Figure(
        numerator + told.numerator,
        denominator + told.denominator,
        source=f"cổng này đếm {numerator}/{denominator}; cộng {told.numerator}/{told.denominator} {told.source}",
        besides=(told.numerator, told.denominator),
    )
