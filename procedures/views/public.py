"""The public catalogue: find a procedure, and one page with everything a citizen asks."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from departments.calendars import calendars_for
from departments.exports import csv_file
from departments.opening_hours import opening_hours
from procedures.actions.count_missed import count_missed
from procedures.answers import fees_of, limits_of, notes_of, papers_of, paragraphs, reliefs_of
from procedures.catalogue import (
    PAGE_SIZE,
    fields_in_use,
    life_event,
    life_events,
    offerings_of,
    page_version,
    results_and_reliefs,
    row,
)
from procedures.catalogue_file import HEADINGS, file_rows
from procedures.models import Offering
from procedures.places import FEW, grouped, place
from procedures.search import AUDIENCES, LEVELS, Wanted, find, search
from procedures.usual import usual_time


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """A page of procedures for the words and filters in the address, or all of them as a file."""
    day = timezone.localdate()
    wanted = Wanted(
        words=_typed(request, "q", 200),
        field=_typed(request, "linh-vuc", 32),
        level=_typed(request, "cap", 8),
        audience=_typed(request, "doi-tuong", 16),
        online=request.GET.get("truc-tuyen") == "1",
    )
    if request.GET.get("dang") == "csv":
        return csv_file("thu-tuc.csv", HEADINGS, file_rows(search(wanted, day), day))
    number = _page_number(request.GET.get("trang", ""))
    found = find(wanted, day, start=(number - 1) * PAGE_SIZE, size=PAGE_SIZE)
    if wanted.words and number == 1 and not found.meant and (found.near or not found.versions):
        count_missed(wanted.words, day=day)
    context = {
        "section": "procedures",
        "wanted": wanted,
        "filtered": wanted != Wanted(),
        "rows": [row(version, day) for version in found.versions],
        "found": found,
        "meant_url": _address(request, 1, q=found.meant) if found.meant else "",
        "events": life_events(day) if number == 1 and (wanted == Wanted() or not found.versions) else [],
        "fields": fields_in_use(day),
        "levels": [(key, gettext(label)) for key, (label, _) in LEVELS.items()],
        "audiences": [(key, gettext(label)) for key, (label, _) in AUDIENCES.items()],
        "newer_url": _address(request, number - 1) if number > 1 else "",
        "older_url": _address(request, number + 1) if found.more else "",
        "csv_url": _address(request, 1, q=found.meant or wanted.words, dang="csv"),
    }
    return render(request, "procedures/catalogue.html", context)


@require_safe
def life_events_page(request: HttpRequest) -> HttpResponse:
    """The moments of life in which people have to do with offices."""
    events = life_events(timezone.localdate())
    return render(request, "procedures/life_events.html", {"section": "procedures", "events": events})


@require_safe
def life_event_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A moment of life: what has to be done then, in the order in which people do it."""
    found = life_event(slug, timezone.localdate())
    if found is None:
        raise Http404
    event, rows = found
    return render(request, "procedures/life_event.html", {"section": "procedures", "event": event, "rows": rows})


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one procedure, and when the result would be promised if one submitted now."""
    now = timezone.now()
    day = timezone.localdate(now)
    chosen = _typed(request, "noi", 32)
    version = page_version(code[:40], day, chosen)
    if version is None:
        return render(request, "procedures/unknown.html", {"section": "procedures", "code": code[:40]}, status=404)
    holds = version.valid_from is not None and version.valid_from <= day
    ended = version.valid_until is not None and version.valid_until <= day
    offerings = offerings_of(version, day) if holds and not ended else []
    shown = offerings if len(offerings) <= FEW else [one for one in offerings if one.department.code == chosen]
    calendar, *desks = calendars_for(None, *[one.desk for one in shown])
    results, reliefs = results_and_reliefs(version)
    limits = limits_of(version.limits.all(), now, calendar)
    context = {
        "section": "procedures",
        "version": version,
        "ended": ended,
        "coming": not holds,
        "first_limit": limits[0] if limits else None,
        "other_limits": limits[1:],
        "papers": papers_of(version.requirements.all()),
        "notes": notes_of(version.requirements.all()),
        "fees": fees_of(version.fees.all(), day),
        "reliefs": reliefs_of(reliefs, day),
        "results": results,
        "usual": usual_time(version, chosen),
        "legal_basis": paragraphs(version.legal_basis),
        "way": paragraphs(version.procedure_text),
        "conditions": paragraphs(version.conditions),
        "online": any(one.online_level != Offering.OnlineLevel.NONE for one in offerings),
        "places": [place(one, opening_hours(open_at, day)) for one, open_at in zip(shown, desks, strict=True)],
        "choices": grouped(offerings) if len(offerings) > FEW else [],
        "chosen": chosen,
        "now": now,
        "page_url": request.build_absolute_uri(request.path),
    }
    return render(request, "procedures/procedure.html", context)


def _typed(request: HttpRequest, name: str, longest: int) -> str:
    """What the address says, without the one character that databases cannot hold."""
    return request.GET.get(name, "").replace("\0", "").strip()[:longest]


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= 1000 and len(text) < 5 else 1


def _address(request: HttpRequest, number: int, **other: str) -> str:
    """The words and filters of the address with another page, or with something else in their place."""
    asked: dict[str, Any] = {key: value for key, value in request.GET.items() if key not in ("trang", "dang")}
    if number > 1:
        asked["trang"] = number
    return "?" + urlencode({key: value for key, value in {**asked, **other}.items() if value})
