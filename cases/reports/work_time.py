"""How long the work itself takes: minutes from opening a step's work to its move, by step, never by person."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from cases.models import Work
from cases.models.dossier_queries import DossierQuerySet

AT_THE_DESK = "Trước khi tiếp nhận"


@dataclass(frozen=True)
class WorkTime:
    """The work at one step of one procedure."""

    procedure: int
    name: str
    step: int | None
    step_name: str
    dossiers: int
    times: int
    minutes: int

    @property
    def average(self) -> int:
        """Minutes a dossier, begun ones whole."""
        return -(-self.minutes // self.dossiers)


def works_of(rows: DossierQuerySet, since: date, until: date) -> QuerySet[Work]:
    """Work that was ended on the days from `since` to `until`, of these dossiers."""
    first, end = (_midnight(day) for day in (since, until + timedelta(days=1)))
    return Work.objects.filter(dossier__in=rows, ended_at__gte=first, ended_at__lt=end).order_by()


def work_times(works: QuerySet[Work]) -> list[WorkTime]:
    """One line a step, the longest in sum first; one statement."""
    found = works.values_list("dossier__version__procedure", "dossier__version__name", "step", "step__name").annotate(
        dossiers=Count("dossier", distinct=True), times=Count("pk"), minutes=Sum("minutes")
    )
    lines = [
        WorkTime(procedure, name, step, step_name or AT_THE_DESK, dossiers, times, minutes)
        for procedure, name, step, step_name, dossiers, times, minutes in found
    ]
    return sorted(lines, key=lambda line: (-line.minutes, line.name, line.step_name))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
