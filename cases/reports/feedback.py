"""Feedback in figures (index 766, criteria 5.2 and 5.3): received, in time, late, open, and how content senders are.

In time is what kept every term it came to: refused within 2 working days, asked within 5, answered within 15, published
within 2 (the terms are data). What was withdrawn is neither in time nor late.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from cases.feedback_status import OPEN, FeedbackStatus
from cases.models.feedback_queries import FeedbackQuerySet
from cases.reports.periods import Period


@dataclass(frozen=True)
class FeedbackFigures:
    """Counted over what was sent in the period, as it stands at the moment of the report."""

    received: int
    in_time: int
    late: int
    open: int
    withdrawn: int
    rated: int
    satisfied: int

    @property
    def in_time_share(self) -> float | None:
        """Of those that are settled or late, the share that kept all terms; None where there are none."""
        judged = self.in_time + self.late
        return self.in_time / judged if judged else None

    @property
    def satisfied_share(self) -> float | None:
        """Of those rated; None where none is."""
        return self.satisfied / self.rated if self.rated else None


def feedback_figures(rows: FeedbackQuerySet, period: Period, at: datetime) -> FeedbackFigures:
    """One statement. `late` counts also what is open and past a term; `open` what is open and in time."""
    is_open, withdrawn = Q(status__in=OPEN), Q(status=FeedbackStatus.WITHDRAWN)
    late = ~withdrawn & (~Q(broken_term="") | Q(duty_late_from__isnull=False, duty_late_from__lte=at))
    in_time = ~is_open & ~withdrawn & Q(broken_term="") & (Q(duty_late_from=None) | Q(duty_late_from__gt=at))
    found = rows.filter(sent_at__gte=period.start, sent_at__lte=period.end).aggregate(
        received=Count("pk"),
        in_time=Count("pk", filter=in_time),
        late=Count("pk", filter=late),
        open=Count("pk", filter=is_open & ~late),
        withdrawn=Count("pk", filter=withdrawn),
        rated=Count("pk", filter=Q(satisfied__isnull=False)),
        satisfied=Count("pk", filter=Q(satisfied=True)),
    )
    return FeedbackFigures(**found)
