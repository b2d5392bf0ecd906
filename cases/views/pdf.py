"""The official papers of a dossier, and the register of a unit, as PDF."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.gate import staff_only
from cases.models import Dossier
from cases.printing.compile import render
from cases.printing.facts import Facts
from cases.printing.forms import FORMS, dossier_to_print
from cases.printing.register import register
from departments.access import posts_in_force
from departments.models import Department
from departments.roles import Role

# A browser's own viewer of PDF needs its styles; the paper itself loads nothing and runs nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
_BOOKKEEPERS = (Role.RECEIVER, Role.RECORDS_CLERK, Role.LEADER)


@login_required
@require_safe
def form(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One paper of the dossier (`?lan=2`: of the second request or apology); 404 where there is none for the reader."""
    kind = FORMS.get(form)
    dossier = dossier_to_print(request.user, code, kind) if kind else None
    if kind is None or dossier is None:
        raise Http404
    facts = kind.facts(dossier, request.build_absolute_uri(reverse("cases:lookup")), _number(request, "lan"))
    if facts is None:
        raise Http404
    return _paper(kind.template, facts, f"{facts['form']['name']} {dossier.code}.pdf")


@staff_only(*_BOOKKEEPERS)
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The register of the reader's unit (`?tu=2026-11-01&den=2026-11-30&quyen=1`); 404 for a book that is not there.

    Who keeps the books of several units names one of them: `&don-vi=H26.105.01`.
    """
    since, until = _day(request, "tu"), _day(request, "den")
    unit = _unit_of(request)
    number = _number(request, "quyen") or 1
    facts = register(_taken_in_by(unit), unit, unit.agency(), since=since, until=until, book=number)
    if facts is None:
        raise Http404
    name = f"{facts['form']['name']} {unit.code} {since:%Y%m%d}-{until:%Y%m%d} quyển {number}.pdf"
    return _paper("mau-07", facts, name)


def _unit_of(request: HttpRequest) -> Department:
    wanted = request.GET.get("don-vi", "")
    units = [post.department for post in posts_in_force(request.user) if post.role in _BOOKKEEPERS]
    unit = next((unit for unit in units if wanted in ("", unit.code)), None)
    if unit is None:
        raise Http404
    return unit


def _taken_in_by(unit: Department) -> QuerySet[Dossier]:
    """What the desk took in; for an agency, what it decides on, whichever desk took it in."""
    return Dossier.objects.filter(desk=unit) if unit.is_desk else Dossier.objects.filter(department=unit)


def _day(request: HttpRequest, name: str) -> date:
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        raise Http404 from None
    # No book is older than the procedures are, and none is kept for times to come.
    if not 2000 <= day.year < 2200:
        raise Http404
    return day


def _number(request: HttpRequest, name: str) -> int | None:
    raw = request.GET.get(name, "")
    if not raw:
        return None
    if not raw.isascii() or not raw.isdigit() or len(raw) > 4:
        raise Http404
    return int(raw)


def _paper(template: str, facts: Facts, name: str) -> HttpResponse:
    response = HttpResponse(render(template, facts), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
