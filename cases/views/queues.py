"""The lists that people begin their day with: at the counter, at the desk, and what is late."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.forms.bulk import BULK
from cases.gate import person, staff_only
from cases.listing import Listing
from cases.lists import Looking
from cases.queues import COUNTER, DESK, FROM, OVERDUE, REVIEW, QueuePage, place_of, watches, with_details, within
from cases.rows import FILE_HEADINGS, cells, row_of
from cases.status import MOVES, SIGNS
from departments.access import has_role, posts_in_force
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.roles import Role


@staff_only(*COUNTER.roles)
@require_safe
def intake(request: HttpRequest) -> HttpResponseBase:
    """What waits for the desk, the most urgent first."""
    return _page(request, COUNTER, keeps_books=True, searchable=True)


@staff_only(*DESK.roles)
@require_safe
def desk(request: HttpRequest) -> HttpResponseBase:
    """The lists of the person's own work and unit."""
    return _page(request, DESK, keeps_books=has_role(request.user, Role.LEADER, Role.RECORDS_CLERK), searchable=True)


@staff_only(*OVERDUE.roles)
@require_safe
def overdue(request: HttpRequest) -> HttpResponseBase:
    """What is late or about to be: who holds it since when, which step ate the time, how late, and what to do."""
    return _page(request, OVERDUE, by_unit=has_role(request.user, Role.INSPECTOR, Role.LEADER, Role.RECEIVER))


def _page(
    request: HttpRequest,
    page: QueuePage,
    *,
    keeps_books: bool = False,
    searchable: bool = False,
    by_unit: bool = False,
) -> HttpResponseBase:
    """Every tile's number is the length of its list, by the same definitions on every page."""
    user, at = person(request), timezone.now()
    listing = page.open(request.GET, Looking(user, at, calendar_for(None)))
    if listing.as_file:
        return _file(page, listing)
    shown = listing.page(with_details(listing))
    frame, rows, place = listing.context(shown), listing.rows(shown), place_of(page, listing)
    offered = {move["name"] for row in rows for move in row.moves}
    context: dict[str, Any] = {
        **frame,
        "rows": rows,
        "page": page,
        "list": place,
        "place": urlencode({FROM: place}),
        "bulk": [MOVES[name] for name in BULK if name in offered or (name in SIGNS and offered & SIGNS)],
        "at": at,
        "unit": posts_in_force(user)[0].department,
        "watches": watches(user),
        "within": within(listing.asked, user),
        "keeps_books": keeps_books,
        "lays_before": page is DESK and has_role(user, Role.LEADER, Role.HEAD),
        "keeps_issued": page is DESK and keeps_books,
        "receives": page is COUNTER,
        "workload_url": reverse("cases:workload") if page is DESK and has_role(user, Role.HEAD, Role.OFFICER) else "",
        "review_url": REVIEW.url if page is OVERDUE and has_role(user, *REVIEW.roles) else "",
        "searchable": searchable,
        "unit_choices": frame["unit_choices"] if by_unit else [],
    }
    return render(request, "cases/desk/queue.html", context)


def _file(page: QueuePage, listing: Listing) -> HttpResponseBase:
    """The whole list; the page of what is late adds where the time went, and in whose unit."""
    story = page is OVERDUE
    rows = with_details(listing, story=story)
    made = (row_of(one, listing.look, with_spent=story) for one in listing.order.sorted(rows).iterator(chunk_size=500))
    if not story:
        return csv_file(f"{listing.current.key}.csv", FILE_HEADINGS, (cells(row) for row in made))
    headings = (*FILE_HEADINGS, "Thời gian ở từng bước", "Cơ quan có thẩm quyền")
    lines = ((*cells(row), row.spent.text if row.spent else "", row.dossier.department.name) for row in made)
    return csv_file(f"{listing.current.key}.csv", headings, lines)
