"""The desk: the lists that those who work on dossiers begin their day with."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.listing import open_list
from cases.lists import DESK_LISTS, Looking, lists_for
from cases.models import Dossier
from cases.rows import FILE_HEADINGS, cells, row_of
from departments.access import has_role, posts_in_force
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.roles import Role


@staff_only(Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK)
@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    """The lists of the person's own work and unit; every tile's number is the length of its list."""
    at = timezone.now()
    look = Looking(person(request), at, calendar_for(None))
    visible = Dossier.objects.visible_to(request.user)
    listing = open_list(request.GET, visible, lists_for(look.user, DESK_LISTS), look)
    if listing.as_file:
        rows = listing.in_order().with_list_details().iterator(chunk_size=500)
        return csv_file(f"{listing.current.key}.csv", FILE_HEADINGS, (cells(row_of(one, look)) for one in rows))
    shown = listing.page(listing.found.with_list_details().select_related("result"))
    context = {
        **listing.context(shown, listing.tally(visible)),
        "rows": [row_of(dossier, look) for dossier in shown.rows],
        "at": at,
        "keeps_books": has_role(look.user, Role.LEADER, Role.RECORDS_CLERK),
        "unit": posts_in_force(request.user)[0].department,
    }
    return render(request, "cases/desk/queue.html", context)
