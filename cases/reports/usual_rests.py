"""How long it usually takes from each step on: what a forecast of an open dossier rests on.

Of each dossier finished in the year, and of each kind of step, the working days from the day the first such step began
until the result was signed, without the days in which the clock stood. The hand-over comes after that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch

from cases.deadlines import stops_of
from cases.models import Task
from cases.reports.usual_times import YEAR, days_taken, finished_in_the_year, within
from departments.calendars import calendar_for
from departments.working_time import CalendarError
from procedures.models import StepKind, UsualRest

_AT_ONCE = 2000
_HALF, _MOST = 0.5, 0.9
_From = tuple[int, int | None, str]


def usual_rests(at: datetime) -> list[UsualRest]:
    """Rows (not stored) for each procedure, place and kind of step that was gone through in the year before `at`."""
    found: defaultdict[_From, Counter[int]] = defaultdict(Counter)
    for procedure, department, kind, days in _rests(at):
        found[procedure, None, kind][days] += 1
        found[procedure, department, kind][days] += 1
    return [
        UsualRest(
            procedure_id=procedure,
            department_id=department,
            kind=kind,
            count=days.total(),
            half_within=within(days, _HALF),
            most_within=within(days, _MOST),
            counted_at=at,
        )
        for (procedure, department, kind), days in found.items()
    ]


def _rests(at: datetime) -> Iterator[tuple[int, int, str, int]]:
    calendar = calendar_for(None)
    done = finished_in_the_year(at - YEAR, at)
    with_steps = done.prefetch_related(Prefetch("tasks", Task.objects.select_related("step").order_by("opened_at")))
    for dossier in with_steps.iterator(chunk_size=_AT_ONCE):
        if dossier.finished_at is None:
            continue
        begun: dict[str, datetime] = {}
        for task in dossier.tasks.all():
            if task.step.kind != StepKind.HAND_OVER:
                begun.setdefault(task.step.kind, task.opened_at)
        stops = stops_of(dossier)
        try:
            days = {kind: days_taken(since, dossier.finished_at, stops, calendar) for kind, since in begun.items()}
        except CalendarError:
            continue
        for kind, number in days.items():
            yield dossier.procedure, dossier.department_id, kind, number  # type: ignore[attr-defined]
