"""One dossier for those who work on it or watch it: its page, and one page for each move."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import allowed_actions, can_now, knows_the_people, may
from cases.actions.note_opening import note_opening
from cases.apologies import apologies_for_office
from cases.asking import FOR_THE_LEADER, PROPOSED_BY, is_for_the_leader
from cases.codes import is_feedback_code, tidy
from cases.deadlines import reading
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.facts import facts_of, person_facts
from cases.forms.eform import answers_in_words
from cases.forms.move import MoveForm
from cases.forms.moves import ASKED
from cases.forms.supplements import SupplementForm, effects, warning
from cases.gate import person, staff_only
from cases.lists import Looking
from cases.loading import dossier_alone, dossier_for, dossier_with_papers, dossier_with_story, events_of
from cases.models import Dossier, Feedback, Opening
from cases.office_papers import office_papers
from cases.papers import checklist, file_row, other_files
from cases.parts import desk_parts, queue_url
from cases.promise import promise_of, promised_if_received
from cases.ratings import shown_to
from cases.records import event_rows, proposal_of, requests_of, result_of
from cases.rows import desk_mark
from cases.spent import spent
from cases.status import MOVES
from cases.story import (
    next_action,
    other_moves,
    printed_forms,
    timeline,
    tone_of,
)
from departments.calendars import calendar_for
from departments.models import User
from departments.vietnamese import short_moment
from departments.working_time import local


@staff_only()
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The dossier in three parts: what is to be done, what was handed in, what happened."""
    part = request.GET.get("phan", "")
    show = {"ho-so": _papers, "nhat-ky": _log}.get(part, _story)
    return show(request, code)


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, action: str) -> HttpResponseBase:
    """Ask for what the move needs and make it; who was slower keeps what he wrote."""
    if action not in ASKED:
        raise Http404
    dossier, user, at = dossier_for(request.user, code), person(request), timezone.now()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ASKED[action].form(dossier, user, at, *sent)
    if form.is_bound and _made_already(dossier, action, form):
        return redirect(queue_url(user))
    if reason := _why_not(user, action, dossier):
        return _too_late(request, dossier, form, reason)
    if form.is_valid():
        try:
            done = ASKED[action].run(dossier, form)
        except Changed as error:
            return _too_late(request, dossier, form, str(error))
        except MoveRefused as error:
            dossier = dossier_for(user, code)
            if not can_now(action, dossier):
                return _too_late(request, dossier, form, str(error))
            form.add_error(None, str(error))
        else:
            return _done(request, done, action, user)
    return _ask(request, dossier, action, form)


@staff_only()
@require_safe
def open_by_code(request: HttpRequest) -> HttpResponseBase:
    """Open the dossier whose code was typed or scanned; the code on a receipt may be inside an address."""
    typed = request.GET.get("ma", "")[:300]
    code = tidy(typed.rpartition("ma=")[2] or typed)
    if Dossier.objects.visible_to(request.user).filter(code=code).exists():
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
    calendar = calendar_for(dossier.department)
    moves, in_full = allowed_actions(user, dossier), knows_the_people(user, dossier)
    due = desk_mark(dossier, Looking(user, at, calendar))
    late = due.kind == "late" and dossier.clock_running
    first = next_action(dossier, moves, late=late)
    context = {
        **_frame(request, dossier, ""),
        "promise": promise_of(dossier, due, reading(dossier, calendar)),
        "next": first,
        "moves": other_moves(dossier, moves, first["url"]),
        "spent": spent(dossier, at, calendar),
        "timeline": timeline(dossier, at, calendar),
        "requests": [
            *proposal_of(dossier, in_full=in_full),
            *requests_of(dossier, in_full=in_full),
            *apologies_for_office(dossier, in_full=in_full),
        ],
        "result": result_of(dossier, in_full=in_full),
        "rating": shown_to(user, dossier),
        "facts": facts_of(dossier, in_full=in_full),
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
    back = queue_url(person(request))
    return {
        "dossier": dossier,
        "tone": tone_of(dossier),
        "breadcrumbs": [{"label": "Danh sách", "url": back}, {"label": dossier.code, "url": ""}],
        "parts": desk_parts(dossier, part),
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


def _ask(request: HttpRequest, dossier: Dossier, action: str, form: MoveForm) -> HttpResponse:
    at, calendar = timezone.now(), calendar_for(dossier.department)
    asks_for_papers, proposal = isinstance(form, SupplementForm), dossier.open_proposal
    if not form.is_bound:
        form.wait_at_first()
    context = {
        "dossier": dossier,
        "move": MOVES[action],
        "hint": ASKED[action].hint,
        "form": form,
        "due": desk_mark(dossier, Looking(person(request), at, calendar)),
        "proposal": proposal if proposal and proposal.kind == action else None,
        "promise": promised_if_received(
            dossier.version, channel=dossier.channel, case=dossier.case, at=at, calendar=calendar
        )
        if action == "receive"
        else None,
        "effects": effects(dossier) if asks_for_papers else [],
        "warning": warning(dossier) if asks_for_papers else "",
        "result": getattr(dossier, "result", None) if action in ("approve", "sign", "return_to") else None,
        "serious": action in ("refuse", "stop", "withdraw", "recall"),
        "breadcrumbs": [
            {"label": "Danh sách", "url": queue_url(person(request))},
            {"label": dossier.code, "url": dossier.get_absolute_url()},
            {"label": MOVES[action].label, "url": ""},
        ],
    }
    return render(request, "cases/desk/act.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, dossier: Dossier, action: str, user: User) -> HttpResponseBase:
    """On to the next dossier, with a word about this one; a received one first gets its receipt printed."""
    promise = f" Hẹn trả {short_moment(dossier.due_at)}." if action == "receive" and dossier.due_at else ""
    messages.success(
        request,
        format_html(
            'Hồ sơ <a href="{}">{}</a> {}.{}', dossier.get_absolute_url(), dossier.code, ASKED[action].done, promise
        ),
    )
    stays = action in ("receive", "comment", "collect_fee")
    return redirect(dossier if stays else queue_url(user))


def _too_late(request: HttpRequest, dossier: Dossier, form: MoveForm, reason: str) -> HttpResponse:
    context = {"reason": reason, "kept_text": form.typed() if form.is_bound else "", "url": dossier.get_absolute_url()}
    return render(request, "409.html", context, status=409)


def _why_not(user: User, action: str, dossier: Dossier) -> str:
    """Why the move cannot be made now, "" when it can; raises NotAllowed for whom it is none of his."""
    if not may(user, action, dossier):
        if is_for_the_leader(action, dossier) and may(user, PROPOSED_BY[action], dossier):
            return FOR_THE_LEADER
        raise NotAllowed(f"Bạn không có quyền “{MOVES[action].label}” với hồ sơ này.")
    if can_now(action, dossier):
        return ""
    last = dossier.events.order_by("-number").first()
    who = ""
    if last is not None and last.action in MOVES:
        who = f" {last.by_name} đã “{MOVES[last.action].label}” lúc {short_moment(last.at)}."
    state = dossier.get_status_display()
    return f"Không thể “{MOVES[action].label}” lúc này: hồ sơ đang ở trạng thái “{state}”.{who}"


def _made_already(dossier: Dossier, action: str, form: MoveForm) -> bool:
    """Whether this very form was sent before and its move made: then there is nothing more to do."""
    if not form.is_valid() or dossier.revision != form.cleaned_data["revision"] + 1:
        return False
    last = dossier.events.filter(number=dossier.revision, action=action, by=form.by).first()
    return last is not None and form.is_what(last)
