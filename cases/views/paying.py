"""Paying the fee from home: how, what became of it, and the paper that proves it."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.start_payment import start_payment
from cases.actions.take_outcome import UnknownPayment, take_outcome
from cases.bill import rows_of
from cases.errors import MoveRefused
from cases.gate import person
from cases.gateways.gateway import gateway
from cases.gateways.messages import GatewayError, Order, Result, Untrusted
from cases.gateways.trial import TrialGateway
from cases.models import Dossier, Payment
from cases.own import own_dossier
from cases.ways_to_pay import account_for, transfer_to

BACK = "tu-cong"  # in the address to which a gateway sends the payer back
log = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, code: str) -> HttpResponseBase:
    """What is owed, the ways to pay it, what is on its way and what was paid; a POST chooses a way."""
    mine, at = own_dossier(person(request), code, "payments"), timezone.now()
    if request.method == "POST":
        return _begin(request, mine, at)
    if request.GET.get(BACK):
        return _back_from_gateway(request, mine, request.GET[BACK], at)
    return _show(request, mine, at)


@csrf_exempt
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """The gateway's own report: signed, recent, of a payment we know and of its sum; else 4xx and nothing changes."""
    at, paid_through = timezone.now(), gateway()
    if paid_through is None:
        raise Http404
    try:
        outcome = paid_through.parse_callback(request.body, dict(request.headers), at=at)
        take_outcome(outcome, at=at)
    except Untrusted as error:
        log.warning("A payment message was not taken: %s", error)
        return JsonResponse({"error": str(error)}, status=400)
    except UnknownPayment:
        return JsonResponse({"error": _("Không có khoản nộp nào mang mã này.")}, status=404)
    except MoveRefused as error:
        return JsonResponse({"error": str(error)}, status=409)
    return JsonResponse({"received": True})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trial_gateway(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The page of the gateway for trying out: a button stands for the bank. It exists only where it is set up."""
    bank, at = gateway(), timezone.now()
    if not isinstance(bank, TrialGateway) or settings.HTTPS:
        raise Http404
    trial = bank.shown(reference)
    if trial is None:
        raise Http404
    if request.method != "POST":
        return render(request, "cases/citizen/trial_gateway.html", {"trial": trial})
    choice = request.POST.get("viec", "")
    if choice not in ("tra", "tra-bao-sau", "huy"):
        return render(request, "cases/citizen/trial_gateway.html", {"trial": trial}, status=422)
    bank.decide(reference, Result.FAILED if choice == "huy" else Result.PAID)
    if choice != "tra-bao-sau":
        body, headers = bank.report(reference, at=at)
        try:
            take_outcome(bank.parse_callback(body, headers, at=at), at=at)
        except (UnknownPayment, MoveRefused) as error:
            log.warning("The trial gateway was not believed: %s", error)
    return redirect(trial.return_url)


def _begin(request: HttpRequest, mine: Dossier, at: datetime) -> HttpResponseBase:
    """Note that a sum is on its way, and lead there."""
    bank, method = gateway(), request.POST.get("cach", "")
    known = method == Payment.Method.TRANSFER or (method == Payment.Method.GATEWAY and bank is not None)
    if not known:
        return _show(request, mine, at, refused=_("Hãy chọn một trong các cách nộp dưới đây."))
    here = reverse("cases:my_payment", args=[mine.code])
    try:
        payment = start_payment(mine, by=person(request), at=at, method=method)
        if payment.method != Payment.Method.GATEWAY or bank is None:
            return redirect(here)
        order = Order(
            reference=payment.reference,
            amount=payment.amount,
            text=f"Phi, le phi ho so {mine.code}",
            return_url=request.build_absolute_uri(f"{here}?{BACK}={payment.reference}"),
            callback_url=request.build_absolute_uri(reverse("cases:payment_callback")),
        )
        return redirect(bank.start(order, at=at))
    except MoveRefused as error:
        messages.info(request, str(error))
        return redirect(here)
    except GatewayError as error:
        return _show(request, mine, at, refused=str(error))


def _back_from_gateway(request: HttpRequest, mine: Dossier, reference: str, at: datetime) -> HttpResponseBase:
    """The payer is back, perhaps before the gateway's own report: ask it what became of the payment."""
    payment = next((one for one in mine.payments.all() if one.reference == reference), None)
    bank = gateway()
    if payment is None or payment.method != Payment.Method.GATEWAY or bank is None:
        raise Http404
    try:
        if payment.state != Payment.State.CONFIRMED:
            payment = take_outcome(bank.query(reference, at=at), at=at)
    except (GatewayError, MoveRefused, UnknownPayment) as error:
        log.warning("What became of payment %s is not known yet: %s", payment.pk, error)
    if payment.state == Payment.State.CONFIRMED:
        messages.success(request, _("Đã nộp xong. Phiếu thu ở ngay bên dưới."))
    elif payment.state == Payment.State.FAILED:
        messages.warning(request, _("Bạn chưa nộp: giao dịch không thành hoặc đã hủy. Tiền chưa bị trừ cho hồ sơ này."))
    return redirect("cases:my_payment", mine.code)


def _show(request: HttpRequest, mine: Dossier, at: datetime, *, refused: str = "") -> HttpResponse:
    payments = [one for one in mine.payments.all() if one.purpose == Payment.Purpose.FEE]
    owed = mine.finance_status == Dossier.Finance.OWED
    account = account_for(mine, at) if owed else None
    awaited = [one for one in payments if owed and one.is_open(at) and one.amount == mine.fee_amount]
    transfer = next((one for one in awaited if one.method == Payment.Method.TRANSFER), None)
    context: dict[str, Any] = {
        "section": "mine",
        "dossier": mine,
        "bill": rows_of(mine.fee_lines),
        "owed": owed,
        "unsettled": mine.finance_status == Dossier.Finance.UNSETTLED,
        "transfer": transfer_to(account, transfer) if account and transfer else None,
        "at_gateway": next((one for one in awaited if one.method == Payment.Method.GATEWAY), None),
        "by_transfer": account is not None,
        "by_gateway": owed and gateway() is not None,
        "receipts": _receipts(mine, payments),
        "refused": refused,
    }
    return render(request, "cases/citizen/payment.html", context, status=422 if refused else 200)


def _receipts(mine: Dossier, payments: list[Payment]) -> list[dict[str, Any]]:
    """What was taken and what was given back, in the order of time, each with its paper."""
    taken = sorted((one for one in payments if one.confirmed_at), key=lambda one: (one.confirmed_at, one.pk))
    return [
        {
            "payment": one,
            "state": _("Nộp thừa, đang chờ hoàn") if one.surplus and not one.refunded_at else one.get_state_display(),
            "url": f"{reverse('cases:pdf', args=[mine.code, 'phieu-thu'])}?lan={number}",
            "refund_url": f"{reverse('cases:pdf', args=[mine.code, 'phieu-hoan'])}?lan={number}"
            if one.refunded_at
            else "",
        }
        for number, one in enumerate(taken, start=1)
    ]
