"""The official papers of a dossier as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.printing.forms import FORMS, dossier_to_print
from cases.printing.paper import paper, whole_number


@login_required
@require_safe
def form(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One paper of the dossier (`?lan=2`: of the second request or apology); 404 where there is none for the reader."""
    kind = FORMS.get(form)
    dossier = dossier_to_print(request.user, code, kind) if kind else None
    if kind is None or dossier is None:
        raise Http404
    facts = kind.facts(dossier, request.build_absolute_uri(reverse("cases:lookup")), whole_number(request, "lan"))
    if facts is None:
        raise Http404
    return paper(kind.template, facts, f"{facts['form']['name']} {dossier.code}.pdf")
