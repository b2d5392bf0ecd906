"""Take a phản ánh, kiến nghị in: from an account or without one; the same form sent twice is one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions._feedback_move import SENDER
from cases.actions._log import log_feedback
from cases.actions._notice import tell_of_feedback
from cases.codes import FEEDBACK, feedback_code, next_number
from cases.feedback_deadlines import recompute
from cases.models import Document, Dossier, Feedback
from departments.calendars import calendar_for
from departments.models import Department, User
from departments.vietnamese import fold

# Keeps the files that came with it, once there is a row to keep them with.
Keep = Callable[[Feedback], Sequence[Document]]


def send_feedback(
    *,
    key: UUID,
    by: User | None,
    at: datetime,
    department: Department,
    dossier: Dossier | None = None,
    keep: Keep = lambda _feedback: (),
    **said: Any,
) -> Feedback:
    """Store it with its files and start its clock; `said` are the fields in which the sender wrote.

    It begins at the desk of the agency that answers. Raises CalendarError where nobody can say when it is due, and
    whatever `keep` raises; then nothing is kept.
    """
    try:
        with transaction.atomic():
            return _sent(key, by=by, at=at, department=department, dossier=dossier, keep=keep, said=said)
    except IntegrityError:
        # The same form arrived twice at the same moment: the other one won.
        won = Feedback.objects.filter(key=key, account=by).first()
        if won is None:
            raise
        return won


def _sent(
    key: UUID,
    *,
    by: User | None,
    at: datetime,
    department: Department,
    dossier: Dossier | None,
    keep: Keep,
    said: dict[str, Any],
) -> Feedback:
    there = Feedback.objects.filter(key=key).first()
    if there is not None and there.account == by:
        return there
    if there is not None:
        # Somebody else's, left behind in a browser that several people use: what is sent now is no part of it.
        key = uuid4()
    desk = reception_of(department, at)
    feedback = Feedback(
        key=key, account=by, department=department, desk=desk, unit=desk, dossier=dossier, sent_at=at, **said
    )
    feedback.revision = 1
    feedback.search_text = fold(f"{feedback.subject} {feedback.sender_name}")
    feedback.save()
    recompute(feedback, calendar_for(department))
    feedback.save()
    keep(feedback)
    log_feedback(
        feedback, "send", by=by, by_name=SENDER, at=at, from_status=None, department=None, note=feedback.subject
    )
    tell_of_feedback(feedback, "send", at=at)
    # The counter is locked as briefly as can be.
    day = timezone.localtime(at).date()
    feedback.code = feedback_code(day, next_number(FEEDBACK, day))
    Feedback.objects.filter(pk=feedback.pk).update(code=feedback.code)
    return feedback


def reception_of(agency: Department, at: datetime) -> Department:
    """Where the agency takes such things in: its one-stop desk, or the agency itself where it has none."""
    desks = Department.objects.in_force(timezone.localtime(at).date()).desks().subtree_of(agency)
    return desks.order_by("path").first() or agency
