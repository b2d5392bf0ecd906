"""How long each procedure usually took: median, nine tenths and share on time of a year's finished dossiers.

Counted once in a while into `procedures.UsualTime`, not at each view: a median needs every dossier of the year, which
in a city are millions, while a page has milliseconds. What a page shows is one row, with the moment it was counted.
A count reads each dossier finished in the year once, a few thousand at a time, and keeps only how many took how long.

A time is counted as a limit is: in working days, the day of receipt not among them (BLDS Đ147), from receipt until the
result was signed, without the days in which the clock stood for a legal reason. Withdrawn and stopped dossiers say
nothing about how long the work takes and are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from cases.clock import Stop, merged
from cases.deadlines import stops_of
from cases.lateness import Timeliness, classify
from cases.models import Dossier
from cases.status import Status
from departments.calendars import calendar_for
from departments.working_time import CalendarError, WorkingCalendar, local
from procedures.models import UsualTime
from procedures.time_limits import LimitUnit

YEAR = timedelta(days=365)
_AT_ONCE = 2000
_HALF, _MOST = 0.5, 0.9

Place = tuple[int, int | None]


@dataclass
class Tally:
    """How many dossiers took how many days, and how many of them were not late."""

    days: Counter[int] = field(default_factory=Counter)
    on_time: int = 0


def usual_times(at: datetime) -> list[UsualTime]:
    """Rows (not stored) for each procedure with a dossier finished in the year before `at`, and for each place."""
    since = at - YEAR
    return [
        UsualTime(
            procedure_id=procedure,
            department_id=department,
            count=tally.days.total(),
            on_time=tally.on_time,
            half_within=within(tally.days, _HALF),
            most_within=within(tally.days, _MOST),
            since=local(since).date(),
            counted_at=at,
        )
        for (procedure, department), tally in _tallies(since, at).items()
    ]


def within(days: Counter[int], share: float) -> int:
    """The fewest days in which at least that share of the dossiers was finished."""
    wanted, reached = share * days.total(), 0
    for number in sorted(days):
        reached += days[number]
        if reached >= wanted:
            return number
    raise ValueError("Không có hồ sơ nào để tính.")


def days_taken(received: datetime, finished: datetime, stops: list[Stop], calendar: WorkingCalendar) -> int:
    """Working days from receipt until the finish, less those in which the clock stood. Raises CalendarError."""
    days = calendar.working_days_between(local(received).date(), local(finished).date())
    for since, until, _ in merged(stops, received):
        last = local(min(until, finished)).date()
        days -= max(calendar.working_days_between(local(since).date(), last), 0)
    return max(days, 0)


def finished_in_the_year(since: datetime, at: datetime) -> QuerySet[Dossier]:
    """Dossiers whose result was signed after `since` and up to `at`, with their procedure and their stops."""
    done = Dossier.objects.filter(
        received_at__isnull=False,
        finished_at__gt=since,
        finished_at__lte=at,
        status__in=(Status.FINISHED, Status.RETURNED),
    )
    columns = ("received_at", "finished_at", "due_at", "limit_unit", "department_id")
    return done.only(*columns).annotate(procedure=F("version__procedure_id")).prefetch_related("stops").order_by("pk")


def _tallies(since: datetime, at: datetime) -> dict[Place, Tally]:
    found: dict[Place, Tally] = defaultdict(Tally)
    for procedure, department, days, on_time in _taken(finished_in_the_year(since, at)):
        for place in ((procedure, None), (procedure, department)):
            found[place].days[days] += 1
            found[place].on_time += on_time
    return found


def _taken(dossiers: QuerySet[Dossier]) -> Iterator[tuple[int, int, int, bool]]:
    """Procedure, agency, days and whether in time; a dossier older than the calendar cannot be counted."""
    # Offices differ in their hours; which days are working days is the same for all of them.
    calendar = calendar_for(None)
    for dossier in dossiers.iterator(chunk_size=_AT_ONCE):
        if dossier.received_at is None or dossier.finished_at is None:
            continue
        try:
            days = days_taken(dossier.received_at, dossier.finished_at, stops_of(dossier), calendar)
        except CalendarError:
            continue
        unit = LimitUnit(dossier.limit_unit or LimitUnit.WORKING_DAY)
        late = classify(dossier.finished_at, dossier.due_at, unit) == Timeliness.LATE
        yield dossier.procedure, dossier.department_id, days, not late  # type: ignore[attr-defined]
