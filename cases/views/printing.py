"""The official forms on paper: for staff who see the dossier, and the applicant's own ones for the applicant."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import official_forms
from cases.codes import tidy
from cases.deadlines import reading
from cases.gate import person
from cases.models import Dossier, Event, SupplementRequest, Task
from cases.models.dossier_queries import DossierQuerySet
from departments.models import User

_PARTS: dict[str, tuple[Any, ...]] = {
    "tiep-nhan": ("papers", "documents", "version__requirements", "stops", "events"),
    "bo-sung": (Prefetch("supplements", SupplementRequest.objects.select_related("asked_by")), "supplements__items"),
    "tu-choi": ("events",),
    "xin-loi": ("apologies__by",),
    "kiem-soat": (
        Prefetch("tasks", Task.objects.select_related("step", "department", "assignee", "closed_by")),
        Prefetch("events", Event.objects.order_by("number")),
    ),
}


@login_required
@require_safe
def form(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The form as a page to print; 404 where the dossier has none of the kind or the reader may not have it."""
    kind = official_forms.FORMS.get(form)
    if kind is None:
        raise Http404
    dossier, is_staff = _dossier(person(request), code, form, for_applicant=kind.for_applicant)
    if not kind.exists(dossier):
        raise Http404
    look_up = request.build_absolute_uri(f"{reverse('cases:lookup')}?ma={dossier.code}")
    said = _said(request, dossier, form)
    context = {
        **official_forms.heading(dossier, kind, said.pop("day", timezone.now()), look_up),
        **said,
        "back_url": reverse("cases:dossier" if is_staff else "cases:my_dossier", args=[dossier.code]),
    }
    return render(request, kind.template, context)


def _said(request: HttpRequest, dossier: Dossier, form: str) -> dict[str, Any]:
    """What this form says; `day` is the day it was made out, where that is not today."""
    match form:
        case "tiep-nhan":
            told = reading(dossier)
            return {**official_forms.receipt(dossier, told.lines if told else ()), "day": dossier.received_at}
        case "bo-sung":
            wanted = request.GET.get("lan", "")
            said = official_forms.supplement(dossier, int(wanted) if wanted.isascii() and wanted.isdigit() else None)
            return {**said, "day": said["request"].asked_at}
        case "tu-choi":
            return {**official_forms.refusal(dossier), "day": dossier.finished_at}
        case "xin-loi":
            said = official_forms.apology(dossier)
            return {**said, "day": said["apology"].at}
    return official_forms.control(dossier)


def _dossier(user: User, code: str, form: str, *, for_applicant: bool) -> tuple[Dossier, bool]:
    """The dossier, and whether the reader works on it."""

    def found(rows: DossierQuerySet) -> Dossier | None:
        alone = ("version__procedure", "department", "desk", "division", "submitter", "owner", "case")
        return rows.filter(code=tidy(code)).select_related(*alone).prefetch_related(*_PARTS[form]).first()

    dossier = found(Dossier.objects.visible_to(user))
    if dossier is not None:
        return dossier, True
    own = found(Dossier.objects.submitted_by(user)) if for_applicant else None
    if own is None:
        raise Http404
    return own, False
