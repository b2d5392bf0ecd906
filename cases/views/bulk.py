"""One move on all dossiers that were ticked in a list: look once more, make it, and see what became of each."""

import time
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.batch import MOST, begin_batch, forget
from cases.bulk import Picked, move_on, pick, run
from cases.errors import MoveRefused, NotAllowed
from cases.forms.bulk import BULK, form_for_many, kept_answers
from cases.forms.move import MoveForm
from cases.forms.moves import ASKED
from cases.gate import person, staff_only
from cases.lists import Looking
from cases.models import Batch, BatchItem
from cases.parts import queue_url
from cases.queues import FROM, way_back
from cases.rows import row_of
from cases.status import MOVES, SIGNS
from departments.access import has_role
from departments.calendars import calendar_for

PICKED, REVISION, KEY = "ho-so", "lan-", "khoa"
# How long one request works on; what is left is gone on with by the page of the report.
_SECONDS = 5.0


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, action: str) -> HttpResponseBase:
    """The dossiers that were ticked, who of them can make the move, and what it asks; then make it."""
    if action not in BULK:
        raise Http404
    user, at = person(request), timezone.now()
    if not has_role(user, *MOVES[action].by):
        raise NotAllowed(f"Bạn không có quyền “{MOVES[action].label}”.")
    data = request.POST if request.method == "POST" else request.GET
    back = way_back(data.get(FROM, "")) or queue_url(user)
    codes = list(dict.fromkeys(data.getlist(PICKED)))
    picked = pick(user, action, codes[:MOST])
    if request.method == "POST" and (repeated := _begun_already(request, user)):
        return redirect("cases:batch", repeated.key)
    if len(codes) > MOST or not picked:
        messages.warning(
            request,
            f"Mỗi lần làm được nhiều nhất {MOST} hồ sơ; bạn đã chọn {len(codes)}."
            if picked
            else "Bạn chưa chọn hồ sơ nào. Hãy đánh dấu vào ô đầu dòng.",
        )
        return redirect(back)
    able = [one.dossier for one in picked if not one.why_not] or [one.dossier for one in picked]
    form = form_for_many(action, able, user, at, request.POST if request.method == "POST" else None)
    if form.is_valid():
        batch = begin_batch(
            key=_key(request),
            action=action,
            by=user,
            at=at,
            said=kept_answers(form),
            items=[(one.dossier, _revision(request, one)) for one in picked],
            came_from=data.get(FROM, "")[:1000],
        )
        try:
            _go_on(batch, pin=request.POST.get("pin", ""))
        except MoveRefused as error:
            # The key does not sign: nothing is made, and nothing that was typed is lost.
            forget(batch)
            form.add_error(None, str(error))
        else:
            return redirect("cases:batch", batch.key)
    return _show(request, action, picked, form, back)


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """What became of each dossier of a batch; a POST goes on with those that still wait."""
    user = person(request)
    batch = get_object_or_404(Batch, key=key, by=user)
    if request.method == "POST":
        # A key is asked for its PIN each time, so what is left of such a batch is begun anew.
        if not ASKED[batch.action].asks_outside:
            _go_on(batch)
        return redirect("cases:batch", batch.key)
    rows = batch.items.select_related("dossier__version", "dossier__owner", "dossier__result", "dossier__department")
    items = list(rows.prefetch_related("dossier__version__steps"))
    number = {state: sum(item.state == state for item in items) for state in BatchItem.State}
    context = {
        "batch": batch,
        "items": [{"item": one, "said": ASKED[move_on(batch.action, one.dossier)].done} for one in items],
        "done": number[BatchItem.State.DONE],
        "refused": number[BatchItem.State.REFUSED],
        "waiting": 0 if ASKED[batch.action].asks_outside else number[BatchItem.State.WAITING],
        "left": len(items) - number[BatchItem.State.DONE] - number[BatchItem.State.REFUSED],
        "back": way_back(batch.came_from) or queue_url(user),
    }
    return render(request, "cases/desk/batch.html", context)


def _go_on(batch: Batch, pin: str = "") -> None:
    end = time.monotonic() + _SECONDS
    run(batch, at=timezone.now(), patient=lambda: time.monotonic() < end, pin=pin)


def _show(request: HttpRequest, action: str, picked: list[Picked], form: MoveForm, back: str) -> HttpResponse:
    user, at = person(request), timezone.now()
    look = Looking(user, at, calendar_for(None))
    rows = [
        {
            "row": row_of(one.dossier, look),
            "why_not": one.why_not,
            "revision_name": f"{REVISION}{one.dossier.code}",
            "result": getattr(one.dossier, "result", None) if action in ("approve", "issue", *SIGNS) else None,
            "is_issued_next": action in SIGNS and one.dossier.is_issued_by_clerk,
        }
        for one in picked
    ]
    context: dict[str, Any] = {
        "move": MOVES[action],
        "hint": ASKED[action].hint,
        "form": form,
        "rows": rows,
        "able": sum(not one.why_not for one in picked),
        "key": request.POST.get(KEY) or uuid.uuid4(),
        "place": request.POST.get(FROM, request.GET.get(FROM, "")),
        "back": back,
    }
    # Where nothing is typed, Enter is enough.
    context["waits_at_button"] = not form.is_bound and not form.wait_at_first() and not form.fields
    return render(request, "cases/desk/bulk.html", context, status=422 if form.errors else 200)


def _begun_already(request: HttpRequest, user: Any) -> Batch | None:
    return Batch.objects.filter(key=_key(request), by=user).first()


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(KEY, ""))
    except ValueError as error:
        raise Http404 from error


def _revision(request: HttpRequest, one: Picked) -> int:
    text = request.POST.get(f"{REVISION}{one.dossier.code}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else one.dossier.revision
