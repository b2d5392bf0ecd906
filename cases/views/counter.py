"""Which procedure is taken in at the counter."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from departments.access import desks_of
from departments.roles import Role
from procedures.channels import Channel
from procedures.models import ProcedureVersion
from procedures.search import Wanted, find
from procedures.terms import limit_for

_SHOWN = 60


@staff_only(Role.RECEIVER)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The procedures that the clerk's desks take in, found by a few letters."""
    day, words = timezone.localdate(), request.GET.get("q", "").strip()[:200]
    desks = tuple(desks_of(person(request)))
    found = find(Wanted(words=words, desks=desks), day, start=0, size=_SHOWN)
    # Another matter of the person whose dossier has just been taken in.
    going_on = request.GET.get("tiep", "")[:40]
    after = f"?{urlencode({'tiep': going_on})}" if going_on else ""
    rows = [
        {
            "url": reverse("cases:counter_form", args=[version.procedure.code]) + after,
            "name": version.name,
            "code": version.procedure.code,
            "limit_text": _limit(version),
        }
        for version in found.versions
    ]
    context = {"words": words, "rows": rows, "found": found, "going_on": going_on}
    return render(request, "cases/counter/choose.html", context)


def _limit(version: ProcedureVersion) -> str:
    row = limit_for(version, channel=Channel.IN_PERSON, case=None)
    limit = row.time_limit() if row else None
    return limit.text() if limit else ""
