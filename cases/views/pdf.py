"""The official papers of a dossier as PDF."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.actions.note_opening import note_opening
from cases.gate import person
from cases.models import Opening
from cases.printing.blank_form import blank_form
from cases.printing.forms import FORMS, dossier_to_print
from cases.printing.paper import paper, whole_number
from departments.working_time import local
from procedures.models import ProcedureVersion, RequiredDocument

_KEPT_SECONDS = 600


@login_required
@require_safe
def form(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One paper of the dossier (`?lan=2`: of the second request or apology); 404 where there is none for the reader."""
    kind = FORMS.get(form)
    at = timezone.now()
    dossier = dossier_to_print(request.user, code, kind, local(at).date()) if kind else None
    if kind is None or dossier is None:
        raise Http404
    facts = kind.facts(dossier, request.build_absolute_uri(reverse("cases:lookup")), whole_number(request, "lan"))
    if facts is None:
        raise Http404
    note_opening(dossier, Opening.What.PAPER, by=person(request), at=at)
    return paper(kind.template, facts, f"{facts['form']['name']} {dossier.code}.pdf")


@require_safe
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a procedure in force, empty, to be filled in by hand; 404 where there is none. For everybody."""
    rows = ProcedureVersion.objects.in_force(timezone.localdate()).filter(procedure__code=code[:40])
    papers = Prefetch("requirements", RequiredDocument.objects.select_related("case"))
    version = rows.select_related("procedure").prefetch_related("form_fields", papers).first()
    facts = blank_form(version, request.build_absolute_uri(version.get_absolute_url())) if version else None
    if version is None or facts is None:
        raise Http404
    answer = paper("to-khai", facts, f"{facts['form']['name']} {version.procedure.code}.pdf")
    # Nothing personal is on it, and printing it again costs more than keeping it for a while.
    answer["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    return answer
