"""Follow a dossier from its page, or no longer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.actions.watch import stop_watching, watch
from cases.gate import person, staff_only
from cases.loading import dossier_for
from cases.queues import DESK


@staff_only(*DESK.roles)
@require_POST
def change(request: HttpRequest, code: str) -> HttpResponseBase:
    """`theo-doi=1` follows it, anything else ends that; then back to the dossier."""
    user = person(request)
    dossier = dossier_for(user, code)
    if request.POST.get("theo-doi") == "1":
        watch(dossier, by=user, at=timezone.now())
        messages.success(request, "Hồ sơ đã vào danh sách “Tôi theo dõi”.")
    else:
        stop_watching(dossier, by=user)
        messages.success(request, "Đã thôi theo dõi hồ sơ.")
    return redirect(dossier)
