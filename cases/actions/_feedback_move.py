"""The one door of feedback: lock, check, change, log and tell, together or not at all; its status is written here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from cases.actions._log import log_feedback
from cases.actions._notice import tell_of_feedback
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.feedback_access import can_now, is_sender, post_for
from cases.feedback_deadlines import breaks, recompute
from cases.feedback_status import FEEDBACK_MOVES
from cases.models import Feedback
from departments.calendars import calendar_for
from departments.models import User
from departments.written import in_english

SENDER = "Người gửi"
_OTHER_EVENTS = {"send": "Gửi phản ánh", "unlink_account": "Xóa tài khoản, phản ánh được giữ lại"}


@contextmanager
def handling(
    feedback: Feedback,
    action: str,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    data: dict[str, Any] | None = None,
    revision: int | None = None,
) -> Iterator[Feedback]:
    """Yield the feedback locked and checked; when the block ends, move it, recompute its due moments, log and tell.

    `by` is None for a sender who proved by code and phone or mail that it is his. `revision` is the one the person's
    page showed. Raises NotAllowed, MoveRefused or Changed, and then nothing has happened.
    """
    move = FEEDBACK_MOVES[action]
    with transaction.atomic():
        locked = lock(feedback.pk)
        post = _check(locked, action, by=by, revision=revision)
        before, calendar = locked.status, calendar_for(locked.department)
        if move.term and not locked.broken_term and breaks(locked, move.term, at, calendar):
            locked.broken_term = move.term
        yield locked
        if move.to is not None:
            locked.status = move.to
        # Stops may have been added or ended, and the unit changed, in the block.
        locked._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        recompute(locked, calendar_for(locked.department))
        locked.revision += 1
        locked.save()
        log_feedback(
            locked,
            action,
            by=by,
            by_name=by.get_full_name() if by and post else SENDER,
            at=at,
            from_status=before,
            department=post.department if post else None,
            note=note,
            data=data,
        )
        tell_of_feedback(locked, action, at=at, note=note)
    feedback.refresh_from_db()


def lock(pk: int) -> Feedback:
    """The feedback under lock until the transaction ends, with what the rules look at."""
    return (
        Feedback.objects.select_for_update(of=("self",))
        .select_related("department", "unit", "desk", "account__notice_preference", "dossier__current_task")
        .prefetch_related("stops")
        .get(pk=pk)
    )


def who_was_faster(feedback: Feedback) -> str:
    """Who did what last, in a sentence; a sender who reads English is told only that something happened."""
    if in_english():
        return gettext("Phản ánh đã thay đổi từ khi bạn mở trang.")
    last = feedback.events.order_by("-number").first()
    if last is None:
        return ""
    move = FEEDBACK_MOVES.get(last.action)
    return f"{last.by_name} đã “{move.label if move else _OTHER_EVENTS[last.action]}”."


def _check(feedback: Feedback, action: str, *, by: User | None, revision: int | None) -> Any:
    """The post by which it is done, None for its sender."""
    move = FEEDBACK_MOVES[action]
    post = None
    if move.sender:
        if by is not None and not is_sender(by, feedback):
            raise NotAllowed(gettext("Chỉ người gửi phản ánh làm được việc này."))
    else:
        post = post_for(by, action, feedback) if by else None
        if post is None:
            raise NotAllowed(f"Bạn không có quyền “{move.label}” với phản ánh này.")
    if revision is not None and revision != feedback.revision:
        raise Changed(who_was_faster(feedback))
    if not can_now(action, feedback):
        told = gettext("Không thể “{move}” lúc này: phản ánh đang ở trạng thái “{status}”.")
        words = told.format(move=gettext(move.label), status=feedback.get_status_display())
        raise MoveRefused(f"{words} {who_was_faster(feedback)}")
    return post
