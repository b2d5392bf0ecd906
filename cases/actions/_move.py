"""The one door: lock, check, change, log and tell, together or not at all. The only writer of `Dossier.status`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from cases.access import can_now, may, post_for
from cases.actions._linked import settle_linked
from cases.actions._log import log
from cases.actions._notice import tell
from cases.actions._proposals import settle_proposal
from cases.actions._review import settle_review
from cases.actions._statistics import adds, change
from cases.actions._work import settle_work
from cases.asking import FOR_THE_LEADER, is_for_the_leader
from cases.deadlines import recompute, recompute_task
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.models import Dossier, Event, Opinion
from cases.plain_words import status_words
from cases.status import BESIDE, HANDS_ON, MOVES, SIGNS, TAKES_BACK
from departments.calendars import calendar_for
from departments.models import User
from departments.written import in_english

# What is logged without being a move of its own.
_OTHER_EVENTS = {
    "submit": "nộp hồ sơ",
    "release": "có kết quả của hồ sơ trước trong liên thông",
    "let_go": "xóa hồ sơ trước trong liên thông",
    "wait_again": "khôi phục hồ sơ trước trong liên thông",
    "recount": "tính lại ngày hẹn",
    "pay": "ghi nhận khoản nộp phí",
    "overpay": "ghi nhận khoản nộp thừa",
    "refund": "hoàn tiền",
    "link_account": "đưa hồ sơ vào tài khoản",
    "quarantine": "cách ly một tệp có mã độc",
    "move_work": "chuyển hồ sơ sang người khác",
    "take_papers": "xác nhận đã nhận đủ hồ sơ giấy",
    "lack_papers": "báo hồ sơ giấy còn thiếu",
    "unlink_account": "xóa tài khoản, hồ sơ được giữ lại",
}


@contextmanager
def moving(
    dossier: Dossier,
    action: str,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    data: dict[str, Any] | None = None,
    revision: int | None = None,
) -> Iterator[Dossier]:
    """Yield the dossier locked and checked; when the block ends, move it, recompute its due moments, log and tell.

    `data` may be filled inside the block and is logged. `revision` is the one the person's page showed: another one now
    means someone was faster. `by` is None where the portal itself makes a move that may be made so. Raises NotAllowed,
    MoveRefused or Changed, and then nothing has happened.
    """
    with transaction.atomic():
        locked = lock(dossier.pk)
        _check(locked, action, by=by, at=at, revision=revision)
        before, post = locked.status, post_for(by, action, locked, at) if by else None
        said = {} if data is None else data
        if post is not None and post.deputy_for is not None:
            said["for"] = post.deputy_for.user.get_full_name()
        counted = adds(locked, locked.version.procedure.field_id)
        yield locked
        settle_proposal(locked, action, by=by, at=at)
        if locked.finished_at is not None:
            Opinion.objects.open().filter(dossier=locked).update(dropped_at=at)
        if action not in BESIDE:
            locked.handed_on_by = by if action in HANDS_ON else None
            settle_work(locked, by=by, at=at)
        settle_review(locked, action, post=post, at=at)
        _settle(locked, MOVES[action].to)
        log(
            locked,
            action,
            by=by,
            at=at,
            from_status=before,
            department=post.department if post else None,
            note=note,
            data=said,
        )
        tell(locked, action, at=at, note=note)
        settle_linked(locked, action, at=at)
        change(counted, adds(locked, locked.version.procedure.field_id))
    dossier.refresh_from_db()


def lock(pk: int) -> Dossier:
    """The dossier under lock until the transaction ends, with what the rules look at."""
    return (
        Dossier.everything.with_holder()
        .select_for_update(of=("self",))
        .select_related(
            "version__procedure",
            "current_task__step",
            "current_task__assignee",
            "department",
            "desk",
            "origin_desk",
            "division",
            "submitter",
            "owner",
            "account__notice_preference",
            "result",
            "proposal",
        )
        .prefetch_related("stops", "supplements", "opinions__stop")
        .get(pk=pk)
    )


def _check(dossier: Dossier, action: str, *, by: User | None, at: datetime, revision: int | None) -> None:
    if by is None:
        if not MOVES[action].system:
            raise NotAllowed(f"Cổng không tự làm “{MOVES[action].label}”.")
    elif not may(by, action, dossier, at):
        holder = dossier.holder
        in_principle = post_for(by, action, dossier, at) is not None
        if in_principle and is_for_the_leader(action, dossier):
            raise MoveRefused(FOR_THE_LEADER)
        if in_principle and action in TAKES_BACK:
            raise Changed(_who_was_faster(dossier))
        if action not in SIGNS and holder not in (None, by) and in_principle:
            raise Changed(f"Hồ sơ đang do {holder} giữ. {_who_was_faster(dossier)}")
        raise NotAllowed(_may_not(action))
    if revision is not None and revision != dossier.revision:
        raise Changed(_who_was_faster(dossier))
    if not can_now(action, dossier):
        raise MoveRefused(_not_now(dossier, action))


def _settle(dossier: Dossier, to: int | None) -> None:
    if to is not None:
        dossier.status = to
    dossier.clock_running = False
    if dossier.received_at is not None and dossier.finished_at is None and dossier.deleted_at is None:
        # Stops may have been added or ended in the block: forget what was prefetched and count anew.
        dossier._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        calendar = calendar_for(dossier.department)
        prefetch_related_objects([dossier], "stops")
        recompute(dossier, calendar)
        task = dossier.current_task
        if task is not None:
            recompute_task(task, dossier, calendar)
            task.save(update_fields=["due_at", "late_from"])
    dossier.sync_status = Dossier.Sync.PENDING
    dossier.revision += 1
    dossier.save()


def _may_not(action: str) -> str:
    if in_english():
        return gettext("Bạn không có quyền làm việc này với hồ sơ này.")
    return f"Bạn không có quyền “{MOVES[action].label}” với hồ sơ này."


def _not_now(dossier: Dossier, action: str) -> str:
    """Why the move cannot be made in this status; an applicant who reads English is told so in English."""
    if in_english():
        told = gettext("Lúc này không làm được việc ấy: hồ sơ đang ở trạng thái “{status}”.")
        return told.format(status=status_words(dossier.status))
    return (
        f"Không thể “{MOVES[action].label}” lúc này: hồ sơ đang ở trạng thái “{dossier.get_status_display()}”. "
        + _who_was_faster(dossier)
    )


def _who_was_faster(dossier: Dossier) -> str:
    last: Event | None = dossier.events.order_by("-number").first()
    if last is None:
        return ""
    if in_english():
        return gettext("Hồ sơ đã được thay đổi từ khi bạn mở trang này.")
    verb = MOVES[last.action].label if last.action in MOVES else _OTHER_EVENTS[last.action]
    return f"{last.by_name} đã “{verb}”."
