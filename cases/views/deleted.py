"""The dossiers that were deleted: why, by whom, and the way back."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.access import knows_the_people, may
from cases.gate import person, staff_only
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.models import Dossier
from departments.exports import csv_file
from departments.roles import Role
from departments.vietnamese import plain_moment

READERS = (Role.RECEIVER, Role.LEADER, Role.INSPECTOR)
NEWEST = Order("deleted_at", descending=True)
HEADINGS = ("Mã hồ sơ", "Thủ tục", "Nơi tiếp nhận", "Nộp lúc", "Xóa lúc", "Người xóa", "Lý do")


@staff_only(*READERS)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """The newest first; as a file with `?dang=csv`. Who only watches reads no reason: it names people."""
    user = person(request)
    found = _details(Dossier.everything.deleted().visible_to(user))
    if request.GET.get("dang") == "csv":
        rows = ((one, knows_the_people(user, one)) for one in NEWEST.sorted(found).iterator(chunk_size=500))
        return csv_file("ho-so-da-xoa.csv", HEADINGS, _lines(rows))
    shown = keyset_page(found, NEWEST, request.GET, size=50)
    context: dict[str, Any] = {
        "rows": [
            {"dossier": one, "in_full": knows_the_people(user, one), "may_restore": may(user, "restore", one)}
            for one in shown.rows
        ],
        **shown.links(),
    }
    return render(request, "cases/desk/deleted.html", context)


def _details(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return rows.select_related("version", "desk", "owner", "current_task").defer("form_data", "version__search_text")


def _lines(rows: Iterable[tuple[Dossier, bool]]) -> Iterator[tuple[Any, ...]]:
    for one, in_full in rows:
        yield (
            one.code,
            one.version.name,
            one.desk.name,
            plain_moment(one.submitted_at),
            plain_moment(one.deleted_at),
            one.deleted_by,  # type: ignore[attr-defined]  # `deleted` annotates both
            one.deleted_why if in_full else "",  # type: ignore[attr-defined]
        )
