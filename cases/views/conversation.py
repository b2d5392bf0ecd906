"""The talk between the applicant and the office about one dossier, for each of the two sides."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.access import may
from cases.actions.converse import ask, need_no_answer, read, reply
from cases.actions.note_opening import note_opening
from cases.conversation import for_citizen, for_office, last_of, messages_of, unanswered, unread_from
from cases.errors import NotAllowed
from cases.forms.messages import MessageForm
from cases.gate import person, staff_only
from cases.loading import dossier_alone
from cases.models import Document, Dossier, Message, Opening
from cases.own import own_dossier
from cases.parts import CONVERSATION, desk_parts, own_parts, queue_url
from cases.queues import FROM, way_back
from cases.storage import UploadRefused, accept_upload
from cases.story import tone_of
from cases.unread import in_words
from cases.walking import carried_along
from cases.with_parked import with_parked
from departments.rate_limits import hit
from departments.working_time import local

_MOST, _WINDOW = 20, timedelta(hours=1)
_LABEL = "Trả lời người nộp"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def mine(request: HttpRequest, code: str) -> HttpResponseBase:
    """Ask the office about my dossier and read what it answered."""
    dossier, user = own_dossier(person(request), code), person(request)
    if "da-xem" in request.POST:
        read(dossier, Message.Side.OFFICE, at=timezone.now(), up_to=_shown(request))
        return redirect("cases:my_conversation", dossier.code)
    said = messages_of(dossier)
    form = MessageForm(*_sent(request), last=last_of(said))
    status = _send(request, dossier, form, lambda **words: ask(dossier, by=user, **words))
    if status == 302:
        messages.success(request, _("Đã gửi câu hỏi. Có câu trả lời, chúng tôi báo cho bạn."))
        return redirect("cases:my_conversation", dossier.code)
    context = {
        "section": "mine",
        "unread": in_words(dossier.unread_by_account),  # type: ignore[attr-defined]  # `cases.own` annotates it
        "dossier": dossier,
        "tone": tone_of(dossier),
        "parts": own_parts(dossier, CONVERSATION),
        "rows": for_citizen(said, dossier),
        "last": last_of(said),
        "has_unread": unread_from(said, Message.Side.OFFICE),
        "form": form,
    }
    return render(request, "cases/citizen/conversation.html", context, status=status)


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def office(request: HttpRequest, code: str) -> HttpResponseBase:
    """Answer the applicant, or say that no answer is needed; whoever only watches sees that there is a talk."""
    user, at = person(request), timezone.now()
    dossier = dossier_alone(user, code, local(at).date())
    note_opening(dossier, Opening.What.PAGE, by=user, at=at)
    works_on_it = may(user, "comment", dossier)
    if request.method == "POST" and not works_on_it:
        raise NotAllowed("Chỉ người giải quyết hồ sơ trả lời được người nộp.")
    if "khong-can" in request.POST:
        need_no_answer(dossier, by=user, at=at, up_to=_shown(request))
        return redirect("cases:conversation", dossier.code)
    said = messages_of(dossier)
    form = MessageForm(*_sent(request), last=last_of(said), label=_LABEL)
    status = _send(
        request, dossier, form, lambda **words: reply(dossier, by=user, up_to=form.cleaned_data["last"], **words)
    )
    if status == 302:
        messages.success(request, "Đã gửi câu trả lời cho người nộp.")
        return redirect("cases:conversation", dossier.code)
    place = request.GET.get(FROM, "")
    back = way_back(place) or queue_url(user)
    context = {
        "dossier": dossier,
        "tone": tone_of(dossier),
        "breadcrumbs": [{"label": "Danh sách", "url": back}, {"label": dossier.code, "url": ""}],
        "parts": desk_parts(dossier, CONVERSATION, lambda url: carried_along(url, place)),
        "rows": for_office(said, hidden=not works_on_it),
        "last": last_of(said),
        "waits": unanswered(said),
        "form": form if works_on_it else None,
        "reached": _reached(dossier),
    }
    return render(request, "cases/desk/conversation.html", context, status=status)


def _send(request: HttpRequest, dossier: Dossier, form: MessageForm, say: Callable[..., Message]) -> int:
    """The answer's status: 302 when the message was sent, 200 for a look, else what was wrong, said in the form."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    user, at = person(request), timezone.now()
    if Message.objects.filter(key=form.cleaned_data["key"], author=user, dossier=dossier).exists():
        return 302
    pace = hit(["message", user.pk], limit=_MOST, window=_WINDOW, at=at)
    if not pace:
        minutes = int(pace.retry_after.total_seconds()) // 60 + 1
        form.add_error(
            None,
            _("Bạn đã gửi {most} tin trong một giờ. Hãy gửi lại sau {minutes} phút; lời bạn viết còn đây.").format(
                most=_MOST, minutes=minutes
            ),
        )
        return 429
    try:
        with transaction.atomic():
            documents = [
                accept_upload(upload, at=at, by=user, dossier=dossier, kind=Document.Kind.MESSAGE)
                for upload in form.cleaned_data["attachments"]
            ]
            say(at=at, text=form.cleaned_data["text"], key=form.cleaned_data["key"], documents=documents)
    except UploadRefused as error:
        form.add_error("attachments", str(error))
        return 422
    return 302


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _shown(request: HttpRequest) -> int:
    """The last message that was on the page; nothing was where the page does not say."""
    text = request.POST.get("last", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _reached(dossier: Dossier) -> str:
    """How the applicant will read the answer, where that is not the portal."""
    if dossier.account_id is not None:
        return ""
    if dossier.submitter.email:
        return "Người nộp không có tài khoản: câu trả lời được gửi qua thư điện tử."
    return (
        "Người nộp không có tài khoản và không cho biết thư điện tử nên không đọc được câu trả lời ở đây. "
        "Hãy gọi điện thoại."
    )
