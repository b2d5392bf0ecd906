"""Where dossiers stand to their promise: running, standing, due, overdue. One definition for lists and for sums."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.status import Status
from departments.working_time import WorkingCalendar

if TYPE_CHECKING:
    from cases.models.dossier import Dossier  # noqa: F401


def _midnight_after(at: datetime) -> datetime:
    """The moment the local day of `at` is over."""
    day = timezone.localtime(at).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


# Where open work stands to its promise, of dossiers whose clock runs: one definition for lists and for sums.


def is_overdue(at: datetime) -> Q:
    """The promised day (for limits in hours: moment) is over and the work is not (domain: quá hạn)."""
    return Q(late_from__lte=at)


def is_due_today(at: datetime) -> Q:
    """Promised for today and not yet overdue (đến hạn hôm nay)."""
    return Q(late_from__gt=at, due_at__lt=_midnight_after(at))


def is_due_soon(at: datetime, calendar: WorkingCalendar) -> Q:
    """Promised for the next working day (sắp đến hạn: còn không quá 1 ngày làm việc)."""
    next_day = calendar.add_days(timezone.localtime(at).date(), 1)
    end = timezone.make_aware(datetime.combine(next_day + timedelta(days=1), time.min))
    return Q(late_from__gt=at, due_at__gte=_midnight_after(at), due_at__lt=end)


def is_step_late(at: datetime) -> Q:
    """The step at hand is past its own limit while the promise still holds (chậm tiến độ)."""
    return Q(current_task__late_from__lte=at) & ~is_overdue(at)


# The clock runs; the partial indexes of the dossier begin with it.
RUNS = Q(clock_running=True)


class ClockQuerySet(models.QuerySet["Dossier"]):
    """ "Overdue" is the dossier's promise, "step late" is a step's own limit: never mixed."""

    def running(self) -> Self:
        """Received, not finished, clock not stopped; a stop that came after the promised moment stops nothing."""
        return self.filter(clock_running=True)

    def standing(self) -> Self:
        """The clock is stopped: supplement, financial obligation, suspension."""
        return self.filter(
            status__in=[Status.WAITING, Status.PAYING, Status.STOPPED],
            received_at__isnull=False,
            clock_running=False,
            finished_at=None,
        )

    def overdue(self, at: datetime) -> Self:
        """The promised day (for limits in hours: moment) is over and the work is not (domain: quá hạn)."""
        return self.running().filter(is_overdue(at))

    def due_today(self, at: datetime) -> Self:
        """Promised for today and not yet overdue (đến hạn hôm nay)."""
        return self.running().filter(is_due_today(at))

    def due_soon(self, at: datetime, calendar: WorkingCalendar) -> Self:
        """Promised for the next working day (sắp đến hạn: còn không quá 1 ngày làm việc)."""
        return self.running().filter(is_due_soon(at, calendar))

    def step_late(self, at: datetime) -> Self:
        """The step at hand is past its own limit while the promise still holds (chậm tiến độ)."""
        return self.running().filter(is_step_late(at))

    def endangered(self, at: datetime, calendar: WorkingCalendar) -> Self:
        """Not overdue yet, but promised for today or the next working day, or with a late step; each once."""
        return self.running().filter(is_due_today(at) | is_due_soon(at, calendar) | is_step_late(at))

    def became_late(self, since: datetime, until: datetime) -> Self:
        """The promise broke from `since` on and before `until`, whether the work has been finished since or not."""
        broken = self.filter(received_at__isnull=False, late_from__gte=since, late_from__lt=until)
        return broken.filter(RUNS | Q(finished_at__gte=since) & Q(finished_at__gte=F("late_from")))
