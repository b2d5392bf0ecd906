"""The register of issued documents (sổ văn bản kết quả đã ban hành) of an agency, on a page and as a file."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.models import IssuedResult
from departments.access import posts_in_force
from departments.exports import csv_file
from departments.roles import Role
from departments.vietnamese import plain_moment, read_day, short_date

KEEPERS = (Role.RECORDS_CLERK, Role.LEADER)
NEWEST = Order("issued_at", descending=True)
# The columns of the register of outgoing documents (Phụ lục IV NĐ 30/2020/NĐ-CP), as far as results have them.
HEADINGS = (
    "Số, ký hiệu", "Ngày ban hành", "Tên loại và trích yếu", "Mã hồ sơ", "Người ký", "Nơi nhận", "Đơn vị soạn thảo",
    "Hình thức ký", "Người phát hành", "Phát hành lúc", "Tình trạng", "Ghi chú",
)  # fmt: skip
_NO_DAY = "Chúng tôi không đọc được ngày. Hãy nhập theo thứ tự ngày/tháng/năm."


@staff_only(*KEEPERS)
@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """What the person's agencies have issued, the newest on top; `?dang=csv` is the whole list."""
    posts = [post for post in posts_in_force(request.user) if post.role in KEEPERS]
    days, problem = _days(request)
    found = _between(IssuedResult.objects.filter(department__in=[post.department_id for post in posts]), *days)
    if request.GET.get("dang") == "csv" and not problem:
        rows = NEWEST.sorted(found).iterator(chunk_size=500)
        return csv_file("so-van-ban.csv", HEADINGS, (cells(row) for row in rows))
    shown = page(found, NEWEST, request.GET)
    asked = {name: request.GET[name] for name in ("tu", "den") if request.GET.get(name)}
    context: dict[str, Any] = {
        "rows": [dict(zip(("number", "day", "name", "code", "signer", "to", "division", "how", "by", "at", "state",
                           "note"), cells(row), strict=True)) | {"url": row.dossier.get_absolute_url()}
                 for row in shown.rows],
        "unit": posts[0].department,
        "since": days[0],
        "until": days[1],
        "problem": problem,
        "csv_url": f"?{urlencode({**asked, 'dang': 'csv'})}",
        "newer_url": f"?{urlencode({**asked, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({**asked, AFTER: shown.after})}" if shown.after else "",
    }  # fmt: skip
    return render(request, "cases/desk/issued.html", context, status=422 if problem else 200)


def cells(row: IssuedResult) -> tuple[str, ...]:
    """What the register says of one document, under `HEADINGS`."""
    dossier = row.dossier
    return (
        row.shown_number,
        short_date(row.issued_on) if row.issued_on else "",
        f"{row.name}: {dossier.version.name}",
        dossier.code or "",
        row.signed_by_name,
        dossier.owner.full_name,
        dossier.division.name,
        "Ký số" if row.is_signed else "Ký tay",
        row.issued_by.get_full_name() if row.issued_by else "",
        plain_moment(row.issued_at) if row.issued_at else "",
        row.get_state_display(),
        row.end_reason,
    )


def _between(rows: QuerySet[IssuedResult], since: date | None, until: date | None) -> QuerySet[IssuedResult]:
    """Numbers that never left stand in no register of a time; a void one does in that of all times."""
    found = rows.exclude(state=IssuedResult.State.NUMBERED)
    if since:
        found = found.filter(issued_on__gte=since)
    if until:
        found = found.filter(issued_on__lte=until)
    parts = ("dossier__version", "dossier__owner", "dossier__division", "issued_by")
    return found.select_related(*parts).defer("dossier__form_data", "dossier__version__search_text")


def _days(request: HttpRequest) -> tuple[tuple[date | None, date | None], str]:
    """The days asked for, this year's without any, and what is wrong with them."""
    if not ("tu" in request.GET or "den" in request.GET):
        return (timezone.localdate().replace(month=1, day=1), timezone.localdate()), ""
    asked = [request.GET.get(name, "") for name in ("tu", "den")]
    since, until = (read_day(text) if text.strip() else None for text in asked)
    unread = any(text.strip() and day is None for text, day in zip(asked, (since, until), strict=True))
    return (since, until), _NO_DAY if unread else ""
