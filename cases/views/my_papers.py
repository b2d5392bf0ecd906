"""A citizen's store of papers: what was submitted or issued once, to be looked at, used again, or taken out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.gate import person
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.papers import file_row
from cases.store import own_papers, said_of, stored_papers
from departments.exports import csv_file
from departments.vietnamese import plain_moment

NEWEST = Order("uploaded_at", descending=True)
HEADINGS = ("Giấy tờ", "Tệp", "Nộp hay được cấp", "Lúc", "Hồ sơ", "Có giá trị đến")


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponseBase:
    """All papers, the newest first."""
    own, day = own_papers(person(request)), timezone.localdate()
    if request.GET.get("dang") == "csv":
        return csv_file("giay-to-cua-toi.csv", HEADINGS, (_cells(one) for one in stored_papers(NEWEST.sorted(own))))
    found = keyset_page(own, NEWEST, request.GET, size=20)
    shown = stored_papers(own.filter(pk__in=[one.pk for one in found.rows]).order_by("-uploaded_at", "-pk"))
    rows = [
        {**file_row(one.document), "paper": one, "said": said_of(one), "over": not one.holds_on(day)} for one in shown
    ]
    return render(request, "cases/citizen/my_papers.html", {"section": "mine", "rows": rows, **found.links()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """No more offered, after one more question; the dossier keeps what it has."""
    own = own_papers(person(request))
    document = get_object_or_404(own, pk=pk)
    if request.method == "POST":
        own.filter(pk=document.pk).update(kept_out=True)
        messages.success(
            request,
            _("Đã bỏ “{name}” khỏi kho. Hồ sơ {dossier} vẫn giữ nguyên tệp này.").format(
                name=document.name, dossier=document.dossier
            ),
        )
        return redirect("cases:my_papers")
    (one,) = stored_papers(own.filter(pk=document.pk))
    return render(request, "cases/citizen/my_paper_out.html", {"section": "mine", "paper": one, "said": said_of(one)})


def _cells(one: Any) -> tuple[Any, ...]:
    return (
        one.name,
        one.document.name,
        _("được cấp") if one.is_result else _("đã nộp"),
        plain_moment(one.document.uploaded_at),
        one.document.dossier.code,
        f"{one.valid_until:%d/%m/%Y}" if one.valid_until else "",
    )
