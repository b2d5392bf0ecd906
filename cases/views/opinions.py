"""What a unit is asked about the dossiers of others, and what it has asked others."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE
from cases.keyset import page as keyset_page
from cases.models import Opinion
from cases.opinions import HEADINGS, LISTS, OpinionList, cells, mark_of
from cases.papers import file_row
from departments.access import posts_in_force
from departments.exports import csv_file
from departments.roles import Role


@staff_only(Role.OFFICER, Role.HEAD, Role.LEADER)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """Five lists, the first to be due on top; as a file with `?dang=csv`."""
    user, at = person(request), timezone.now()
    living = Opinion.objects.filter(dossier__deleted_at=None)
    current = next((one for one in LISTS if one.key == request.GET.get("muc")), LISTS[0])
    found = _details(current.find(living, user, at))
    if request.GET.get("dang") == "csv":
        rows = current.order.sorted(found).iterator(chunk_size=500)
        return csv_file(f"y-kien-{current.key}.csv", HEADINGS, (cells(one, at) for one in rows))
    # Only what is answered has files.
    shown = keyset_page(found.prefetch_related("documents") if current.is_over else found, current.order, request.GET)
    context: dict[str, Any] = {
        "tiles": [
            {
                "url": _address(one),
                "value": one.find(living, user, at).count(),
                "label": one.label,
                "current": one == current,
                "late": one.late,
            }
            for one in LISTS
            if not one.is_over
        ],
        "past": [{"url": _address(one), "label": one.label, "current": one == current} for one in LISTS if one.is_over],
        "current": current,
        "asked_of_me": current.key in ("can-tra-loi", "tra-loi-cham"),
        "rows": [
            {
                "opinion": one,
                "mark": mark_of(one, at),
                "files": [file_row(file, for_office=True) for file in one.documents.all()] if current.is_over else [],
            }
            for one in shown.rows
        ],
        "unit": posts_in_force(user)[0].department,
        "at": at,
        "csv_url": _address(current, dang="csv"),
        "newer_url": _address(current, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": _address(current, **{AFTER: shown.after}) if shown.after else "",
    }
    return render(request, "cases/desk/opinions.html", context)


def _details(rows: QuerySet[Opinion]) -> QuerySet[Opinion]:
    return rows.select_related("department", "asked_by", "dossier__version", "dossier__division").defer(
        "dossier__form_data", "dossier__version__search_text"
    )


def _address(one: OpinionList, **more: str) -> str:
    return f"?{urlencode({'muc': one.key, **more})}"
