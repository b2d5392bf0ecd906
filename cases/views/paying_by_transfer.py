"""Paying by VietQR without an account: whoever has looked the dossier up, and the slip that a clerk prints."""

from datetime import datetime

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.start_payment import start_payment
from cases.codes import tidy
from cases.errors import MoveRefused
from cases.gate import person, staff_only
from cases.models import Dossier, Payment
from cases.ratings import RATING_PASS_SECONDS, pass_holder
from cases.ways_to_pay import Transfer, account_for, transfer_to
from departments.access import desks_of
from departments.models import User
from departments.roles import Role

_NO_ACCOUNT = said("Nơi này chưa nhận chuyển khoản. Phí, lệ phí nộp tại quầy.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_look_up(request: HttpRequest) -> HttpResponseBase:
    """How to transfer the fee of the dossier that was just looked up; its pass, good for an hour, proves that."""
    at = timezone.now()
    try:
        holder = pass_holder(request.POST.get("pass", ""), max_age=RATING_PASS_SECONDS)
    except signing.BadSignature:
        if request.method == "POST":
            messages.info(request, _("Đã quá một giờ kể từ khi tra cứu. Hãy tra cứu lại rồi nộp phí."))
        return redirect("cases:lookup")
    dossier = Dossier.objects.select_related("version", "desk").get(pk=holder.pk)
    try:
        transfer = _begun(dossier, None, at)
    except MoveRefused as error:
        messages.info(request, _(str(error)))
        return redirect("cases:lookup")
    context = {
        "section": "lookup",
        "dossier": dossier,
        "transfer": transfer,
    }
    return render(request, "cases/public/payment.html", context)


@staff_only(Role.RECEIVER)
@require_POST
def slip(request: HttpRequest, code: str) -> HttpResponseBase:
    """Print how to transfer the fee (Giấy báo nộp phí, with VietQR) for somebody at the counter."""
    user, at = person(request), timezone.now()
    rows = Dossier.objects.filter(code=tidy(code.replace("\0", "")), desk__in=desks_of(user)).select_related("desk")
    dossier = rows.first()
    if dossier is None:
        raise Http404
    try:
        _begun(dossier, user, at)
    except MoveRefused as error:
        messages.warning(request, str(error))
        return redirect(dossier)
    return redirect(reverse("cases:pdf", args=[dossier.code, "phieu-nop"]))


def _begun(dossier: Dossier, by: User | None, at: datetime) -> Transfer:
    """The transfer that is awaited from now on; raises MoveRefused where none can be."""
    account = account_for(dossier, at)
    if account is None:
        raise MoveRefused(_NO_ACCOUNT)
    return transfer_to(account, start_payment(dossier, by=by, at=at, method=Payment.Method.TRANSFER))
