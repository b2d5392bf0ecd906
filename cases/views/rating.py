"""The applicant rates a dossier that is done: from his account, or from the look-up without one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.actions.rate import rate
from cases.errors import MoveRefused
from cases.forms.rating import RatingForm
from cases.gate import person
from cases.models import Dossier
from cases.own import own_dossier
from cases.ratings import RATING_PASS_SECONDS, pass_holder, rating_of
from departments.models import User

_THANKS = _("Cảm ơn bạn đã đánh giá. Lãnh đạo đơn vị đọc được ý kiến này.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, code: str) -> HttpResponseBase:
    """Rate one of my dossiers, once, when it is done."""
    dossier, user = own_dossier(person(request), code), person(request)
    if rating_of(dossier) is not None:
        messages.info(request, gettext("Bạn đã đánh giá hồ sơ này."))
        return redirect("cases:my_dossier", dossier.code)
    if dossier.finished_at is None:
        messages.info(request, gettext("Hồ sơ chưa giải quyết xong nên chưa đánh giá được."))
        return redirect("cases:my_dossier", dossier.code)
    form = RatingForm(timezone.localdate(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        _keep(request, dossier, form, by=user)
        return redirect("cases:my_dossier", dossier.code)
    context = {"section": "mine", "dossier": dossier, "form": form, "pass": ""}
    return render(request, "cases/citizen/rating.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_look_up(request: HttpRequest) -> HttpResponseBase:
    """Rate the dossier that was just looked up; its pass, good for an hour, proves that code and digits were right."""
    try:
        dossier = pass_holder(request.POST.get("pass", ""), max_age=RATING_PASS_SECONDS)
    except signing.BadSignature:
        if request.method == "POST":
            messages.info(request, gettext("Đã quá một giờ kể từ khi tra cứu. Hãy tra cứu lại rồi đánh giá."))
        return redirect("cases:lookup")
    if dossier.finished_at is None or rating_of(dossier) is not None:
        messages.info(request, gettext("Hồ sơ này đã được đánh giá hoặc chưa giải quyết xong."))
        return redirect("cases:lookup")
    form = RatingForm(timezone.localdate(), request.POST if "gui" in request.POST else None)
    if form.is_valid():
        _keep(request, dossier, form, by=None)
        return redirect("cases:lookup")
    context: dict[str, Any] = {"section": "lookup", "dossier": dossier, "form": form, "pass": request.POST["pass"]}
    return render(request, "cases/citizen/rating.html", context, status=422 if form.is_bound else 200)


def _keep(request: HttpRequest, dossier: Dossier, form: RatingForm, *, by: User | None) -> None:
    """Keep it and say thanks; the same form sent twice at once says that it is there."""
    try:
        rate(dossier, by=by, at=timezone.now(), **form.cleaned_data)
    except MoveRefused as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _THANKS)
