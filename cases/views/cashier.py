"""The fee clerk's pages: what is awaited is confirmed, what was paid twice is given back, all is accounted for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.refund import refund
from cases.actions.settle_payment import settle_payment
from cases.bank_statement import Line, named, read_statement, references_in
from cases.errors import MoveRefused
from cases.forms.fees import RefundForm, StatementForm, TransferForm
from cases.gate import person, staff_only
from cases.gateways.gateway import gateway
from cases.gateways.messages import GatewayError
from cases.keyset import AFTER, BEFORE
from cases.keyset import page as keyset_page
from cases.models import Payment
from cases.money_lists import (
    FILE_HEADINGS,
    LIST,
    MONEY_LISTS,
    SINCE,
    TEXT,
    UNTIL,
    Narrowed,
    bearing,
    chosen,
    counted,
    of_desks,
    rows_as_cells,
    total,
)
from departments.access import posts_in_force
from departments.exports import csv_file
from departments.models import User
from departments.roles import Role
from departments.vietnamese import money


@staff_only(Role.RECEIVER)
@require_safe
def payments(request: HttpRequest) -> HttpResponseBase:
    """The payments of the clerk's desks in five lists; every tile's number is the length of its list."""
    narrowed, current = Narrowed.read(request.GET), chosen(request.GET)
    ours = narrowed.apply(of_desks(_desks(person(request))))
    found = narrowed.in_days(ours.filter(current.which), current.order.field)
    if request.GET.get("dang") == "csv":
        return csv_file(f"{current.key}.csv", FILE_HEADINGS, rows_as_cells(current.order.sorted(found)))
    shown = keyset_page(found.select_related("dossier__version"), current.order, request.GET)
    numbers, (number, amount) = counted(ours), total(found)
    context = {
        "tiles": [
            {
                "url": _address(request, **{LIST: one.key}),
                "value": numbers[one.key],
                "label": one.label,
                "current": one == current,
                "late": one.key == "phai-hoan",
            }
            for one in MONEY_LISTS
        ],
        "current": current,
        "narrowed": narrowed,
        "filtered": bool(narrowed.text or narrowed.since or narrowed.until),
        "number": number,
        "amount": amount,
        "rows": shown.rows,
        "newer_url": _address(request, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": _address(request, **{AFTER: shown.after}) if shown.after else "",
        "csv_url": _address(request, dang="csv"),
        "clear_url": _address(request, **{TEXT: None, SINCE: None, UNTIL: None}),
        "unit": posts_in_force(request.user)[0].department,
    }
    return render(request, "cases/counter/payments.html", context)


@staff_only(Role.RECEIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bank shows the transfer: note its number; the fee is paid, or the sum is to be given back."""
    payment = _payment(request, pk, method=Payment.Method.TRANSFER)
    form = TransferForm(request.POST or None, initial={"amount": payment.amount})
    if request.method == "POST" and form.is_valid():
        try:
            done = settle_payment(payment, by=person(request), at=timezone.now(), **form.cleaned_data)
        except MoveRefused as error:
            form.add_error(None, str(error))
        else:
            _say_confirmed(request, done)
            return redirect("cases:payments")
    context = {"payment": payment, "dossier": payment.dossier, "form": form, "breadcrumbs": _crumbs("Xác nhận")}
    return render(request, "cases/counter/payment_confirm.html", context, status=422 if form.errors else 200)


@staff_only(Role.RECEIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return a sum as a whole, with its reason; what came through the gateway goes back through it."""
    payment = _payment(request, pk, confirmed_at__isnull=False)
    bank, form = gateway(), RefundForm(request.POST or None)
    through = payment.method == Payment.Method.GATEWAY and bank is not None
    if through:
        del form.fields["reference"]
    if request.method == "POST" and form.is_valid():
        at = timezone.now()

        def send(row: Payment) -> str:
            assert bank is not None  # noqa: S101  # `through` says so
            return bank.refund(row.reference, row.amount, at=at)

        try:
            refund(payment, by=person(request), at=at, send=send if through else None, **form.cleaned_data)
        except (MoveRefused, GatewayError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã hoàn {money(payment.amount)} của hồ sơ {payment.dossier.code}.")
            return redirect(f"{reverse('cases:payments')}?{LIST}=da-hoan")
    context = {
        "payment": payment,
        "dossier": payment.dossier,
        "form": form,
        "through_gateway": through,
        "breadcrumbs": _crumbs("Hoàn tiền"),
    }
    return render(request, "cases/counter/payment_refund.html", context, status=422 if form.errors else 200)


@staff_only(Role.RECEIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest) -> HttpResponse:
    """Paste the bank's statement: each line that names a payment and its sum confirms it; the others are told of."""
    form = StatementForm(request.POST or None)
    told: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        lines, unread = read_statement(form.cleaned_data["text"])
        ours = of_desks(_desks(person(request))).filter(method=Payment.Method.TRANSFER)
        known = {one.reference: one for one in bearing(ours, references_in(lines))}
        told = [_match(request, line, known) for line in lines]
        told += [{"line": number, "tone": "wait", "text": "Không đọc được dòng này."} for number in unread]
    context = {"form": form, "told": sorted(told, key=lambda one: one["line"]), "breadcrumbs": _crumbs("Dán sao kê")}
    return render(request, "cases/counter/statement.html", context, status=422 if form.errors else 200)


def _match(request: HttpRequest, line: Line, known: dict[str, Payment]) -> dict[str, Any]:
    """Confirm what the line names, and say what became of it."""
    payment = known.get(named(line, set(known)))
    told: dict[str, Any] = {"line": line.number, "transaction": line.transaction, "amount": line.amount, "tone": "wait"}
    if payment is None:
        return {**told, "text": "Nội dung không có mã thanh toán nào đang chờ tại đây."}
    told["reference"] = payment.reference
    if Payment.objects.filter(method=payment.method, outside_reference=line.transaction, dossier=payment.dossier_id):
        return {**told, "tone": "quiet", "text": "Đã ghi nhận từ trước."}
    try:
        done = settle_payment(
            payment, by=person(request), at=timezone.now(), amount=line.amount, outside_reference=line.transaction
        )
    except MoveRefused as error:
        return {**told, "text": str(error)}
    if done.surplus:
        return {**told, "text": "Nộp thừa: hồ sơ đã nộp đủ, hãy hoàn lại."}
    return {**told, "tone": "ok", "text": f"Đã xác nhận, phiếu thu số {done.receipt_number}."}


def _say_confirmed(request: HttpRequest, done: Payment) -> None:
    if done.surplus:
        messages.warning(request, f"Hồ sơ {done.dossier.code} đã nộp đủ từ trước: khoản này phải hoàn lại.")
    else:
        messages.success(request, f"Đã xác nhận {money(done.amount)}, phiếu thu số {done.receipt_number}.")


def _payment(request: HttpRequest, pk: int, **more: Any) -> Payment:
    """A fee of the clerk's desks; else Http404."""
    rows = of_desks(_desks(person(request))).select_related("dossier__version", "dossier__owner", "desk")
    return get_object_or_404(rows.filter(**more), pk=pk)


def _desks(user: User) -> list[int]:
    return [post.department_id for post in posts_in_force(user) if post.role == Role.RECEIVER]


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": "Thu phí", "url": reverse("cases:payments")}, {"label": last, "url": ""}]


def _address(request: HttpRequest, **changes: str | None) -> str:
    kept = request.GET.copy()
    for name in (AFTER, BEFORE, "dang"):
        kept.pop(name, None)
    for name, value in changes.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
    return f"?{kept.urlencode()}"
