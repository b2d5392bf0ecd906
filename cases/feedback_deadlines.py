"""From what is stored of a feedback to its due moments: the bridge between its rows and the pure clock."""

from datetime import datetime

from cases.clock import Ledger, Policy, Reading, Stop, read
from cases.feedback_status import DUTIES, FeedbackStatus
from cases.feedback_terms import ASK, PUBLISH, RESOLVE, Term, term_on
from cases.lateness import late_from
from cases.models import Feedback
from departments.working_time import WorkingCalendar, local
from procedures.time_limits import Trigger

SENDING = Trigger("Cổng nhận phản ánh", "ngày gửi")
ANSWERING = Trigger("Trả lời người gửi", "ngày trả lời")
_REASON = "chờ người gửi bổ sung"


def term_of(feedback: Feedback, name: str) -> Term:
    """The limit of that name as it was on the day the feedback was sent."""
    return term_on(name, local(feedback.sent_at).date())


def reading(feedback: Feedback, name: str, calendar: WorkingCalendar) -> Reading:
    """The due moment of one of its terms and why; time in which the sender was asked does not count.

    Publication counts from the answer, everything else from the sending. Raises ValueError for the publication of what
    has no answer, and `CalendarError` when the calendar cannot say.
    """
    term = term_of(feedback, name)
    if name == PUBLISH:
        if feedback.finished_at is None:
            raise ValueError("What has not been answered is not due to be published.")
        return read(Ledger(feedback.finished_at, term.limit), calendar, ANSWERING)
    stops = tuple(Stop(row.since, row.until, Policy.PAUSE, _REASON, row.legal_basis) for row in feedback.stops.all())
    return read(Ledger(feedback.sent_at, term.limit, stops), calendar, SENDING)


def recompute(feedback: Feedback, calendar: WorkingCalendar) -> None:
    """Write into the feedback (unsaved) when it must be answered, and when what the office owes now is due."""
    feedback.due_at = reading(feedback, RESOLVE, calendar).due_at
    duty = DUTIES.get(FeedbackStatus(feedback.status))
    found = reading(feedback, duty, calendar) if duty else None
    feedback.duty_due_at = found.due_at if found else None
    feedback.duty_late_from = _late_from(feedback, duty, found.due_at) if found and duty and found.due_at else None


def breaks(feedback: Feedback, name: str, at: datetime, calendar: WorkingCalendar) -> bool:
    """Whether a move that must keep the term would break it at that moment; while the clock stands none does.

    Only the first question to the sender has a limit.
    """
    if name == ASK and feedback.stops.all():
        return False
    found = reading(feedback, name, calendar)
    return not found.standing and found.due_at is not None and at >= _late_from(feedback, name, found.due_at)


def _late_from(feedback: Feedback, name: str, due_at: datetime) -> datetime:
    return late_from(due_at, term_of(feedback, name).limit.unit)
