"""What an applicant changes or confirms at a dossier that is on its way: how the result comes, that a letter came."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import can_now
from cases.actions.change_delivery import change_delivery
from cases.actions.confirm_apology import confirm_apology
from cases.errors import MoveRefused
from cases.forms.delivery import OwnDeliveryForm
from cases.gate import person
from cases.own import own_dossier
from cases.plain_words import delivery_words
from cases.status import Status


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, code: str) -> HttpResponseBase:
    """Choose another way to get the result, until it has been handed over."""
    mine, user = own_dossier(person(request), code), person(request)
    if not can_now("change_delivery", mine):
        messages.info(request, _("Kết quả đã trả hoặc hồ sơ đã kết thúc nên không đổi cách nhận được nữa."))
        return redirect("cases:my_dossier", mine.code)
    form = OwnDeliveryForm(mine, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("delivery", "delivery_address")}
        if chosen != {"delivery": mine.delivery, "delivery_address": mine.delivery_address}:
            try:
                change_delivery(mine, by=user, at=timezone.now(), **chosen)
            except MoveRefused as error:
                late = {
                    "reason": str(error),
                    "kept_text": "\n".join(
                        filter(None, (delivery_words(chosen["delivery"]), chosen["delivery_address"]))
                    ),
                    "url": reverse("cases:my_dossier", args=[mine.code]),
                }
                return render(request, "409.html", late, status=409)
        messages.success(request, _("Cách nhận kết quả: {how}.").format(how=delivery_words(chosen["delivery"])))
        return redirect("cases:my_dossier", mine.code)
    context = {
        "section": "mine",
        "dossier": mine,
        "form": form,
        "ready": mine.status == Status.FINISHED,
    }
    return render(request, "cases/citizen/delivery.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def apology(request: HttpRequest, code: str) -> HttpResponseBase:
    """I have received the apology; said twice it is said once."""
    mine = own_dossier(person(request), code)
    try:
        confirm_apology(mine, by=person(request), at=timezone.now())
    except MoveRefused as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("Đã xác nhận bạn nhận được văn bản xin lỗi."))
    return redirect("cases:my_dossier", mine.code)
