"""The register of what an agency has issued under a number (sổ văn bản đã ban hành), on a page and as a file."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.issued_papers import HEADINGS, KINDS, address_of, cells, sources
from cases.keyset import AFTER, BEFORE, merged, merged_page
from cases.models import Dossier
from departments.access import posts_in_force
from departments.exports import csv_file
from departments.models import User
from departments.roles import Role
from departments.vietnamese import read_day
from procedures.models import StepKind

KEEPERS = (Role.RECORDS_CLERK, Role.LEADER)
_NAMES = ("number", "day", "name", "code", "signer", "to", "division", "how", "by", "at", "state", "note")
_NO_DAY = "Chúng tôi không đọc được ngày. Hãy nhập theo thứ tự ngày/tháng/năm."


@staff_only(*KEEPERS)
@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """What the person's agencies have issued, the newest on top; `?dang=csv` is the whole list, `?loai=` one kind."""
    posts = [post for post in posts_in_force(request.user) if post.role in KEEPERS]
    days, problem = _days(request)
    kind = next((one.key for one in KINDS if one.key == request.GET.get("loai")), "")
    found = sources([post.department_id for post in posts], *days, kind)
    if request.GET.get("dang") == "csv" and not problem:
        return csv_file("so-van-ban.csv", HEADINGS, (cells(row) for row in merged(found)))
    shown = merged_page(found, request.GET)
    asked = {name: request.GET[name] for name in ("tu", "den") if request.GET.get(name)} | (
        {"loai": kind} if kind else {}
    )
    context: dict[str, Any] = {
        "rows": [dict(zip(_NAMES, cells(row), strict=True)) | {"url": address_of(row)} for row in shown.rows],
        "unit": posts[0].department,
        "since": days[0],
        "until": days[1],
        "kinds": [{"value": one.key, "label": one.label, "selected": one.key == kind} for one in KINDS],
        "problem": problem,
        "waiting": _waiting(person(request)),
        "waiting_url": f"{reverse('cases:desk')}?muc=cho-phat-hanh",
        "csv_url": f"?{urlencode({**asked, 'dang': 'csv'})}",
        "newer_url": f"?{urlencode({**asked, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({**asked, AFTER: shown.after})}" if shown.after else "",
    }
    return render(request, "cases/desk/issued.html", context, status=422 if problem else 200)


def _waiting(user: User) -> int:
    """How many papers wait for this person to number and issue them."""
    if all(post.role != Role.RECORDS_CLERK for post in posts_in_force(user)):
        return 0
    return Dossier.objects.visible_to(user).at_step(StepKind.ISSUE).count()


def _days(request: HttpRequest) -> tuple[tuple[date | None, date | None], str]:
    """The days asked for, this year's without any, and what is wrong with them."""
    if not ("tu" in request.GET or "den" in request.GET):
        return (timezone.localdate().replace(month=1, day=1), timezone.localdate()), ""
    asked = [request.GET.get(name, "") for name in ("tu", "den")]
    since, until = (read_day(text) if text.strip() else None for text in asked)
    unread = any(text.strip() and day is None for text, day in zip(asked, (since, until), strict=True))
    return (since, until), _NO_DAY if unread else ""
