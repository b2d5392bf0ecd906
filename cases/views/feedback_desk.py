"""Phản ánh, kiến nghị for those who answer it: the queue, one of them, and one page for each move."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from cases.codes import tidy
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.feedback_access import allowed_moves, can_now, post_for, works_on
from cases.feedback_lists import LISTS, Asked, tally
from cases.feedback_status import DONE, FEEDBACK_MOVES, FeedbackStatus
from cases.feedback_story import log_rows, mark_of, promise_of, tone_of
from cases.forms.feedback_moves import FEEDBACK_ACTS, FeedbackMoveForm
from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE
from cases.keyset import page as keyset_page
from cases.models import Document, Dossier, Feedback
from cases.papers import file_row
from cases.storage import UploadRefused
from cases.with_parked import with_parked
from departments.access import has_role, posts_in_force
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.models import Department, User
from departments.roles import Role
from departments.vietnamese import plain_moment, short_moment
from departments.working_time import WorkingCalendar

WORKING = (Role.RECEIVER, Role.OFFICER, Role.HEAD, Role.LEADER)
HEADINGS = (
    *("Mã", "Về việc", "Tóm tắt", "Cơ quan", "Đơn vị xử lý", "Người xử lý", "Trạng thái", "Gửi lúc"),
    *("Hạn của việc tiếp theo", "Trả lời trước", "Kết thúc lúc", "Hạn"),
)
# The move that brings it on, where this person can make it: a button; the others are links.
_LEADING_ON = ("accept", "answer", "draft", "publish")
_HIDDEN = "Nội dung chỉ dành cho người xử lý"


@staff_only(*WORKING, Role.INSPECTOR)
@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    """What waits for my units, the first to be due on top; with numbers, filters and a file."""
    user, at, calendar = person(request), timezone.now(), calendar_for(None)
    asked, works = Asked.read(request.GET), has_role(user, *WORKING)
    visible = Feedback.objects.visible_to(user)
    narrowed = asked.narrow(visible, by_words=works)
    order = asked.current.order
    found = narrowed.filter(asked.current.where(user, at)).select_related(
        "department", "unit", "handler", "dossier__current_task"
    )
    if request.GET.get("dang") == "csv":
        rows = order.sorted(found).iterator(chunk_size=500)
        return csv_file(
            f"phan-anh-{asked.current.key}.csv", HEADINGS, (_cells(user, one, at, calendar) for one in rows)
        )
    shown = keyset_page(found, order, request.GET)
    numbers = tally(narrowed, user, at)
    context = {
        "tiles": [
            {
                "url": asked.address(muc=one.key),
                "value": numbers[one.key],
                "label": one.label,
                "current": one == asked.current,
                "late": one.late,
            }
            for one in LISTS
        ],
        "asked": asked,
        "rows": [_row(user, one, at, calendar) for one in shown.rows],
        "kinds": Feedback.Kind.choices,
        "units": list(_units(visible)),
        "by_words": works,
        "at": at,
        "unit": posts_in_force(user)[0].department,
        "csv_url": asked.address(dang="csv"),
        "clear_url": f"?muc={asked.current.key}",
        "newer_url": asked.address(**{BEFORE: shown.before}) if shown.before else "",
        "older_url": asked.address(**{AFTER: shown.after}) if shown.after else "",
    }
    return render(request, "cases/desk/feedback_queue.html", context)


@staff_only(*WORKING, Role.INSPECTOR)
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One of them: what is due and why, what was said, what can be done, and its log."""
    user, at = person(request), timezone.now()
    feedback = _loaded(user, code)
    calendar, in_full = calendar_for(feedback.department), works_on(user, feedback)
    files = list(feedback.documents.all()) if in_full else []
    moves = {
        move.name: {"label": move.label, "url": _act_url(feedback, move.name)} for move in allowed_moves(user, feedback)
    }
    first = next((name for name in _LEADING_ON if name in moves), "")
    context = {
        **_frame(feedback),
        "title": _subject(feedback, in_full=in_full),
        "in_full": in_full,
        "promise": promise_of(feedback, at, calendar, for_sender=False),
        "first": moves.pop(first, None),
        "moves": list(moves.values()),
        "files": [file_row(one) for one in files if one.kind != Document.Kind.RESULT],
        "answer_files": [file_row(one) for one in files if one.kind == Document.Kind.RESULT],
        "said_dossier": _said_dossier(user, feedback),
        "drafted": feedback.status == FeedbackStatus.DRAFTED,
        "answered": feedback.status in DONE,
        "log": log_rows(list(feedback.events.select_related("department")), in_full=in_full),
    }
    return render(request, "cases/desk/feedback.html", context)


@staff_only(*WORKING)
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def act(request: HttpRequest, code: str, action: str) -> HttpResponseBase:
    """Ask for what the move needs and make it; who was slower keeps what he wrote."""
    if action not in FEEDBACK_ACTS:
        raise Http404
    user, at = person(request), timezone.now()
    feedback, what = _loaded(user, code), FEEDBACK_ACTS[action]
    if post_for(user, action, feedback) is None:
        raise NotAllowed(f"Bạn không có quyền “{FEEDBACK_MOVES[action].label}” với phản ánh này.")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = what.form(feedback, user, at, *sent)
    if form.is_bound and _made_already(feedback, action, form):
        return redirect("cases:feedback_desk")
    if not can_now(action, feedback):
        return _too_late(request, feedback, form, f"Phản ánh nay ở trạng thái “{feedback.get_status_display()}”.")
    if form.is_valid():
        try:
            done = form.run(what.action)
        except UploadRefused as error:
            form.add_error("attachments", str(error))
        except (Changed, MoveRefused) as error:
            return _too_late(request, feedback, form, str(error))
        else:
            text = format_html('Phản ánh <a href="{}">{}</a> {}.', done.get_absolute_url(), done.code, what.done)
            messages.success(request, text)
            return redirect("cases:feedback_desk")
    context = {
        **_frame(feedback, FEEDBACK_MOVES[action].label),
        "move": FEEDBACK_MOVES[action],
        "hint": what.hint,
        "form": form,
        "due": mark_of(feedback, at, calendar_for(feedback.department)),
        "serious": action in ("refuse", "take_down"),
        "wants_silence": action == "publish" and feedback.wants_silence,
    }
    return render(request, "cases/desk/feedback_act.html", context, status=422 if form.errors else 200)


def _loaded(user: User, code: str) -> Feedback:
    rows = Feedback.objects.visible_to(user).select_related(
        "department", "desk", "unit", "handler", "drafted_by", "dossier__current_task", "dossier__version", "procedure"
    )
    found = rows.prefetch_related("stops").filter(code=tidy(code.replace("\0", ""))).first()
    if found is None:
        raise Http404
    return found


def _frame(feedback: Feedback, label: str = "") -> dict[str, Any]:
    here = feedback.get_absolute_url() if label else ""
    crumbs = [
        {"label": "Phản ánh", "url": reverse("cases:feedback_desk")},
        {"label": feedback.code, "url": here},
        *([{"label": label, "url": ""}] if label else []),
    ]
    return {"feedback": feedback, "tone": tone_of(feedback), "breadcrumbs": crumbs}


def _row(user: User, feedback: Feedback, at: datetime, calendar: WorkingCalendar) -> dict[str, Any]:
    return {
        "feedback": feedback,
        "title": _subject(feedback, in_full=works_on(user, feedback)),
        "tone": tone_of(feedback),
        "mark": mark_of(feedback, at, calendar),
    }


def _subject(feedback: Feedback, *, in_full: bool) -> str:
    return feedback.subject if in_full else _HIDDEN


def _said_dossier(user: User, feedback: Feedback) -> dict[str, str] | None:
    """The dossier it is about, with a link for who may see that one too."""
    code = (feedback.dossier.code if feedback.dossier else "") or feedback.dossier_said
    if not code:
        return None
    seen = Dossier.objects.visible_to(user).filter(code=code).exists()
    return {"code": code, "url": reverse("cases:dossier", args=[code]) if seen else ""}


def _units(rows: QuerySet[Feedback]) -> QuerySet[Department]:
    return Department.objects.filter(pk__in=rows.order_by().values("unit")).order_by("path")


def _act_url(feedback: Feedback, action: str) -> str:
    return reverse("cases:feedback_act", args=[feedback.code, action])


def _made_already(feedback: Feedback, action: str, form: FeedbackMoveForm) -> bool:
    """Whether this very form was sent before and its move made."""
    sent = form.data.get("revision", "")
    if str(feedback.revision - 1) != sent:
        return False
    return feedback.events.filter(number=feedback.revision, action=action, by=form.by).exists()


def _too_late(request: HttpRequest, feedback: Feedback, form: FeedbackMoveForm, reason: str) -> HttpResponse:
    last = feedback.events.order_by("-number").first()
    move = FEEDBACK_MOVES.get(last.action) if last else None
    who = f" {last.by_name} đã “{move.label}” lúc {short_moment(last.at)}." if last and move else ""
    kept = form.typed() if form.is_bound else ""
    context = {"reason": f"{reason}{who}", "kept_text": kept, "matter": "Phản ánh", "url": feedback.get_absolute_url()}
    return render(request, "409.html", context, status=409)


def _cells(user: User, feedback: Feedback, at: datetime, calendar: WorkingCalendar) -> tuple[Any, ...]:
    return (
        feedback.code,
        feedback.get_kind_display(),
        _subject(feedback, in_full=works_on(user, feedback)),
        feedback.department.name,
        feedback.unit.name,
        feedback.handler.get_full_name() if feedback.handler else "",
        feedback.get_status_display(),
        plain_moment(feedback.sent_at),
        plain_moment(feedback.duty_due_at),
        plain_moment(feedback.due_at),
        plain_moment(feedback.finished_at),
        mark_of(feedback, at, calendar).text,
    )
