"""A person asks for a file of a report that is made while he does something else; and deletes what he does not want."""

from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from cases.errors import MoveRefused
from cases.models import PreparedReport
from cases.reports.files import Wanted
from cases.reports.scope import reporting_posts
from departments.models import User

# Files are made one after the other, and everybody's stand in one row: whoever asks for more at once keeps all waiting.
WAITING_AT_MOST = 5

State = PreparedReport.State


def ask_for_file(wanted: Wanted, *, by: User, at: datetime) -> tuple[PreparedReport, bool]:
    """The row that waits for a worker, and whether it is new: what is on its way or still true is not made twice.

    Raises MoveRefused for an address that asks for nothing, and for one file too many; KeyError for a number that
    there is not.
    """
    if wanted.asked.problem:
        raise MoveRefused(wanted.asked.problem)
    asked = {"report": wanted.definition.key, "query": wanted.query, "form": wanted.form}
    posts = reporting_posts(by)
    with transaction.atomic():
        # Two windows at once: the second waits here and finds what the first asked for.
        User.objects.select_for_update().get(pk=by.pk)
        mine = PreparedReport.objects.of(by)
        # Of a period that was over when it was asked, the numbers are the same ever after.
        still_true = Q(state=State.READY, expires_at__gt=at, asked_at__gt=wanted.question.period.end)
        good = Q(state__in=PreparedReport.UNFINISHED) | still_true
        for earlier in mine.filter(good, **asked).order_by("-pk"):
            if earlier.posts == posts:
                return earlier, False
        mine.unfinished().filter(**asked).update(state=State.GONE)
        if mine.unfinished().count() >= WAITING_AT_MOST:
            raise MoveRefused(
                f"Bạn đang có {WAITING_AT_MOST} tệp chờ làm. Hãy chờ một tệp xong, hoặc xóa bớt, rồi bấm lại."
            )
        made = PreparedReport.objects.create(
            account=by, posts=posts, title=wanted.title, name=wanted.name[:200], asked_at=at, next_at=at, **asked
        )
    return made, True


def delete_prepared(prepared: PreparedReport) -> None:
    """The file is no more, and one that is being made is not finished."""
    with transaction.atomic():
        locked = PreparedReport.objects.select_for_update().get(pk=prepared.pk)
        name, locked.state, locked.file = locked.file, State.GONE, ""
        locked.save(update_fields=["state", "file"])
        if name:
            transaction.on_commit(partial(default_storage.delete, name))


def forget_expired(*, at: datetime) -> int:
    """Delete the files whose days are over, and the failures that nobody needs to read any more; how many."""
    rows = PreparedReport.objects.filter(state__in=(State.READY, State.FAILED), expires_at__lte=at).order_by("pk")
    expired = list(rows)
    for prepared in expired:
        delete_prepared(prepared)
    return len(expired)
