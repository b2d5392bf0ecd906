"""The front door: home, health and the pages for what went wrong."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from cases.figures import figures_note, public_figures
from departments.access import posts_in_force
from procedures.catalogue import fields_with_counts, life_events, popular
from tthc_portal.health import look
from tthc_portal.uploads import too_heavy


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, entrances and honest numbers."""
    now = timezone.now()
    context = {
        "events": life_events(timezone.localdate(now)),
        "fields": fields_with_counts(timezone.localdate()),
        "popular": popular(timezone.localdate()),
        "numbers": public_figures(now),
        "numbers_note": figures_note(now),
    }
    return render(request, "tthc_portal/home.html", context)


@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 when all that work depends on is well, else 503; machines ask with `?format=json` and get the same."""
    findings = look(timezone.now())
    well = all(finding.ok for finding in findings if finding.grave)
    status = 200 if well else 503
    if request.GET.get("format") == "json":
        checks = [{"name": one.name, "ok": one.ok, "text": one.text, **one.numbers} for one in findings]
        return JsonResponse({"ok": well, "checks": checks}, status=status, json_dumps_params={"ensure_ascii": False})
    return render(request, "tthc_portal/health.html", {"findings": findings, "well": well}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood, or it was too much at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        return too_heavy(request)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not; the reason is shown when the rule gave one for people."""
    return render(
        request, "403.html", {"reason": str(exception), "has_post": bool(posts_in_force(request.user))}, status=403
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here, or nothing that this person may know of."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault; says nothing of the inside."""
    return render(request, "500.html", status=500)
