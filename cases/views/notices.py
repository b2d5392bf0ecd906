"""What a citizen has been told, and how he wants to be told."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.choose_carriers import choose_carriers
from cases.actions.read_notices import read_notices
from cases.forms.carriers import CarriersForm
from cases.gate import person
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.models import Notice
from departments.exports import csv_file
from departments.vietnamese import plain_moment

NEWEST = Order("created_at", descending=True)
HEADINGS = ("Lúc", "Mã", "Thủ tục, phản ánh", "Thông báo", "Nội dung", "Đã đọc lúc")


@login_required
@require_safe
def told(request: HttpRequest) -> HttpResponseBase:
    """All notices of mine, the newest first; as a file with `?dang=csv`."""
    user = person(request)
    own = Notice.objects.filter(account=user, digest_day=None).select_related(
        "dossier__version", "feedback", "prepared"
    )
    if request.GET.get("dang") == "csv":
        rows = NEWEST.sorted(own).iterator(chunk_size=500)
        return csv_file("thong-bao.csv", HEADINGS, (_cells(notice) for notice in rows))
    found = keyset_page(own, NEWEST, request.GET, size=20)
    context = {
        "section": "notices",
        "rows": found.rows,
        "last": max((notice.pk for notice in found.rows), default=0),
        **found.links(),
    }
    return render(request, "cases/citizen/notices.html", context)


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponseBase:
    """Mark one notice as read and open what it tells of, or mark all that the page showed (`den`: the newest)."""
    user, at = person(request), timezone.now()
    one, last = _number(request, "thong-bao"), _number(request, "den")
    if one is not None:
        notice = get_object_or_404(
            Notice.objects.select_related("dossier", "feedback"), account=user, digest_day=None, pk=one
        )
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
        return redirect(notice.url)
    if last is None:
        raise Http404
    read_notices(user, at=at, up_to=last)
    return redirect("cases:notices")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponseBase:
    """By which carriers I want to be told."""
    user = person(request)
    # Two empty boxes are an answer too.
    form = CarriersForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        choose_carriers(user, **form.cleaned_data)
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("cases:notice_preferences")
    return render(request, "cases/citizen/carriers.html", {"section": "notices", "form": form})


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _cells(notice: Notice) -> tuple[Any, ...]:
    return (
        plain_moment(notice.created_at),
        notice.code,
        notice.title,
        notice.subject,
        notice.text,
        plain_moment(notice.read_at),
    )
