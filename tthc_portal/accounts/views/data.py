"""My personal data: a copy of it, who looked at it, dossiers that are mine too, and leaving."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.forget_account import ForgetRefused, forget_account
from cases.actions.link_to_account import LinkRefused, link_by_code, link_identified, linkable
from cases.forms.lookup import LookUpForm
from cases.gate import person
from cases.keyset import AFTER, BEFORE, Order
from cases.keyset import page as keyset_page
from cases.models import Dossier, Draft
from cases.my_data import entries, openings_of
from cases.zipping import zipped
from departments.access import posts_in_force
from departments.client import address_of
from departments.exports import csv_file
from departments.rate_limits import Brake, hit, hit_all
from departments.too_often import too_often
from departments.working_time import local
from tthc_portal.accounts import codes
from tthc_portal.accounts.forms import OwnPasswordForm
from tthc_portal.accounts.letters import warn

NEWEST = Order("first_at", descending=True)
HEADINGS = ("Lúc", "Mã hồ sơ", "Thủ tục", "Đơn vị", "Vai trò", "Đã mở")
COPIES_A_DAY, LINKS = 5, 10


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of people, why, for how long, and what they may ask for."""
    return render(request, "accounts/privacy.html", {"section": "privacy"})


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The rights, each with its button."""
    user = person(request)
    context = {
        "has_post": bool(posts_in_force(user)),
        "latest": list(NEWEST.sorted(openings_of(user))[:3]),
    }
    return render(request, "accounts/data.html", context)


@login_required
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    """Everything as one archive, made while it is sent."""
    user, at = person(request), timezone.now()
    verdict = hit(["my-data", user.pk], limit=COPIES_A_DAY, window=codes.DAY, at=at)
    if not verdict:
        return too_often(request, verdict)
    response = StreamingHttpResponse(zipped(entries(user), at=at), content_type="application/zip")
    name = f"du-lieu-cua-toi-{local(at):%Y%m%d}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@login_required
@require_safe
def openings(request: HttpRequest) -> HttpResponseBase:
    """Which unit and role opened my dossiers and files, and when; the newest first."""
    found = openings_of(person(request))
    if request.GET.get("dang") == "csv":
        rows = (
            (
                f"{local(one.first_at):%H:%M %d/%m/%Y}",
                one.dossier.code,
                one.dossier.version.name,
                one.department.name,
                one.get_role_display(),
                one.get_what_display(),
            )
            for one in NEWEST.sorted(found).iterator(chunk_size=500)
        )
        return csv_file("ai-da-xem-ho-so.csv", HEADINGS, rows)
    shown = keyset_page(found, NEWEST, request.GET, size=30)
    context = {
        "rows": shown.rows,
        "newer_url": f"?{BEFORE}={shown.before}" if shown.before else "",
        "older_url": f"?{AFTER}={shown.after}" if shown.after else "",
    }
    return render(request, "accounts/openings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponseBase:
    """Bring in dossiers handed in at the counter; what proves that they are mine stands with the action."""
    user, at = person(request), timezone.now()
    if user.identified_at:
        return _link_identified(request)
    form = LookUpForm(request.POST if request.method == "POST" else None)
    form.fields["digits"].help_text = _("Của số định danh cá nhân người nộp, ghi trên giấy tiếp nhận.")
    if form.is_valid():
        code = form.cleaned_data["code"]
        brakes = [
            Brake(["link", "account", user.pk], LINKS, codes.HOUR),
            Brake(["link", "address", address_of(request)], 3 * LINKS, codes.HOUR),
            Brake(["link", "code", code], LINKS, codes.DAY),
        ]
        verdict = hit_all(brakes, at=at)
        if not verdict:
            return too_often(request, verdict)
        try:
            dossier = link_by_code(user, code, form.cleaned_data["digits"], at=at)
        except LinkRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Hồ sơ {code} đã ở trong tài khoản của bạn.").format(code=dossier.code))
            return redirect("cases:my_dossier", dossier.code)
    context = {"form": form, "proved": bool(user.phone_verified_at or user.email_verified_at)}
    return render(request, "accounts/link.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponseBase:
    """Delete my account; what goes and what the law keeps is said before."""
    user, at = person(request), timezone.now()
    if request.method == "POST":
        verdict = codes.may_guess_password(user.pk, at=at)
        if not verdict:
            return too_often(request, verdict)
    form = OwnPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = user.__class__.objects.get(pk=user.pk)
        try:
            forget_account(user, at=at)
        except ForgetRefused as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            warn(told, _("Tài khoản đã xóa"), _("Tài khoản của bạn ở cổng này vừa được xóa theo yêu cầu."))
            messages.success(request, _("Tài khoản đã xóa. Hồ sơ đã nộp vẫn được giải quyết và lưu giữ theo quy định."))
            return redirect("home")
    context: dict[str, Any] = {
        "form": form,
        "open": Dossier.objects.submitted_by(user).filter(finished_at=None).order_by("pk")[:20],
        "drafts": Draft.objects.filter(account=user).count(),
        "owner": settings.PORTAL_OWNER,
    }
    return render(request, "accounts/leave.html", context, status=422 if form.errors else 200)


def _link_identified(request: HttpRequest) -> HttpResponseBase:
    user = person(request)
    if request.method == "POST":
        number = link_identified(user, at=timezone.now())
        messages.success(request, _("Đã đưa {number} hồ sơ vào tài khoản của bạn.").format(number=number))
        return redirect("cases:mine")
    context = {"found": linkable(user).count(), "identified": True}
    return render(request, "accounts/link.html", context)
