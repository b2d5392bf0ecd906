"""What is late or about to be: who holds it since when, which step ate the time, how late, and what to do."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import Order
from cases.listing import SORT, Listing, open_list
from cases.lists import OVERDUE_LISTS, Looking
from cases.models import Dossier, Task
from cases.models.dossier_queries import DossierQuerySet
from cases.rows import FILE_HEADINGS, cells, row_of
from departments.access import has_role, posts_in_force
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.roles import Role

_ORDERS = {
    "han": Order("due_at"),
    "-han": Order("due_at", descending=True),
    "thu-tuc": Order("version__name", is_moment=False),
    "-thu-tuc": Order("version__name", descending=True, is_moment=False),
}


@staff_only(Role.RECEIVER, Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK, Role.INSPECTOR)
@require_safe
def overdue(request: HttpRequest) -> HttpResponseBase:
    """The longest overdue first; the same definitions as every other list."""
    at = timezone.now()
    look = Looking(person(request), at, calendar_for(None))
    visible = Dossier.objects.visible_to(request.user)
    watches = has_role(request.user, Role.INSPECTOR)
    listing = open_list(
        request.GET,
        visible,
        OVERDUE_LISTS,
        look,
        orders=_ORDERS,
        unit_field="department_id" if watches else "division_id",
    )
    if listing.as_file:
        rows = _with_story(listing.in_order()).iterator(chunk_size=500)
        told = (row_of(dossier, look, with_spent=True) for dossier in rows)
        lines = ((*cells(row), row.spent.text if row.spent else "", row.dossier.department.name) for row in told)
        headings = (*FILE_HEADINGS, "Thời gian ở từng bước", "Cơ quan có thẩm quyền")
        return csv_file(f"{listing.current.key}.csv", headings, lines)
    shown = listing.page(_with_story(listing.found))
    context = {
        **listing.context(shown, listing.tally(visible)),
        **_sorting(listing),
        "sort": listing.asked.get(SORT, ""),
        "rows": [row_of(dossier, look, with_spent=True) for dossier in shown.rows],
        "at": at,
        "unit": posts_in_force(request.user)[0].department,
        "by_unit": watches or has_role(request.user, Role.LEADER, Role.RECEIVER),
        "watches": watches,
    }
    return render(request, "cases/desk/overdue.html", context)


def _with_story(rows: DossierQuerySet) -> DossierQuerySet:
    steps = Prefetch("tasks", Task.objects.select_related("step"))
    return rows.with_list_details().select_related("department", "result").prefetch_related(steps, "stops")


def _sorting(listing: Listing) -> dict[str, Any]:
    """For each column that sorts: the address of the next order, and how it is sorted now."""
    asked = listing.asked.get(SORT, "han")
    found = {}
    for name in ("han", "thu-tuc"):
        now = {name: "ascending", f"-{name}": "descending"}.get(asked, "")
        turned = f"-{name}" if now == "ascending" else name
        found[f"sort_{name.replace('-', '_')}"] = {"url": listing.address(**{SORT: turned}), "now": now}
    return found
