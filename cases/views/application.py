"""One submission of interlinked procedures: all its dossiers on one page, for the applicant and for every office."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person
from cases.marks import mark
from cases.models import Application, Dossier
from cases.story import tone_of
from departments.calendars import calendar_for


@login_required
@require_safe
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where each dossier stands; a link to those that this person may open. For others there is no such page."""
    user, at = person(request), timezone.now()
    application = get_object_or_404(Application.objects.select_related("version", "bundle"), key=key)
    rows = Dossier.objects.filter(application=application).order_by("pk")
    is_own = application.account_id == user.pk
    readable = set() if is_own else set(rows.readable_by(user).values_list("pk", flat=True))
    if not is_own and not readable:
        raise Http404
    calendar = calendar_for(None)
    dossiers = list(rows.select_related("version", "department", "desk", "waits_for").defer("form_data"))
    context = {
        "section": "mine",
        "application": application,
        "is_own": is_own,
        "done": sum(one.finished_at is not None for one in dossiers),
        "rows": [
            {
                "dossier": one,
                "mark": mark(one, at, calendar),
                "tone": tone_of(one),
                "opens": is_own or one.pk in readable,
            }
            for one in dossiers
        ],
    }
    return render(request, "cases/citizen/application.html", context)
