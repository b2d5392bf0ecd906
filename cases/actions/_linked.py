"""What the end of one dossier does to those linked with it (liên thông); used by moves, inside their transaction.

A member that is deleted never comes to a result, as one that is refused or withdrawn: those that waited for it are
answered by their desks from then on. When it is restored, those whose desks have done nothing since wait again.
"""

from datetime import datetime

from cases.actions._log import log
from cases.actions._notice import tell
from cases.clock import answer_due
from cases.models import Application, Dossier, Event
from cases.status import BESIDE, Status
from departments.calendars import calendar_for
from procedures.channels import Channel

LET_GO, WAIT_AGAIN = "let_go", "wait_again"
# What may have happened to a follower without its desk having answered it.
_NO_ANSWER = BESIDE | {"delete", "restore"}


def settle_linked(dossier: Dossier, action: str, *, at: datetime) -> None:
    """Those that waited for it are now to be answered by their desks; the application is closed when all are done."""
    if dossier.application_id is None:
        return
    if action == "restore":
        _settle_own_wait(dossier, at=at)
        _call_back(dossier, at=at)
    if dossier.finished_at is not None and dossier.waits_for_id is not None:
        # Withdrawn while it waited: it waits for nothing any more.
        dossier.waits_for = None
        dossier.save(update_fields=["waits_for"])
    if dossier.finished_at is not None or dossier.deleted_at is not None:
        for follower in Dossier.objects.select_for_update(of=("self",)).filter(waits_for=dossier).order_by("pk"):
            _release(follower, dossier, at=at)
    open_ones = Dossier.objects.filter(application=dossier.application_id, finished_at=None).exists()
    Application.objects.filter(pk=dossier.application_id).update(closed_at=None if open_ones else at)


def _settle_own_wait(dossier: Dossier, *, at: datetime) -> None:
    """While it was deleted, what it waits for may have ended or gone, or what it waited for may have come back."""
    before = dossier.waits_for_id or _let_go_by(dossier)
    if before is None:
        return
    earlier = Dossier.everything.select_for_update(of=("self",)).get(pk=before)
    is_there = earlier.finished_at is None and earlier.deleted_at is None
    if dossier.waits_for_id is not None and not is_there:
        _release(dossier, earlier, at=at)
    elif dossier.waits_for_id is None and is_there:
        _hold(dossier, earlier, at=at)


def _call_back(dossier: Dossier, *, at: datetime) -> None:
    """Those that its deletion let go and that nobody has answered yet."""
    if dossier.finished_at is not None:
        return
    others = Dossier.objects.select_for_update(of=("self",)).filter(
        application=dossier.application_id, status=Status.NEW, waits_for=None
    )
    for follower in others.exclude(pk=dossier.pk).order_by("pk"):
        if _let_go_by(follower) == dossier.pk:
            _hold(follower, dossier, at=at)


def _let_go_by(dossier: Dossier) -> int | None:
    """The deleted dossier that it waited for, as long as its own desk has done nothing since."""
    if dossier.status != Status.NEW:
        return None
    last: Event | None = dossier.events.exclude(action__in=_NO_ANSWER).order_by("-number").first()
    return last.data.get("deleted") if last is not None and last.action == LET_GO else None


def _release(dossier: Dossier, after: Dossier, *, at: datetime) -> None:
    dossier.waits_for = None
    if dossier.channel == Channel.ONLINE:
        dossier.answer_due_at = answer_due(at, calendar_for(dossier.desk)).moment
    if after.deleted_at is not None:
        _save(dossier, LET_GO, at=at, note=f"Hồ sơ {after.code}: đã xóa vì nhập nhầm.", data={"deleted": after.pk})
    else:
        _save(dossier, "release", at=at, note=f"Hồ sơ {after.code}: {after.get_status_display().lower()}.")


def _hold(dossier: Dossier, after: Dossier, *, at: datetime) -> None:
    dossier.waits_for, dossier.answer_due_at = after, None
    _save(dossier, WAIT_AGAIN, at=at, note=f"Hồ sơ {after.code} đã được khôi phục.")


def _save(dossier: Dossier, action: str, *, at: datetime, note: str, data: dict[str, int] | None = None) -> None:
    dossier.revision += 1
    dossier.sync_status = Dossier.Sync.PENDING
    dossier.save()
    log(dossier, action, by=None, at=at, from_status=dossier.status, department=None, note=note, data=data)
    tell(dossier, action, at=at, note=note)
