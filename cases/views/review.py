"""The papers of a dossier beside its form, in place: looked at one by one and marked, before it is received."""

from datetime import datetime
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.access import allowed_actions, knows_the_people
from cases.actions.mark_papers import mark_papers
from cases.actions.note_opening import note_opening
from cases.actions.work import begin_work
from cases.at_work import at_work
from cases.errors import NotAllowed
from cases.forms.eform import answers_in_words
from cases.forms.paper_marks import PaperMarksForm
from cases.gate import person, staff_only
from cases.loading import dossier_with_papers
from cases.models import Dossier, Opening
from cases.paper_review import chosen_file, onward, review_rows, reviewed_papers
from cases.parts import queue_url
from cases.queues import FROM, way_back
from cases.typed import ids
from cases.walking import carried_along, going_on, walk
from departments.working_time import local


@csp_update({"frame-src": [SELF]})
@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one file at a time beside all answers; what is said of the papers is kept, then it goes on."""
    user, at = person(request), timezone.now()
    dossier = dossier_with_papers(user, code, local(at).date())
    if not knows_the_people(user, dossier):
        raise NotAllowed("Giấy tờ chỉ dành cho người giải quyết hồ sơ.")
    note_opening(dossier, Opening.What.PAGE, by=user, at=at)
    begin_work(dossier, by=user, at=at)
    form = _form(request, dossier)
    if form.is_bound and form.is_valid():
        mark_papers(dossier, form.marks(), by=user, at=at)
        move = request.POST.get("go", "")
        if move in {one["name"] for one in onward(allowed_actions(user, dossier))}:
            return redirect(going_on(reverse("cases:act", args=[dossier.code, move]), request.GET))
        messages.success(request, "Đã lưu đánh giá giấy tờ.")
        return redirect(request.get_full_path())
    return _show(request, dossier, form, at)


def _form(request: HttpRequest, dossier: Dossier) -> PaperMarksForm:
    known = {paper.requirement_id: paper for paper in dossier.papers.all()}
    papers = {paper.pk: paper.name for paper in reviewed_papers(dossier)}
    return PaperMarksForm(papers, known, request.POST if request.method == "POST" else None)


def _show(request: HttpRequest, dossier: Dossier, form: PaperMarksForm, at: datetime) -> HttpResponse:
    chosen = chosen_file(dossier, ids([request.GET.get("tep", "")]))
    context: dict[str, Any] = {
        "dossier": dossier,
        "at_work": at_work(dossier, person(request), at),
        "form": form,
        "rows": review_rows(dossier, form, chosen, going_on("?", request.GET).removeprefix("?")),
        "chosen": chosen,
        "onward": onward(allowed_actions(person(request), dossier)),
        "walk": walk(person(request), dossier, request.GET.get(FROM, ""), at),
        "answers": answers_in_words(dossier.version.form_fields.all(), dossier.form_data),
        "breadcrumbs": [
            {"label": "Danh sách", "url": way_back(request.GET.get(FROM, "")) or queue_url(person(request))},
            {"label": dossier.code, "url": carried_along(dossier.get_absolute_url(), request.GET.get(FROM, ""))},
            {"label": "Xem giấy tờ", "url": ""},
        ],
    }
    return render(request, "cases/desk/review.html", context, status=422 if form.errors else 200)
