"""Where I am signed in, and signing out from afar."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.gate import person
from departments.actions.end_sessions import end_sessions
from departments.models import Session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponseBase:
    """Every browser I am signed in with; a POST ends one of them (`phien`) or all but this one (`khac`)."""
    user, own = person(request), request.session.session_key or ""
    found = list(Session.objects.filter(account=user, expire_date__gt=timezone.now()).order_by("-seen_at", "-since"))
    if request.method == "POST":
        wanted = next((one.session_key for one in found if _name(one) == request.POST.get("phien")), "")
        if wanted != own:
            everything = not wanted and "khac" in request.POST
            ended = end_sessions(user, keep=own, only=wanted) if wanted or everything else 0
            if ended:
                messages.success(request, _("Đã đăng xuất {ended} thiết bị.").format(ended=ended))
            else:
                messages.info(request, _("Thiết bị ấy không còn đăng nhập."))
        return redirect("accounts:sessions")
    rows = [{"session": one, "name": _name(one), "is_own": one.session_key == own} for one in found]
    context = {"rows": sorted(rows, key=lambda row: not row["is_own"]), "others": len(rows) > 1}
    return render(request, "accounts/sessions.html", context)


def _name(session: Session) -> str:
    """A name for the page: the key itself would let whoever reads the page come in."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:24]
