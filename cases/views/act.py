"""One page for each move of a dossier: what it asks, what it does, and what becomes of the slower of two."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from cases.access import can_now, may, post_for
from cases.actions.work import begin_work
from cases.asking import FOR_THE_LEADER, PROPOSED_BY, is_for_the_leader
from cases.at_work import at_work
from cases.checklist import checklist_of
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.forms.move import MoveForm
from cases.forms.moves import ASKED
from cases.forms.snippets import CHOSEN, PUT_IN, with_snippet, words_box
from cases.forms.supplements import SupplementForm, effects, warning
from cases.gate import person, staff_only
from cases.lists import Looking
from cases.loading import dossier_for
from cases.models import Dossier, Snippet
from cases.parts import queue_url
from cases.promise import promised_if_received
from cases.queues import FROM, way_back
from cases.rows import desk_mark, is_to_be_looked_at, office_label
from cases.status import ANSWERS, BESIDE, HANDS_ON, MOVES, TAKES_BACK
from cases.storage import UploadRefused
from cases.typed import ids
from cases.walking import ON, Walk, carried_along, goes_on, going_on, walk
from cases.with_parked import with_parked
from departments.calendars import calendar_for
from departments.models import User
from departments.vietnamese import short_moment
from procedures.channels import Channel

# Moves on whose one side the dossier is deleted: to be found there, and to be sent once only.
_OF_DELETED = ("delete", "restore")
# What the desk says to a dossier that came online; after it comes the next one that waits for an answer.
_ANSWERS_THE_APPLICANT = ("receive", "ask_completion", "propose_completion", "propose_refusal")
_SERIOUS = ("refuse", "stop", "withdraw", "recall", "delete")
_ON_A_DRAFT = ("approve", "sign", "sign_to_issue", "issue", "return_unissued", "return_to")


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def act(request: HttpRequest, code: str, action: str) -> HttpResponseBase:
    """Ask for what the move needs and make it; who was slower keeps what he wrote."""
    if action not in ASKED:
        raise Http404
    dossier = dossier_for(request.user, code, deleted=action in _OF_DELETED)
    user, at = person(request), timezone.now()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ASKED[action].form(dossier, user, at, *sent)
    if PUT_IN in request.POST:
        return _ask(request, dossier, action, _put_in(request, dossier, action))
    if form.is_bound and _made_already(dossier, action, form):
        return redirect(_list_of(request))
    if reason := _why_not(user, action, dossier):
        return _too_late(request, dossier, form, reason)
    if form.is_valid():
        way = walk(user, dossier, request.GET.get(FROM, ""), at)
        try:
            done = ASKED[action].run(dossier, form)
        except Changed as error:
            return _too_late(request, dossier, form, str(error))
        except (MoveRefused, UploadRefused) as error:
            dossier = dossier_for(user, code)
            if not can_now(action, dossier):
                return _too_late(request, dossier, form, str(error))
            form.add_error(None, str(error))
        else:
            return _done(request, done, action, way)
    return _ask(request, dossier, action, form)


def _put_in(request: HttpRequest, dossier: Dossier, action: str) -> MoveForm:
    """The form as typed so far, with the snippet that was chosen; who may not make the move is told so."""
    user = person(request)
    if not may(user, action, dossier):
        raise NotAllowed(f"Bạn không có quyền “{MOVES[action].label}” với hồ sơ này.")
    chosen = Snippet.objects.for_reader(user).filter(pk__in=ids([request.POST.get(CHOSEN, "")])).first()
    return with_snippet(ASKED[action].form(dossier, user, timezone.now()), request, chosen)


def _ask(request: HttpRequest, dossier: Dossier, action: str, form: MoveForm) -> HttpResponse:
    at, calendar = timezone.now(), calendar_for(dossier.department)
    asks_for_papers, proposal = isinstance(form, SupplementForm), dossier.open_proposal
    if action not in BESIDE:
        begin_work(dossier, by=person(request), at=at)
    # Where nothing is typed, Enter is enough; not for what is hard to take back.
    asks_nothing = not form.is_bound and not form.wait_at_first() and not form.fields.keys() - {"revision"}
    context = {
        "dossier": dossier,
        "move": MOVES[action],
        "label": office_label(action),
        "hint": ASKED[action].hint,
        "at_work": at_work(dossier, person(request), at),
        "form": form,
        "waits_at_button": asks_nothing and action not in _SERIOUS,
        "takes_snippets": bool(words_box(form)),
        "snippets": Snippet.objects.for_reader(person(request)) if words_box(form) else [],
        "checklist": checklist_of(dossier, person(request)) if action in HANDS_ON else None,
        "due": desk_mark(dossier, Looking(person(request), at, calendar)),
        "proposal": proposal if proposal and proposal.kind == action else None,
        "promise": promised_if_received(
            dossier.version, channel=dossier.channel, case=dossier.case, at=at, calendar=calendar
        )
        if action == "receive"
        else None,
        "effects": effects(dossier) if asks_for_papers else [],
        "warning": warning(dossier) if asks_for_papers else "",
        "result": getattr(dossier, "result", None) if action in _ON_A_DRAFT else None,
        "serious": action in _SERIOUS,
        "draft_url": going_on(reverse("cases:result_draft", args=[dossier.code]), request.GET),
        "back_url": _page_of(dossier),
        "breadcrumbs": [
            {"label": "Danh sách", "url": _list_of(request)},
            {"label": dossier.code, "url": carried_along(_page_of(dossier), request.GET.get(FROM, ""))},
            {"label": office_label(action), "url": ""},
        ],
    }
    return render(request, "cases/desk/act.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, dossier: Dossier, action: str, way: Walk | None) -> HttpResponseBase:
    """On to the next dossier of the list one walks through, else back to the list, with a word about this one.

    One that was received first gets its receipt printed, unless it came online, where the receipt is told to be read.
    """
    promise = f" Hẹn trả {short_moment(dossier.due_at)}." if action == "receive" and dossier.due_at else ""
    messages.success(
        request,
        format_html('Hồ sơ <a href="{}">{}</a> {}.{}', _page_of(dossier), dossier.code, ASKED[action].done, promise),
    )
    told_online = dossier.channel == Channel.ONLINE and ON in request.GET
    if action in ("comment", "collect_fee") or (action == "receive" and not told_online):
        return redirect(way.along(dossier.get_absolute_url()) if way else dossier)
    if way is None or not goes_on(way, request.GET):
        return redirect(_of_its_own(action, request) or _list_of(request))
    return redirect(_papers_to_look_at(way) if action in _ANSWERS_THE_APPLICANT else way.next_url)


def _papers_to_look_at(way: Walk) -> str:
    """The papers of the next dossier, where they too are to be looked at before the desk answers; else its page."""
    following = Dossier.objects.filter(code=way.next_code).only("status", "channel", "code").first()
    if following is None or not is_to_be_looked_at(following):
        return way.next_url
    return way.on(reverse("cases:review", args=[following.code]))


def _of_its_own(action: str, request: HttpRequest) -> str:
    """The list a move was made from that is none of dossiers: the next question may stand there."""
    return reverse("cases:opinions") if action in ANSWERS and FROM not in request.GET else ""


def _page_of(dossier: Dossier) -> str:
    """Where it is to be seen: a deleted one in the list of those alone."""
    return reverse("cases:deleted") if dossier.deleted_at else dossier.get_absolute_url()


def _list_of(request: HttpRequest) -> str:
    return way_back(request.GET.get(FROM, "")) or queue_url(person(request))


def _too_late(request: HttpRequest, dossier: Dossier, form: MoveForm, reason: str) -> HttpResponse:
    context = {"reason": reason, "kept_text": form.typed() if form.is_bound else "", "url": _page_of(dossier)}
    return render(request, "409.html", context, status=409)


def _why_not(user: User, action: str, dossier: Dossier) -> str:
    """Why the move cannot be made now, "" when it can; raises NotAllowed for whom it is none of his."""
    if action in TAKES_BACK and post_for(user, action, dossier) and not may(user, action, dossier):
        return _too_late_for(action, dossier)
    if not may(user, action, dossier):
        if is_for_the_leader(action, dossier) and may(user, PROPOSED_BY[action], dossier):
            return FOR_THE_LEADER
        raise NotAllowed(f"Bạn không có quyền “{MOVES[action].label}” với hồ sơ này.")
    return "" if can_now(action, dossier) else _too_late_for(action, dossier)


def _too_late_for(action: str, dossier: Dossier) -> str:
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
