"""A printed form as an answer to a browser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from cases.printing.compile import render
from cases.printing.facts import Facts

# A browser's own viewer of PDF needs its styles; the paper itself loads nothing and runs nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def paper(template: str, facts: Facts, name: str) -> HttpResponseBase:
    """The PDF, shown in the browser under its Vietnamese name and kept in no cache."""
    return as_paper(HttpResponse(render(template, facts)), name)


def as_paper(response: HttpResponseBase, name: str, *, saved: bool = False) -> HttpResponseBase:
    """The answer with the heads of a paper; `saved`: to be stored by the browser instead of shown."""
    response["Content-Type"] = "application/pdf"
    response["Content-Disposition"] = content_disposition_header(saved, name) or "attachment"
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def whole_number(request: HttpRequest, name: str) -> int | None:
    """The number in the address, None where there is none; Http404 for what is no number."""
    raw = request.GET.get(name, "")
    if not raw:
        return None
    if not raw.isascii() or not raw.isdigit() or len(raw) > 4:
        raise Http404
    return int(raw)
