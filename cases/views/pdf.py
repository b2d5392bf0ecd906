"""The official papers of a dossier as PDF."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.actions.note_opening import note_opening
from cases.actions.print_form import print_form
from cases.gate import person
from cases.models import Dossier, Opening
from cases.printing.blank_form import blank_form
from cases.printing.forms import FORMS, Form, dossier_to_print
from cases.printing.paper import as_paper, paper, whole_number
from cases.public_address import public_address
from cases.storage.serving import handed_out
from departments.working_time import local
from procedures.models import ProcedureVersion, RequiredDocument

_KEPT_SECONDS = 600


@login_required
@require_safe
def form(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """One paper of the dossier as it was first made; 404 where there is none for the reader.

    `?lan=2` is that of the second request or apology, `?tai-ve=1` hands it out to be saved.
    """
    kind = FORMS.get(form)
    at = timezone.now()
    dossier = dossier_to_print(request.user, code, kind, local(at).date()) if kind else None
    if kind is None or dossier is None:
        raise Http404
    user, ordinal, look_up = person(request), whole_number(request, "lan"), public_address(request, "cases:lookup")
    if kind.event is None:
        return _of_the_moment(dossier, kind, look_up, ordinal)
    kept = print_form(dossier, form, look_up=look_up, by=user, at=at, ordinal=ordinal)
    if kept is None:
        raise Http404
    note_opening(dossier, Opening.What.PAPER, by=user, at=at)
    answer = handed_out(str(kept.file.name), whole=True)
    return as_paper(answer, f"{kept.name} {dossier.code}.pdf", saved="tai-ve" in request.GET)


def _of_the_moment(dossier: Dossier, kind: Form, look_up: str, ordinal: int | None) -> HttpResponseBase:
    """A paper that is true for the moment only, and kept nowhere."""
    facts = kind.facts(dossier, look_up, ordinal)
    if facts is None:
        raise Http404
    return paper(kind.template, facts, f"{facts['form']['name']} {dossier.code}.pdf")


@require_safe
def blank(request: HttpRequest, code: str) -> HttpResponseBase:
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
