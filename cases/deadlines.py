"""From what is stored of a dossier to its due moments: the bridge between the rows and the pure clock."""

from datetime import datetime

from cases.clock import Ledger, Policy, Reading, Stop, read, step_due
from cases.lateness import late_from
from cases.models import ClockStop, Dossier, Task
from departments.calendars import calendar_for
from departments.working_time import WorkingCalendar
from procedures.time_limits import TimeLimit


def stops_of(dossier: Dossier) -> list[Stop]:
    """The dossier's stops as the clock reads them."""
    return [_stop(row) for row in dossier.stops.all()]


def reading(dossier: Dossier, calendar: WorkingCalendar | None = None) -> Reading | None:
    """Due moments and their explanation, recomputed from receipt, limit and stops; None before receipt."""
    if dossier.received_at is None:
        return None
    ledger = Ledger(dossier.received_at, dossier.time_limit(), tuple(stops_of(dossier)))
    return read(ledger, calendar or calendar_for(dossier.department))


def recompute(dossier: Dossier, calendar: WorkingCalendar) -> None:
    """Write the due moments into the dossier (unsaved), as the ledger says, and whether its clock runs.

    A stop that begins when the promise is broken stops nothing: what is late stays late until it is finished.
    """
    result = reading(dossier, calendar)
    if result is None:
        return
    dossier.clock_running = dossier.finished_at is None and not result.standing
    dossier.due_original = result.due_original
    dossier.due_at = result.due_at
    dossier.late_from = late_moment(result.due_at, dossier.time_limit())


def recompute_task(task: Task, dossier: Dossier, calendar: WorkingCalendar) -> None:
    """Write the step's own due moment into the task (unsaved): stops lengthen a step like the whole."""
    limit = task.step.time_limit()
    task.due_at = step_due(task.opened_at, limit, stops_of(dossier), calendar).due_at
    task.late_from = late_moment(task.due_at, limit)


def late_moment(due: datetime | None, limit: TimeLimit | None) -> datetime | None:
    """The first moment that counts as late, or None where nothing is promised."""
    return late_from(due, limit.unit) if due is not None and limit is not None else None


def _stop(row: ClockStop) -> Stop:
    return Stop(
        since=row.since,
        until=row.until,
        policy=Policy(row.policy),
        reason=row.get_reason_display(),
        legal_basis=row.legal_basis,
    )
