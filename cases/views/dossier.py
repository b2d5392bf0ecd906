"""One dossier for those who work on it or watch it: its page, and one page for each move."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import allowed_actions, knows_the_people
from cases.actions.note_opening import note_opening
from cases.actions.review import note_seen
from cases.apologies import apologies_for_office
from cases.at_work import at_work
from cases.checklist import checklist_of
from cases.codes import is_feedback_code, tidy
from cases.deadlines import reading
from cases.diagnosis import presses, without_review
from cases.facts import facts_of, person_facts
from cases.forms.eform import answers_in_words
from cases.gate import person, staff_only
from cases.lists import Looking
from cases.loading import dossier_alone, dossier_with_papers, dossier_with_story, events_of
from cases.marks import step_mark
from cases.models import Dossier, Feedback, Opening
from cases.office_papers import office_papers
from cases.opinions import opinions_of
from cases.papers import checklist, file_row, other_files
from cases.parts import desk_parts, queue_url
from cases.promise import promise_of
from cases.queues import DESK, FROM
from cases.ratings import shown_to
from cases.records import event_rows, proposal_of, requests_of, result_of
from cases.rows import desk_mark
from cases.spent import spent
from cases.story import (
    handed,
    next_action,
    other_moves,
    printed_forms,
    timeline,
    tone_of,
)
from cases.walking import Walk, walk
from departments.access import has_role
from departments.calendars import calendar_for
from departments.models import User
from departments.working_time import local


@staff_only()
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The dossier in three parts: what is to be done, what was handed in, what happened."""
    part = request.GET.get("phan", "")
    show = {"ho-so": _papers, "nhat-ky": _log}.get(part, _story)
    return show(request, code)


@staff_only()
@require_safe
def open_by_code(request: HttpRequest) -> HttpResponseBase:
    """Open the dossier whose code was typed or scanned; the code on a receipt may be inside an address."""
    typed = request.GET.get("ma", "")[:300]
    code = tidy(typed.rpartition("ma=")[2] or typed)
    if Dossier.objects.readable_by(request.user).filter(code=code).exists():
        return redirect("cases:dossier", code)
    if is_feedback_code(code) and Feedback.objects.visible_to(request.user).filter(code=code).exists():
        return redirect("cases:feedback_work", code)
    messages.warning(
        request, f"Không có hồ sơ mang mã “{code[:40]}” trong phạm vi công việc của bạn. Hãy xem lại từng ký tự."
    )
    return redirect(queue_url(person(request)))


def _story(request: HttpRequest, code: str) -> HttpResponse:
    """The promise, what to do, and where the time went."""
    user, at = person(request), timezone.now()
    dossier = _opened(dossier_with_story(user, code, local(at).date()), user, at)
    prefetch_related_objects(dossier.opinions_loaded, "documents")
    calendar = calendar_for(dossier.department)
    moves, in_full = allowed_actions(user, dossier), knows_the_people(user, dossier)
    due = desk_mark(dossier, Looking(user, at, calendar))
    if not presses(dossier, due.kind, step_mark(dossier.current_task, dossier, at, calendar).kind):
        moves = without_review(moves)
    reminder = dossier.reminder  # type: ignore[attr-defined]  # `cases.loading` puts these there
    if reminder is not None and reminder["seen"] is None:
        note_seen(dossier, by=user, at=at)
    late = due.kind == "late" and dossier.clock_running
    first = next_action(dossier, moves, late=late)
    frame = _frame(request, dossier, "")
    way: Walk | None = frame["walk"]
    context = {
        **frame,
        "at_work": at_work(dossier, user, at),
        "checklist_url": reverse("cases:checklist", args=[dossier.code]),
        "checklist": checklist_of(dossier, user) if in_full else None,
        "promise": promise_of(dossier, due, reading(dossier, calendar)),
        "next": {**first, "url": way.on(first["url"])} if way and first["url"] else first,
        "moves": [
            {**one, "url": way.on(one["url"]) if way else one["url"]}
            for one in other_moves(dossier, moves, first["url"])
        ],
        "handed": handed(dossier) if in_full else None,
        "spent": spent(dossier, at, calendar),
        "timeline": timeline(dossier, at, calendar),
        "requests": [
            *proposal_of(dossier, in_full=in_full),
            *requests_of(dossier, in_full=in_full),
            *apologies_for_office(dossier, in_full=in_full),
            *opinions_of(dossier, at, in_full=in_full),
        ],
        "reminder": reminder,
        "explained_in_full": in_full,
        "result": result_of(dossier, in_full=in_full),
        "rating": shown_to(user, dossier),
        "facts": facts_of(dossier, in_full=in_full),
        "may_watch": has_role(user, *DESK.roles),
        "harmful": in_full and dossier.harmful,  # type: ignore[attr-defined]  # `cases.loading` puts it there
        "forms": printed_forms(dossier) if in_full else [],
        "people": _people(user, dossier),
    }
    return render(request, "cases/desk/dossier.html", context)


def _papers(request: HttpRequest, code: str) -> HttpResponse:
    """Who, which papers and files, and the answers of the form."""
    user, at = person(request), timezone.now()
    dossier = _opened(dossier_with_papers(user, code, local(at).date()), user, at)
    handles = knows_the_people(user, dossier)
    result = getattr(dossier, "result", None) if handles else None
    context = {
        **_frame(request, dossier, "ho-so"),
        "people": _people(user, dossier),
        "checklist": checklist(dossier, with_files=handles, for_office=True),
        "others": other_files(dossier, for_office=True) if handles else [],
        "office_papers": office_papers(dossier, for_applicant=False) if handles else [],
        "result_file": file_row(result.document) if result and result.document else None,
        "answers": answers_in_words(dossier.version.form_fields.all(), dossier.form_data) if handles else None,
    }
    return render(request, "cases/desk/papers.html", context)


def _log(request: HttpRequest, code: str) -> HttpResponse:
    """Who did what when, the newest first."""
    user, at = person(request), timezone.now()
    dossier = _opened(dossier_alone(user, code, local(at).date()), user, at)
    in_full = knows_the_people(user, dossier)
    events = event_rows(dossier, events_of(dossier), in_full=in_full)
    context = {**_frame(request, dossier, "nhat-ky"), "events": events, "in_full": in_full}
    return render(request, "cases/desk/log.html", context)


def _opened(dossier: Dossier, user: User, at: datetime) -> Dossier:
    """The dossier, its opening noted; the first of a day costs a statement more."""
    note_opening(dossier, Opening.What.PAGE, by=user, at=at)
    return dossier


def _frame(request: HttpRequest, dossier: Dossier, part: str) -> dict[str, Any]:
    user = person(request)
    way = walk(user, dossier, request.GET.get(FROM, ""), timezone.now())
    back = {"label": way.label, "url": way.list_url} if way else {"label": "Danh sách", "url": queue_url(user)}
    return {
        "walk": way,
        "dossier": dossier,
        "tone": tone_of(dossier),
        "breadcrumbs": [back, {"label": dossier.code, "url": ""}],
        "parts": desk_parts(dossier, part, way.along if way else str),
    }


def _people(user: User, dossier: Dossier) -> list[dict[str, Any]]:
    """Owner and submitter, in full only for those who may act."""
    in_full = knows_the_people(user, dossier)
    if dossier.owner_id == dossier.submitter_id:
        return [{"title": "Người nộp, chủ hồ sơ", "rows": person_facts(dossier.owner, in_full=in_full)}]
    return [
        {"title": "Chủ hồ sơ", "rows": person_facts(dossier.owner, in_full=in_full)},
        {"title": "Người nộp", "rows": person_facts(dossier.submitter, in_full=in_full)},
    ]
