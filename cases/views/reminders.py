"""What the person is reminded of: his own work that is about to be late, due or late, and what has climbed to him."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.remind import see_reminders
from cases.gate import person, staff_only
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.models import ReminderReader
from cases.reminder_rules import Level, Of
from departments.exports import csv_file
from departments.vietnamese import plain_moment

NEWEST = Order("told_at", descending=True)
HEADINGS = ("Nhắc", "Mã hồ sơ", "Thủ tục", "Hạn", "Đang ở bước", "Người giữ", "Với tư cách", "Nhắc lúc")
# The mark of components/due.html for each level; a step that is late is slow, the dossier may still be in time.
_MARKS = {Level.SOON: "soon", Level.DUE: "today", Level.LATE: "late", Level.VERY_LATE: "late"}


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """The newest first; as a file with `?dang=csv`; a POST says that all up to `den` is seen."""
    user, at = person(request), timezone.now()
    if request.method == "POST":
        last = request.POST.get("den", "")
        if not (last.isascii() and last.isdigit() and len(last) < 19):
            raise Http404
        see_reminders(user, at=at, up_to=int(last))
        return redirect("cases:reminders")
    found = _details(ReminderReader.objects.of(user))
    if request.GET.get("dang") == "csv":
        rows = NEWEST.sorted(found).iterator(chunk_size=500)
        return csv_file("nhac-viec.csv", HEADINGS, _lines(rows))
    shown = keyset_page(found, NEWEST, request.GET, size=50)
    context: dict[str, Any] = {
        "section": "reminders",
        "rows": [{"told": row, "mark": _mark(row), "overdue": _is_overdue(row, at)} for row in shown.rows],
        "last": max((row.pk for row in shown.rows), default=0),
        "unseen": any(row.seen_at is None for row in shown.rows),
        **shown.links(),
    }
    return render(request, "cases/desk/reminders.html", context)


def _details(rows: QuerySet[ReminderReader]) -> QuerySet[ReminderReader]:
    return rows.select_related(
        "reminder__dossier__version",
        "reminder__dossier__current_task__step",
        "reminder__dossier__current_task__assignee",
        "reminder__task__step",
    ).defer("reminder__dossier__form_data", "reminder__dossier__version__search_text")


def _mark(row: ReminderReader) -> dict[str, str]:
    reminder = row.reminder
    kind = _MARKS[Level(reminder.level)]
    if reminder.of == Of.STEP and kind == "late":
        kind = "slow"
    return {"kind": kind, "text": reminder.words}


def _is_overdue(row: ReminderReader, at: datetime) -> bool:
    """Whether the promise itself is broken by now, whatever the reminder was about."""
    dossier = row.reminder.dossier
    return dossier.clock_running and dossier.late_from is not None and dossier.late_from <= at


def _lines(rows: Iterable[ReminderReader]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        reminder, dossier = row.reminder, row.reminder.dossier
        task = dossier.current_task
        yield (
            reminder.words,
            dossier.code,
            dossier.version.name,
            plain_moment(reminder.due_at),
            task.step.name if task else "",
            task.assignee.get_full_name() if task and task.assignee else "",
            row.get_rank_display(),
            plain_moment(row.told_at),
        )
