"""Rounds in which procedures are reviewed and made simpler. Not the review of late work: that is `late_review`."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.simplify import AddProceduresForm, RoundForm
from cases.gate import staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.reports.procedure_facts import measured
from cases.simplification import READERS, REVIEW_HEADINGS, WRITER, crumbs, named, review_cells
from departments.access import has_role
from departments.exports import csv_file
from departments.roles import Role
from departments.vietnamese import money, short_date
from procedures.actions.plan_review import plan_review
from procedures.compliance_cost import LEGAL_BASIS, wage_on
from procedures.models import ProcedureReview, ReviewRound
from procedures.progress import ALL, COLUMNS, members

_ROUNDS = (
    "Kế hoạch",
    "Năm",
    "Từ ngày",
    "Đến ngày",
    "Căn cứ",
    "Cơ quan quyết định",
    "Thủ tục",
    "Đã rà soát",
    "Đã duyệt",
)
# The lists of a round, and what they are counted as.
_LISTS = {"ke-hoach": "total", "da-ra-soat": "reviewed", "cho-quyet-dinh": "waiting", "da-duyet": "approved"}
_BY_CODE = Order("procedure__code")


@staff_only(*READERS)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All rounds, the newest first; `?dang=csv`."""
    rows = _counted(ReviewRound.objects.select_related("decided_by"))
    if request.GET.get("dang") == "csv":
        return csv_file("ke-hoach-ra-soat.csv", _ROUNDS, (_round_cells(row) for row in rows))
    context = {"rows": rows, "csv_url": "?dang=csv", "writes": has_role(request.user, WRITER)}
    return render(request, "cases/reports/simplify.html", context)


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Plan a round; the wage of the day is there already."""
    day = timezone.localdate()
    wage = wage_on(day)
    started = {"year": day.year, "hourly_wage": wage.an_hour, "wage_basis": f"{wage.basis}. {LEGAL_BASIS}"[:500]}
    return _keep(request, ReviewRound(), started)


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what was planned."""
    return _keep(request, get_object_or_404(ReviewRound, pk=pk), {})


@staff_only(*READERS)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One round: its facts and its procedures; `?dang=csv`."""
    found = get_object_or_404(_counted(ReviewRound.objects.select_related("decided_by")), pk=pk)
    whole, key, day = ProcedureReview.objects.filter(round=found), request.GET.get("muc", "ke-hoach"), found.last
    if key not in _LISTS:
        raise Http404
    reviews = named(members(whole, key, ALL, day))
    here = {"muc": key}
    if request.GET.get("dang") == "csv":
        rows = _BY_CODE.sorted(reviews).iterator(chunk_size=500)
        return csv_file(f"ke-hoach-ra-soat-{pk}.csv", REVIEW_HEADINGS, (review_cells(row) for row in rows))
    shown = page(reviews, _BY_CODE, request.GET)
    context = {
        "plan": found,
        "facts": [
            {"label": "Thời gian", "value": f"{short_date(found.first)} – {short_date(found.last)}"},
            {"label": "Căn cứ", "value": found.legal_basis},
            {"label": "Cơ quan quyết định", "value": found.decided_by.name},
            {"label": "Thu nhập một giờ", "value": money(found.hourly_wage), "sub": found.wage_basis},
        ],
        "units": found.reviews.order_by().values_list("unit__name").annotate(n=Count("pk")).order_by("unit__name"),
        "chips": _chips(found, key),
        "rows": shown.rows,
        "csv_url": f"?{urlencode({**here, 'dang': 'csv'})}",
        "newer_url": f"?{urlencode({**here, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({**here, AFTER: shown.after})}" if shown.after else "",
        "writes": has_role(request.user, WRITER),
        "crumbs": crumbs((found.name, "")),
    }
    return render(request, "cases/reports/simplify_round.html", context)


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_procedures(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put procedures into the round, by code or by field, with what the portal measured of them."""
    found, at = get_object_or_404(ReviewRound, pk=pk), timezone.now()
    day = timezone.localdate()
    form = AddProceduresForm(request.POST if request.method == "POST" else None, day=day)
    if form.is_valid():
        versions = form.cleaned_data["versions"]
        known = measured([version.procedure_id for version in versions], at)
        try:
            made = plan_review(found, versions, unit=form.cleaned_data["unit"], measured=known, today=day)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã đưa {len(made)} thủ tục vào kế hoạch.")
            return redirect(found)
    context = {
        "title": "Thêm thủ tục vào kế hoạch",
        "sub": f"{found.name}. Số hồ sơ một năm và phí trung bình được lấy từ số đo của cổng.",
        "form": form,
        "back": found.get_absolute_url(),
        "button": "Thêm vào kế hoạch",
    }
    return render(request, "cases/desk/list_form.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, found: ReviewRound, started: dict[str, Any]) -> HttpResponseBase:
    new = found.pk is None
    form = RoundForm(request.POST if request.method == "POST" else None, instance=found, initial=started)
    if form.is_valid():
        kept = form.save()
        messages.success(request, f"Đã lưu kế hoạch “{kept.name}”.")
        return redirect(kept)
    context = {
        "title": "Lập kế hoạch rà soát" if new else "Sửa kế hoạch rà soát",
        "sub": "Rà soát, đơn giản hóa thủ tục hành chính theo NĐ 63/2010/NĐ-CP.",
        "form": form,
        "back": reverse("cases:simplify") if new else reverse("cases:simplify_round", args=[found.pk]),
        "button": "Lưu kế hoạch",
    }
    return render(request, "cases/desk/list_form.html", context, status=422 if form.errors else 200)


def _counted(rows: QuerySet[ReviewRound]) -> QuerySet[Any]:
    """Each with how many procedures are in it, were looked at, and were made simpler."""
    return rows.annotate(
        total=Count("reviews"),
        reviewed=Count("reviews", filter=~Q(reviews__conclusion="")),
        waiting=Count(
            "reviews", filter=Q(reviews__conclusion=ProcedureReview.Conclusion.SIMPLIFY, reviews__decision="")
        ),
        approved=Count("reviews", filter=Q(reviews__decision=ProcedureReview.Decision.APPROVED)),
    )


def _chips(found: Any, chosen: str) -> list[dict[str, Any]]:
    """The lists of a round with their numbers."""
    return [
        {"label": COLUMNS[key], "count": getattr(found, name), "url": f"?muc={key}", "current": key == chosen}
        for key, name in _LISTS.items()
    ]


def _round_cells(row: Any) -> tuple[object, ...]:
    days = (short_date(row.first), short_date(row.last))
    counts = (row.total, row.reviewed, row.approved)
    return (row.name, row.year, *days, row.legal_basis, row.decided_by.name, *counts)
