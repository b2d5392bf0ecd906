"""Due moments from the real clock, each question asked once: without stops thousands of dossiers share an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.clock import Ledger, Stop, answer_due, read
from cases.deadlines import late_moment
from departments.working_time import WorkingCalendar, local, local_minute
from procedures.time_limits import CUT_OFF, LimitUnit, TimeLimit


@dataclass(frozen=True)
class Moments:
    """What `cases.deadlines` writes into a dossier or a task."""

    original: datetime | None
    due: datetime | None
    late: datetime | None
    standing: bool


class Engine:
    """Asks `cases.clock` and remembers."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._known: dict[tuple[object, ...], Moments] = {}
        self._answers: dict[tuple[object, ...], datetime] = {}

    def moments(
        self, start: datetime, limit: TimeLimit | None, stops: Sequence[Stop], calendar: WorkingCalendar
    ) -> Moments:
        """The due moments of what began at `start`; only stops that were not over by then can matter."""
        if any(stop.until is None or stop.until > start for stop in stops):
            return _asked(start, limit, stops, calendar)
        if limit is None:
            return Moments(None, None, None, False)
        key = (id(calendar), limit.amount, limit.unit, *_start(start, limit.unit))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _asked(start, limit, (), calendar)
        return found

    def answer_due(self, submitted_at: datetime, calendar: WorkingCalendar) -> datetime:
        """When the desk must have answered."""
        key = (id(calendar), local_minute(submitted_at))
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = answer_due(submitted_at, calendar).moment
        return found

    def forget(self) -> None:
        """Drop what was remembered; called when the day is over, for most questions are about one day."""
        self._known.clear()
        self._answers.clear()


def _start(start: datetime, unit: LimitUnit) -> tuple[object, ...]:
    """As much of the start as can change the answer for a limit of this unit."""
    if unit == LimitUnit.WORKING_HOUR:
        return (local_minute(start),)
    here = local(start)
    return (here.date(), here.time() > CUT_OFF) if unit == LimitUnit.SAME_DAY else (here.date(),)


def _asked(start: datetime, limit: TimeLimit | None, stops: Sequence[Stop], calendar: WorkingCalendar) -> Moments:
    reading = read(Ledger(start, limit, tuple(stops)), calendar)
    return Moments(reading.due_original, reading.due_at, late_moment(reading.due_at, limit), reading.standing)
