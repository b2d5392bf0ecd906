"""What the end of one dossier does to those linked with it (liên thông); used by moves, inside their transaction."""

from datetime import datetime

from cases.actions._log import log
from cases.actions._notice import tell
from cases.clock import answer_due
from cases.models import Application, Dossier
from departments.calendars import calendar_for
from procedures.channels import Channel


def settle_linked(dossier: Dossier, *, at: datetime) -> None:
    """Those that waited for it are now to be answered by their desks; the application is closed when all are done."""
    if dossier.application_id is None:
        return
    if dossier.finished_at is not None:
        for follower in Dossier.objects.select_for_update(of=("self",)).filter(waits_for=dossier).order_by("pk"):
            _release(follower, dossier, at=at)
    open_ones = Dossier.objects.filter(application=dossier.application_id, finished_at=None).exists()
    Application.objects.filter(pk=dossier.application_id).update(closed_at=None if open_ones else at)


def _release(dossier: Dossier, after: Dossier, *, at: datetime) -> None:
    dossier.waits_for = None
    if dossier.channel == Channel.ONLINE:
        dossier.answer_due_at = answer_due(at, calendar_for(dossier.desk)).moment
    dossier.revision += 1
    dossier.sync_status = Dossier.Sync.PENDING
    dossier.save()
    note = f"Hồ sơ {after.code}: {after.get_status_display().lower()}."
    log(dossier, "release", by=None, at=at, from_status=dossier.status, department=None, note=note)
    tell(dossier, "release", at=at, note=note)
