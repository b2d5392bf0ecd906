"""The one-stop counter: the queue of what comes in and goes out, and taking a dossier in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.listing import open_list
from cases.lists import ANSWER_LATE, COUNTER_LISTS, TO_ANSWER, WAITING, Looking
from cases.models import Dossier
from cases.rows import FILE_HEADINGS, cells, desk_mark, row_of
from cases.status import Status
from departments.access import desks_of, posts_in_force
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.roles import Role
from departments.vietnamese import plain_moment
from procedures.channels import Channel
from procedures.models import ProcedureVersion
from procedures.search import Wanted, find
from procedures.terms import limit_for

_SHOWN = 60


@staff_only(Role.RECEIVER)
@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    """What waits for the desk, the most urgent first; every tile's number is the length of its list."""
    user, at = person(request), timezone.now()
    look = Looking(user, at, calendar_for(None))
    ours = Dossier.objects.filter(desk__in=desks_of(user))
    listing = open_list(request.GET, ours, COUNTER_LISTS, look)
    if listing.as_file:
        rows = listing.in_order().with_list_details().iterator(chunk_size=500)
        return csv_file(f"{listing.current.key}.csv", FILE_HEADINGS, (cells(row_of(one, look)) for one in rows))
    found = listing.found.with_list_details().select_related("result")
    if listing.current in (TO_ANSWER, ANSWER_LATE, WAITING):
        found = found.prefetch_related("supplements")
    shown = listing.page(found)
    context = {
        **listing.context(shown, listing.tally(ours)),
        "rows": [_row(one, look) for one in shown.rows],
        "at": at,
        "unit": posts_in_force(user)[0].department,
    }
    return render(request, "cases/counter/queue.html", context)


@staff_only(Role.RECEIVER)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The procedures that the clerk's desks take in, found by a few letters."""
    day, words = timezone.localdate(), request.GET.get("q", "").strip()[:200]
    desks = tuple(desks_of(person(request)))
    found = find(Wanted(words=words, desks=desks), day, start=0, size=_SHOWN)
    rows = [
        {
            "url": reverse("cases:counter_form", args=[version.procedure.code]),
            "name": version.name,
            "code": version.procedure.code,
            "limit_text": _limit(version),
        }
        for version in found.versions
    ]
    context = {"words": words, "rows": rows, "found": found}
    return render(request, "cases/counter/choose.html", context)


def _limit(version: ProcedureVersion) -> str:
    row = limit_for(version, channel=Channel.IN_PERSON, case=None)
    limit = row.time_limit() if row else None
    return limit.text() if limit else ""


def _row(dossier: Dossier, look: Looking) -> dict[str, Any]:
    """A row with what presses at the desk: how long it has been so, and until when."""
    state, since, until = dossier.get_status_display(), f"nộp {plain_moment(dossier.submitted_at)}", ""
    if dossier.status == Status.NEW:
        state, until = "Chờ kiểm tra", plain_moment(dossier.answer_due_at)
        answered = max((one.answered_at for one in dossier.supplements.all() if one.answered_at), default=None)
        if answered is not None:
            # The time to answer runs from the completion, not from the first submission.
            state, since = (
                "Đã bổ sung, chờ kiểm tra",
                f"bổ sung {plain_moment(answered)}, nộp {plain_moment(dossier.submitted_at)}",
            )
        if dossier.open_proposal is not None:
            state = "Chờ lãnh đạo duyệt"
    elif dossier.status == Status.RECEIVED:
        since = f"tiếp nhận {plain_moment(dossier.received_at)}"
    elif dossier.status == Status.WAITING:
        asked = next((one for one in dossier.supplements.all() if one.is_open), None)
        if asked is not None:
            state = "Người nộp đã gửi bổ sung" if asked.answered_at else "Chờ người nộp bổ sung"
            since = (
                f"gửi {plain_moment(asked.answered_at)}"
                if asked.answered_at
                else f"yêu cầu {plain_moment(asked.asked_at)}"
            )
            if asked.respond_by and not asked.answered_at:
                until = f"bổ sung trước {asked.respond_by:%d/%m/%Y}"
    elif dossier.status == Status.FINISHED:
        fee = ", còn nợ phí" if dossier.owes else ""
        state, since = f"{dossier.get_delivery_display()}{fee}", f"có kết quả {plain_moment(dossier.finished_at)}"
    row, mark = row_of(dossier, look), desk_mark(dossier, look)
    return {"row": row, "mark": mark, "state": state, "since": since, "until": until}
