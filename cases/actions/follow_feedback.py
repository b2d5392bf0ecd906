"""What the sender does with a feedback once it is sent; `by` is None for one who proved himself by code and contact."""

from datetime import datetime

from cases.actions._feedback_move import handling
from cases.actions.send_feedback import Keep
from cases.models import Feedback
from departments.models import User


def supplement(
    feedback: Feedback,
    *,
    by: User | None,
    at: datetime,
    text: str,
    keep: Keep = lambda _feedback: (),
    revision: int | None = None,
) -> Feedback:
    """Say what the office asked for, with files; the clock goes on."""
    action = "supplement" if feedback.accepted_at else "complete"
    with handling(feedback, action, by=by, at=at, note=text, revision=revision) as locked:
        keep(locked)
        locked.stops.filter(until=None).update(until=at)
    return feedback


def withdraw(
    feedback: Feedback, *, by: User | None, at: datetime, reason: str = "", revision: int | None = None
) -> Feedback:
    """Take it back before it is answered."""
    with handling(feedback, "withdraw", by=by, at=at, note=reason, revision=revision) as locked:
        locked.stops.filter(until=None).update(until=at)
        locked.finished_at = at
    return feedback


def rate(
    feedback: Feedback, *, by: User | None, at: datetime, satisfied: bool, words: str = "", revision: int | None = None
) -> Feedback:
    """Say, once, whether the answer is satisfying (QĐ 766/QĐ-TTg)."""
    data = {"satisfied": satisfied}
    with handling(feedback, "rate", by=by, at=at, note=words, data=data, revision=revision) as locked:
        locked.satisfied, locked.rating_words, locked.rated_at = satisfied, words, at
    return feedback
