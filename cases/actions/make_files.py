"""Make the files of reports that people asked for, one after the other; several workers at once do no harm.

As with the outbox (`cases.actions.deliver`), a claim is only a moment: whoever takes a row moves its `next_at` ahead
and goes on doing so while rows are written, and a row whose worker died comes up again by itself. A file is kept only
by the worker whose claim still stands.
"""

import logging
import tempfile
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from cases.actions._notice import tell_of_report
from cases.lists import Looking
from cases.models import PreparedReport
from cases.models.prepared_report import KEPT
from cases.reports.asking import read
from cases.reports.catalogue import REPORTS
from cases.reports.files import Wanted
from cases.reports.frame.definition import TOTAL
from cases.reports.scope import reporting_posts, scope_of
from departments.calendars import calendar_for

FOLDER = "bao-cao/"
# Longer than a table takes to be counted over millions of dossiers; a list moves its claim ahead while it is written.
_CLAIM = timedelta(minutes=15)
# What takes its worker down with it must not do so for ever.
_TRIES = 3
_logger = logging.getLogger(__name__)

State = PreparedReport.State
Clock = Callable[[], datetime]


class _Refused(Exception):
    """It is not made; the sentence is for the one who asked."""


class _NotMineAnyMore(Exception):
    """It was deleted, or another worker has taken it over."""


def make_one(clock: Clock) -> PreparedReport | None:
    """Make the file that has waited longest; None when none waits. Raises DatabaseError when that is away."""
    prepared = _claim(clock())
    if prepared is None:
        return None
    try:
        _make(prepared, clock)
    except _Refused as refused:
        _fail(prepared, str(refused), clock())
    except _NotMineAnyMore:
        _logger.info("The file %s is no longer this worker's.", prepared.pk)
    except DatabaseError:
        # The claim ends by itself, and somebody tries again.
        raise
    except Exception as error:
        # One file that nobody foresaw must not keep all others waiting.
        _logger.exception("The file %s failed.", prepared.pk)
        _fail(prepared, f"Lỗi của cổng ({type(error).__name__}); hãy báo quản trị.", clock())
    prepared.refresh_from_db()
    return prepared


def _claim(at: datetime) -> PreparedReport | None:
    """The oldest that is due, now this worker's alone until the claim ends."""
    with transaction.atomic():
        due = PreparedReport.objects.due(at).order_by("next_at", "pk").select_for_update(skip_locked=True)
        claimed = due.first()
        if claimed is None:
            return None
        claimed.state, claimed.next_at, claimed.done, claimed.total = State.WORKING, at + _CLAIM, 0, 0
        claimed.attempts += 1
        claimed.save(update_fields=["state", "next_at", "done", "total", "attempts"])
    return PreparedReport.objects.select_related("account__notice_preference").get(pk=claimed.pk)


def _make(prepared: PreparedReport, clock: Clock) -> None:
    wanted, look = _wanted(prepared), Looking(prepared.account, prepared.asked_at, calendar_for(None))

    def told(done: int, total: int) -> None:
        if not _mine(prepared).update(done=done, total=total, next_at=clock() + _CLAIM):
            raise _NotMineAnyMore

    # Nameless on the disk, so that nothing of it stays where the process is killed.
    with tempfile.TemporaryFile() as written:
        for piece in wanted.pieces(look, told):
            written.write(piece)
        size = written.tell()
        written.seek(0)
        place = f"{FOLDER}{timezone.localtime(prepared.asked_at):%Y/%m}/{uuid.uuid4().hex}.{_ending(prepared)}"
        kept = default_storage.save(place, File(written))
    try:
        _keep(prepared, kept, size, clock())
    except BaseException:
        default_storage.delete(kept)
        raise


def _wanted(prepared: PreparedReport) -> Wanted:
    """The question as it was asked, of whoever still reports on the same; else _Refused."""
    if prepared.attempts > _TRIES:
        raise _Refused(f"Đã làm {_TRIES} lần mà không xong; hãy thử kỳ ngắn hơn hoặc ít đơn vị hơn.")
    definition = REPORTS.get(prepared.report)
    if definition is None:
        raise _Refused("Báo cáo này không còn.")
    posts = reporting_posts(prepared.account)
    if not posts:
        raise _Refused("Bạn không còn vị trí công tác được xem báo cáo.")
    if posts != prepared.posts:
        raise _Refused("Vị trí công tác của bạn đã thay đổi từ khi hỏi; hãy mở báo cáo và chuẩn bị lại.")
    query = QueryDict(prepared.query)
    asked = read(query, scope_of(prepared.account), prepared.asked_at, definition.bys)
    if asked.problem:
        raise _Refused(asked.problem)
    form = PreparedReport.Form(prepared.form)
    return Wanted(definition, asked, form, query.get("hang", TOTAL), query.get("cot", ""))


def _keep(prepared: PreparedReport, kept: str, size: int, at: datetime) -> None:
    with transaction.atomic():
        values = {"state": State.READY, "file": kept, "size": size, "ready_at": at, "expires_at": at + KEPT}
        if not _mine(prepared).update(**values):
            raise _NotMineAnyMore
        tell_of_report(prepared, "report_ready", at=at)


def _fail(prepared: PreparedReport, sentence: str, at: datetime) -> None:
    """Said on his page, and told to whoever can still open it."""
    with transaction.atomic():
        if _mine(prepared).update(state=State.FAILED, error=sentence[:300], expires_at=at + KEPT) and reporting_posts(
            prepared.account
        ):
            tell_of_report(prepared, "report_failed", at=at)


def _mine(prepared: PreparedReport) -> QuerySet[PreparedReport]:
    """The row, as long as this worker's claim stands."""
    return PreparedReport.objects.filter(pk=prepared.pk, state=State.WORKING, attempts=prepared.attempts)


def _ending(prepared: PreparedReport) -> str:
    return "csv" if prepared.form == PreparedReport.Form.LIST else prepared.form
