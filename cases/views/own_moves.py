"""What an applicant does to a dossier of the own: answer what the office asks for, withdraw it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.access import can_now
from cases.actions.supplement import answer
from cases.actions.withdraw import withdraw
from cases.errors import MoveRefused
from cases.following import open_request
from cases.forms.citizen import OwnForm, SupplementAnswerForm, WithdrawalForm
from cases.gate import person
from cases.models import Document, Dossier
from cases.own import own_dossier, own_with_requests
from cases.repeats import is_repeat
from cases.status import Status
from cases.storage import UploadRefused, accept_upload, copy_document, uploads_together
from cases.store import own_papers, usable_papers
from cases.with_parked import with_parked


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def supplement(request: HttpRequest, code: str) -> HttpResponseBase:
    """Answer what the office asked for, with words, files or both: all of it or nothing."""
    mine, user = own_with_requests(person(request), code), person(request)
    asked = open_request(mine)
    if asked is None or mine.status != Status.WAITING:
        return _nothing_asked(request, mine)
    usable = usable_papers(user, timezone.localdate()) if mine.owner_id == mine.submitter_id else []
    form = SupplementAnswerForm(mine, asked, usable, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send(mine, form, request)
        except UploadRefused as error:
            form.add_error(None, str(error))
        except MoveRefused as error:
            return _too_late(request, mine, user, ("answer_completion", "answer_supplement"), form, "text", error)
        else:
            messages.success(request, _("Đã gửi phần bổ sung của hồ sơ {code}.").format(code=mine.code))
            return redirect("cases:my_dossier", mine.code)
    context = {"section": "mine", "dossier": mine, "asked": asked, "form": form}
    return render(request, "cases/citizen/supplement.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take the dossier back, with the reason, after one more question."""
    mine, user = own_dossier(person(request), code), person(request)
    form = WithdrawalForm(mine, request.POST or None)
    if not can_now("withdraw", mine):
        if mine.status != Status.WITHDRAWN:
            messages.warning(request, _("Hồ sơ này không rút được nữa."))
        return redirect("cases:my_dossier", mine.code)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(mine, by=user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except MoveRefused as error:
            return _too_late(request, mine, user, ("withdraw",), form, "reason", error)
        messages.success(request, _("Đã rút hồ sơ {code}.").format(code=mine.code))
        return redirect("cases:my_dossier", mine.code)
    context = {"section": "mine", "dossier": mine, "form": form}
    return render(request, "cases/citizen/withdrawal.html", context, status=422 if form.is_bound else 200)


def _send(mine: Dossier, form: SupplementAnswerForm, request: HttpRequest) -> None:
    """Keep the files and answer, in one transaction; a refused file or move leaves nothing behind."""
    user, at = person(request), timezone.now()
    sent = [(item, uploads_together(files, item.text)) for item, files in form.files_by_item()]
    with transaction.atomic():
        documents = [
            accept_upload(
                upload, at=at, by=user, dossier=mine, requirement=item.requirement, kind=Document.Kind.SUPPLEMENT
            )
            for item, files in sent
            for upload in files
        ]
        stored = {one.pk: one for one in own_papers(user)} if any(again for _, again in form.used_again()) else {}
        copies = [
            copy_document(
                stored[pk], at=at, by=user, dossier=mine, requirement=item.requirement, kind=Document.Kind.SUPPLEMENT
            )
            for item, again in form.used_again()
            for pk in again
            if pk in stored
        ]
        documents += [one for one in copies if one is not None]
        answer(mine, by=user, at=at, text=form.cleaned_data["text"], documents=documents)


def _nothing_asked(request: HttpRequest, mine: Dossier) -> HttpResponseBase:
    """Answered already, perhaps by the same button pressed twice, or the office went on without it."""
    if request.method != "POST":
        messages.info(request, _("Hồ sơ này không chờ bạn bổ sung gì."))
    return redirect("cases:my_dossier", mine.code)


def _too_late(
    request: HttpRequest,
    mine: Dossier,
    user: Any,
    actions: tuple[str, ...],
    form: OwnForm,
    field: str,
    error: MoveRefused,
) -> HttpResponseBase:
    """Somebody was faster: say so and give back what was written; the same form sent twice is no conflict."""
    mine.refresh_from_db()
    if is_repeat(mine, actions, user, form.cleaned_data.get("revision")):
        return redirect("cases:my_dossier", mine.code)
    context = {
        "reason": str(error),
        "kept_text": form.cleaned_data[field],
        "url": reverse("cases:my_dossier", args=[mine.code]),
    }
    return render(request, "409.html", context, status=409)
