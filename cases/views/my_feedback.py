"""A feedback for the one who sent it, and, once published, for everybody."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.follow_feedback import rate, supplement, withdraw
from cases.codes import tidy
from cases.errors import Changed, MoveRefused
from cases.feedback_access import is_sender, moves_of_sender
from cases.feedback_files import keep_files
from cases.feedback_lookup import remembers
from cases.feedback_status import DONE, FEEDBACK_MOVES, FeedbackStatus
from cases.feedback_story import promise_of, state_for_sender, to_do, tone_of, way_of
from cases.forms.feedback import FeedbackRatingForm, FeedbackSupplementForm, FeedbackWithdrawalForm, FollowForm
from cases.gate import person
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.models import Document, Feedback
from cases.papers import file_row
from cases.storage import UploadRefused
from cases.with_parked import with_parked
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.models import User
from departments.vietnamese import plain_moment

NEWEST = Order("sent_at", descending=True)
HEADINGS = ("Mã", "Về việc", "Tóm tắt", "Cơ quan", "Trạng thái", "Gửi lúc", "Trả lời trước", "Trả lời lúc")
# What a sender can do, by its word in the address: the moves it may be, and what is said when it is done.
_FOLLOWING: dict[str, tuple[type[FollowForm], tuple[str, ...], str | Promise]] = {
    "bo-sung": (FeedbackSupplementForm, ("complete", "supplement"), _("Đã gửi phần bổ sung.")),
    "rut": (FeedbackWithdrawalForm, ("withdraw",), _("Đã rút phản ánh.")),
    "danh-gia": (FeedbackRatingForm, ("rate",), _("Cảm ơn bạn đã đánh giá.")),
}


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponseBase:
    """What I have sent, the newest first; as a file with `?dang=csv`."""
    own = Feedback.objects.sent_by(person(request)).select_related("department", "unit")
    if request.GET.get("dang") == "csv":
        return csv_file("phan-anh-cua-toi.csv", HEADINGS, map(_cells, NEWEST.sorted(own).iterator(chunk_size=500)))
    found = keyset_page(own, NEWEST, request.GET, size=20)
    rows = [{"feedback": one, "state": state_for_sender(one), "tone": tone_of(one)} for one in found.rows]
    context = {"section": "feedback", "rows": rows, **found.links()}
    return render(request, "cases/citizen/feedback_mine.html", context)


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Mine: where it stands, what I have to do, the answer. Published: what everybody may read. Else nothing."""
    at = timezone.now()
    feedback = _loaded(code)
    if not _is_mine(request, feedback, at):
        if feedback.status != FeedbackStatus.PUBLISHED:
            raise Http404
        return render(request, "cases/public/feedback_answer.html", {"section": "feedback", "feedback": feedback})
    calendar, events = calendar_for(feedback.department), list(feedback.events.select_related("department"))
    files = list(feedback.documents.all())
    moves = moves_of_sender(feedback)
    context = {
        "section": "feedback",
        "feedback": feedback,
        "state": state_for_sender(feedback),
        "tone": tone_of(feedback),
        "promise": promise_of(feedback, at, calendar, for_sender=True),
        "to_do": to_do(feedback),
        "way": way_of(feedback, events),
        "files": _files(request, [one for one in files if one.kind != Document.Kind.RESULT]),
        "answered": feedback.status in DONE,
        "refused": feedback.status == FeedbackStatus.REFUSED,
        "answer_files": _files(request, [one for one in files if one.kind == Document.Kind.RESULT]),
        "can_withdraw": "withdraw" in moves,
        "by_code": request.user.is_anonymous,
    }
    return render(request, "cases/citizen/feedback.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def follow(request: HttpRequest, code: str, action: str) -> HttpResponseBase:
    """Supplement, take back or rate: one form each; what was written is never lost."""
    at = timezone.now()
    feedback = _loaded(code)
    if action not in _FOLLOWING or not _is_mine(request, feedback, at):
        raise Http404
    form_class, names, done = _FOLLOWING[action]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(feedback, *sent)
    if not set(names) & set(moves_of_sender(feedback)):
        return _nothing_to_do(request, feedback, names, form)
    if form.is_valid():
        try:
            _run(action, feedback, form, by=_account(request, feedback), at=at)
        except UploadRefused as error:
            form.add_error("attachments", str(error))
        except (Changed, MoveRefused) as error:
            return _too_late(request, feedback, form, str(error))
        else:
            messages.success(request, str(done))
            return redirect("cases:feedback", feedback.code)
    asked = feedback.events.filter(action="ask").order_by("-number").first() if action == "bo-sung" else None
    label = gettext(FEEDBACK_MOVES[names[0]].label)
    context = {
        "section": "feedback", "feedback": feedback, "form": form, "label": label, "asked": asked, "action": action
    }  # fmt: skip
    return render(request, "cases/citizen/feedback_follow.html", context, status=422 if form.is_bound else 200)


def _run(action: str, feedback: Feedback, form: FollowForm, *, by: User | None, at: datetime) -> None:
    said: dict[str, Any] = dict(form.cleaned_data)
    if action == "bo-sung":
        kind = Document.Kind.SUPPLEMENT
        keep = partial(keep_files, uploads=said.pop("attachments"), by=by, at=at, kind=kind)
        supplement(feedback, by=by, at=at, keep=keep, **said)
    elif action == "rut":
        withdraw(feedback, by=by, at=at, **said)
    else:
        rate(feedback, by=by, at=at, **said)


def _loaded(code: str) -> Feedback:
    rows = Feedback.objects.select_related("department", "unit", "desk", "dossier__version", "procedure")
    found = rows.prefetch_related("stops").filter(code=tidy(code.replace("\0", ""))).first()
    if found is None:
        raise Http404
    return found


def _is_mine(request: HttpRequest, feedback: Feedback, at: datetime) -> bool:
    return is_sender(request.user, feedback) or remembers(request.session, feedback.code or "", at)


def _account(request: HttpRequest, feedback: Feedback) -> User | None:
    """The account that acts, None for whoever came by code and contact."""
    return person(request) if is_sender(request.user, feedback) else None


def _files(request: HttpRequest, files: list[Document]) -> list[dict[str, str]]:
    """With a link for who has an account; names alone for who came by code, for files are kept behind the sign-in."""
    rows = [file_row(one) for one in files]
    return rows if request.user.is_authenticated else [row | {"url": ""} for row in rows]


def _nothing_to_do(
    request: HttpRequest, feedback: Feedback, names: tuple[str, ...], form: FollowForm
) -> HttpResponseBase:
    """Done already, perhaps by the same button pressed twice; or the office went on meanwhile."""
    last = feedback.events.order_by("-number").first()
    repeated = last is not None and last.action in names
    if form.is_bound and not repeated:
        form.is_valid()
        state = state_for_sender(feedback)
        return _too_late(request, feedback, form, gettext("Phản ánh nay ở trạng thái “{state}”.").format(state=state))
    if not form.is_bound:
        messages.info(request, gettext("Phản ánh này không chờ bạn làm việc ấy."))
    return redirect("cases:feedback", feedback.code)


def _too_late(request: HttpRequest, feedback: Feedback, form: FollowForm, reason: str) -> HttpResponse:
    kept = "\n".join(str(form.data.get(name, "")) for name in ("text", "reason", "words")).strip()
    context = {
        "reason": reason,
        "kept_text": kept,
        "matter": gettext("Phản ánh"),
        "url": reverse("cases:feedback", args=[feedback.code]),
    }
    return render(request, "409.html", context, status=409)


def _cells(feedback: Feedback) -> tuple[Any, ...]:
    return (
        feedback.code,
        feedback.get_kind_display(),
        feedback.subject,
        feedback.department.name,
        feedback.get_status_display(),
        plain_moment(feedback.sent_at),
        plain_moment(feedback.due_at),
        plain_moment(feedback.finished_at),
    )
