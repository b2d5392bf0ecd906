"""Where open work stands to its promise, of dossiers whose clock runs: one definition for lists and for sums."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from cases.status import Status
from departments.working_time import WorkingCalendar

# The clock runs; the partial indexes of the dossier begin with it.
RUNS = Q(clock_running=True)
# The clock stands until the applicant has acted or the stop is over.
STANDS = Q(
    status__in=[Status.WAITING, Status.PAYING, Status.STOPPED],
    received_at__isnull=False,
    clock_running=False,
    finished_at=None,
)
# Nor was it deleted; what the default manager says of every dossier it finds, so that the partial indexes serve it.
LIVING = Q(deleted_at=None)


def _midnight_after(at: datetime) -> datetime:
    """The moment the local day of `at` is over."""
    day = timezone.localtime(at).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


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
