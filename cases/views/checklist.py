"""Tick the checklist of the step at hand on a dossier's page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.actions.tick import tick
from cases.errors import Changed
from cases.gate import person, staff_only
from cases.loading import dossier_for
from cases.models import Task
from cases.typed import ids


@staff_only()
@require_POST
def save(request: HttpRequest, code: str) -> HttpResponseBase:
    """Keep what is ticked, and back to the dossier."""
    user = person(request)
    dossier, shown = dossier_for(user, code), ids([request.POST.get("buoc", "")])
    if not shown or not Task.objects.filter(pk=shown[0], dossier=dossier).exists():
        raise Http404
    try:
        tick(dossier, by=user, at=timezone.now(), task=shown[0], lines=request.POST.getlist("viec"))
    except Changed as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Đã lưu các việc đã kiểm tra.")
    return redirect(dossier)
