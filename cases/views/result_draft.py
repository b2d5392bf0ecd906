"""Draft a result from its template: choose, read and change its words, look at it as PDF, propose it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.access import can_now, may
from cases.actions.draft_result import propose_drafted
from cases.errors import MoveRefused, NotAllowed
from cases.forms.result_draft import DraftForm
from cases.gate import person, staff_only
from cases.loading import dossier_for
from cases.models import Result
from cases.printing.paper import paper
from cases.printing.result_draft import result_paper, templates_of
from cases.queues import FROM, way_back
from cases.walking import carried_along, goes_on, going_on, walk
from departments.roles import Role

CHOSEN, PREVIEW = "giay", "xem-thu"


@staff_only(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponseBase:
    """The words of one template for this dossier; `xem-thu` shows the paper, the other button proposes it."""
    dossier, user, at = dossier_for(request.user, code), person(request), timezone.now()
    templates = templates_of(dossier)
    chosen = next((one for one in templates if request.GET.get(CHOSEN, "") in ("", one.key)), None)
    if chosen is None:
        raise Http404
    if not may(user, "propose", dossier):
        raise NotAllowed("Bạn không có quyền “Trình kết quả” với hồ sơ này.")
    form = DraftForm(chosen, dossier, user, at, *((request.POST,) if request.method == "POST" else ()))
    if not can_now("propose", dossier):
        return _too_late(request, form, "Hồ sơ không còn ở bước soạn kết quả.")
    if form.is_valid():
        said = form.cleaned_data
        if PREVIEW in request.POST:
            facts = result_paper(dossier, title=said["title"], text=said["text"], at=at)
            return paper("ket-qua", facts, f"Xem thử {dossier.code}.pdf")
        way = walk(user, dossier, request.GET.get(FROM, ""), at)
        try:
            propose_drafted(dossier, by=user, at=at, **form.values())
        except MoveRefused as error:
            return _too_late(request, form, str(error))
        messages.success(request, f"Hồ sơ {dossier.code} đã trình kết quả.")
        if way is not None and goes_on(way, request.GET):
            return redirect(way.next_url)
        return redirect(way.list_url if way else reverse("cases:desk"))
    page, carried = reverse("cases:result_draft", args=[dossier.code]), request.GET.get(FROM, "")
    context = {
        "dossier": dossier,
        "form": form,
        "templates": [
            {"label": one.title.capitalize(), "url": going_on(f"{page}?{CHOSEN}={one.key}", request.GET),
             "current": one == chosen}
            for one in templates
        ],
        "outcome": Result.Outcome(chosen.outcome).label,
        "upload_url": going_on(reverse("cases:act", args=[dossier.code, "propose"]), request.GET),
        "breadcrumbs": [
            {"label": "Danh sách", "url": way_back(carried) or reverse("cases:desk")},
            {"label": dossier.code, "url": carried_along(dossier.get_absolute_url(), carried)},
            {"label": "Soạn kết quả", "url": ""},
        ],
    }  # fmt: skip
    return render(request, "cases/desk/result_draft.html", context, status=422 if form.errors else 200)


def _too_late(request: HttpRequest, form: DraftForm, reason: str) -> HttpResponse:
    kept = form.typed() if form.is_bound else ""
    context = {"reason": reason, "kept_text": kept, "url": form.dossier.get_absolute_url()}
    return render(request, "409.html", context, status=409)
