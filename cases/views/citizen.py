"""The citizen's own pages: what I have, where it stands, what is asked of me."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import can_now
from cases.actions.supplement import answer
from cases.actions.withdraw import withdraw
from cases.codes import tidy
from cases.deadlines import reading
from cases.errors import MoveRefused
from cases.exports import csv_file
from cases.facts import facts_of, person_facts
from cases.following import open_request, promise_of, to_do, way
from cases.forms.citizen import SupplementAnswerForm, WithdrawalForm
from cases.forms.eform import answers_in_words
from cases.gate import person
from cases.keyset import AFTER, BEFORE, Order
from cases.keyset import page as keyset_page
from cases.marks import mark
from cases.models import Document, Dossier, Draft, Task
from cases.papers import checklist, file_row, other_files
from cases.status import Status
from cases.storage import UploadRefused, accept_upload, delete_draft
from cases.story import tone_of
from departments.calendars import calendar_for
from departments.working_time import local

NEWEST = Order("submitted_at", descending=True)
HEADINGS = ("Mã hồ sơ", "Thủ tục", "Cơ quan", "Trạng thái", "Nộp lúc", "Hẹn trả", "Xong lúc")


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponseBase:
    """Drafts to finish, dossiers that wait for me, then all the others, newest first."""
    user, at = person(request), timezone.now()
    own = Dossier.objects.submitted_by(user).select_related("version__procedure", "department", "owner")
    if request.GET.get("dang") == "csv":
        rows = NEWEST.sorted(own).iterator(chunk_size=500)
        return csv_file("ho-so-cua-toi.csv", HEADINGS, (_cells(dossier) for dossier in rows))
    calendar = calendar_for(None)
    found = keyset_page(own, NEWEST, request.GET, size=20)
    waiting = list(
        own.waiting_for_applicant().filter(supplements__accepted_at=None, supplements__answered_at=None)[:10]
    )
    context = {
        "section": "mine",
        "drafts": Draft.objects.filter(account=user).select_related("version__procedure"),
        "waiting": waiting,
        "rows": [{"dossier": one, "mark": mark(one, at, calendar), "tone": tone_of(one)} for one in found.rows],
        "newer_url": f"?{BEFORE}={found.before}" if found.before else "",
        "older_url": f"?{AFTER}={found.after}" if found.after else "",
    }
    return render(request, "cases/citizen/mine.html", context)


@login_required
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier of mine: the promise first, then what I have to do, then everything else."""
    mine, at = _load(request, code), timezone.now()
    calendar = calendar_for(mine.department)
    said = reading(mine, calendar)
    result = getattr(mine, "result", None)
    signed = result is not None and result.signed_at is not None
    due, asked = mark(mine, at, calendar), open_request(mine)
    context = {
        "section": "mine",
        "dossier": mine,
        "just_submitted": request.GET.get("vua-nop") == "1",
        "promise": {**promise_of(mine), "lines": said.lines if said else (), "kind": due.kind, "text": due.text},
        "to_do": to_do(mine),
        "way": way(mine, with_links=True),
        "asked": asked,
        "asked_items": list(asked.items.all()) if asked else [],
        "papers": checklist(mine),
        "other_files": other_files(mine),
        "answers": answers_in_words(mine.version.form_fields.all(), mine.form_data),
        "facts": facts_of(mine),
        "owner": person_facts(mine.owner, in_full=True),
        "notices": list(mine.notices.all()[:20]),
        "result": result if signed else None,
        "result_files": [file_row(one) for one in mine.documents.all() if one.kind == Document.Kind.RESULT and signed],
        "can_withdraw": can_now("withdraw", mine),
        "tone": tone_of(mine),
    }
    return render(request, "cases/citizen/dossier.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, code: str) -> HttpResponseBase:
    """Answer what the office asked for, with words, files or both."""
    mine, user, at = _load(request, code), person(request), timezone.now()
    asked = open_request(mine)
    if asked is None or mine.status != Status.WAITING:
        return redirect("cases:my_dossier", mine.code)
    form = SupplementAnswerForm(mine, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            documents = [
                accept_upload(upload, at=at, by=user, dossier=mine, kind=Document.Kind.SUPPLEMENT)
                for upload in form.cleaned_data["attached"]
            ]
            answer(mine, by=user, at=at, text=form.cleaned_data["text"], documents=documents)
        except (UploadRefused, MoveRefused) as error:
            form.add_error("attached", str(error))
        else:
            messages.success(request, f"Đã gửi phần bổ sung của hồ sơ {mine.code}.")
            return redirect("cases:my_dossier", mine.code)
    context = {"section": "mine", "dossier": mine, "asked": asked, "items": list(asked.items.all()), "form": form}
    return render(request, "cases/citizen/supplement.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take the dossier back, with the reason, after one more question."""
    mine = _load(request, code)
    if not can_now("withdraw", mine):
        return redirect("cases:my_dossier", mine.code)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(mine, by=person(request), at=timezone.now(), reason=form.cleaned_data["reason"])
        except MoveRefused as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, f"Đã rút hồ sơ {mine.code}.")
            return redirect("cases:my_dossier", mine.code)
    context = {"section": "mine", "dossier": mine, "form": form}
    return render(request, "cases/citizen/withdrawal.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_draft_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Delete a draft and its files, after one more question."""
    draft = get_object_or_404(Draft.objects.select_related("version"), account=person(request), key=key)
    if request.method == "POST":
        delete_draft(draft)
        messages.success(request, "Đã xóa bản nháp.")
        return redirect("cases:mine")
    return render(request, "cases/citizen/draft_delete.html", {"section": "mine", "draft": draft})


def _load(request: HttpRequest, code: str) -> Dossier:
    """The citizen's own dossier with all that its pages show; somebody else's does not exist."""
    alone = (
        "version__procedure", "case", "department", "desk", "division", "submitter", "owner",
        "current_task__step", "result__document",
    )  # fmt: skip
    tasks = Task.objects.select_related("step", "department")
    parts = (
        "version__steps", "version__requirements", "version__form_fields", "supplements__items", "stops",
        "documents", "papers", Prefetch("tasks", tasks),
    )  # fmt: skip
    own = Dossier.objects.submitted_by(person(request)).filter(code=tidy(code))
    found = own.select_related(*alone).prefetch_related(*parts).first()
    if found is None:
        raise Http404
    return found


def _cells(dossier: Dossier) -> tuple[Any, ...]:
    def at(moment: Any) -> str:
        return f"{local(moment):%H:%M %d/%m/%Y}" if moment else ""

    return (
        dossier.code,
        dossier.version.name,
        dossier.department.name,
        dossier.get_status_display(),
        at(dossier.submitted_at),
        at(dossier.reappointed_at or dossier.due_at),
        at(dossier.finished_at),
    )
