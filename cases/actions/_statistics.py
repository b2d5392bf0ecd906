"""What a dossier adds to the counters of the dashboards, and how a move changes them: in its own transaction.

The counters are the difference between what the dossier added before the move and after it, whatever the move was; so
they stay what a recount of all dossiers would say, corrections included.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from cases.lateness import classify
from cases.models import Dossier, Statistic
from cases.models.statistic import COUNTED
from cases.reports.periods import Kind, containing
from cases.status import Status
from departments.working_time import local
from procedures.time_limits import LimitUnit

# span, first day, department, division, field, channel
Place = tuple[str, date, int, int, int, str]
# (place, column) -> how many
Counts = Counter[tuple[Place, str]]

_AT_ONCE = 500
_ADD = """
    INSERT INTO cases_statistic
        (span, first, department_id, division_id, field_id, channel, received, early, on_time, late, ended)
    VALUES {rows}
    ON CONFLICT (span, first, department_id, division_id, field_id, channel) DO UPDATE SET
        received = cases_statistic.received + excluded.received,
        early = cases_statistic.early + excluded.early,
        on_time = cases_statistic.on_time + excluded.on_time,
        late = cases_statistic.late + excluded.late,
        ended = cases_statistic.ended + excluded.ended
"""


def adds(dossier: Dossier, field: int) -> Counts:
    """What the dossier adds as it stands: once where it was received, once where its work ended; `field` is its own."""
    found: Counts = Counter()
    if dossier.received_at is None or dossier.deleted_at is not None:
        return found
    for moment, column in ((dossier.received_at, "received"), (dossier.finished_at, _ending(dossier))):
        if moment is not None:
            where = (dossier.department_id, dossier.division_id, field, dossier.channel)
            found.update({((span, first, *where), column): 1 for span, first in spans(moment)})
    return found


def change(before: Counts, after: Counts) -> None:
    """Add the difference to the counters, in one statement; nothing where nothing differs."""
    difference = Counter(after)
    difference.subtract(before)
    add(difference)


def add(counts: Counts) -> None:
    """Add to the counters. Places are written in order: no two transactions wait in a ring."""
    places: defaultdict[Place, dict[str, int]] = defaultdict(dict)
    for (place, column), number in counts.items():
        if number:
            places[place][column] = number
    rows = [(*place, *(numbers.get(name, 0) for name in COUNTED)) for place, numbers in sorted(places.items())]
    for start in range(0, len(rows), _AT_ONCE):
        _write(rows[start : start + _AT_ONCE])


def spans(moment: datetime) -> Iterable[tuple[str, date]]:
    """The day and the legal month in which the moment is counted."""
    day = local(moment).date()
    return (Statistic.Span.DAY.value, day), (Statistic.Span.MONTH.value, containing(Kind.MONTH, day).first)


def _write(rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join("(" + ", ".join(["%s"] * len(rows[0])) + ")" for _ in rows)
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=marks), [value for row in rows for value in row])


def _ending(dossier: Dossier) -> str:
    """The column of the dossier's end; `cases.reports.outcomes` tells the same from the log."""
    if dossier.status in (Status.WITHDRAWN, Status.STOPPED):
        return "ended"
    if dossier.finished_at is None:
        return ""
    unit = LimitUnit(dossier.limit_unit) if dossier.limit_unit else LimitUnit.WORKING_DAY
    return classify(dossier.finished_at, dossier.due_at, unit).value
