"""The public catalogue: find a procedure, and one page with everything a citizen asks."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from departments.calendars import calendar_for
from departments.vietnamese import fold
from departments.working_time import CalendarError, WorkingCalendar
from procedures.catalogue import LEVELS, PAGE_SIZE, Wanted, fields_in_use, grouped_by_case, page_version, row, search
from procedures.channels import Channel
from procedures.models import Offering, ProcedureVersion, ProcessingLimit


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """A page of procedures for the words and filters in the address."""
    day = timezone.localdate()
    wanted = Wanted(
        words=request.GET.get("q", "").strip()[:200],
        field=request.GET.get("linh-vuc", "")[:32],
        level=request.GET.get("cap", ""),
        online=request.GET.get("truc-tuyen") == "1",
    )
    number = _page_number(request.GET.get("trang", ""))
    start = (number - 1) * PAGE_SIZE
    found = list(search(wanted, day)[start : start + PAGE_SIZE + 1])
    context = {
        "section": "procedures",
        "wanted": wanted,
        "filtered": wanted != Wanted(),
        "rows": [row(version, day) for version in found[:PAGE_SIZE]],
        "fields": fields_in_use(day),
        "levels": [(key, label) for key, (label, _) in LEVELS.items()],
        "newer_url": _address(request, number - 1) if number > 1 else "",
        "older_url": _address(request, number + 1) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "procedures/catalogue.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one procedure, and when the result would be promised if one submitted now."""
    now = timezone.now()
    day = timezone.localdate(now)
    version = page_version(code, day)
    if version is None:
        raise Http404
    ended = version.valid_until is not None and version.valid_until <= day
    place = request.GET.get("noi", "").strip()[:100]
    offerings = [] if ended else _offerings(version, place)
    cases = list(version.cases.all())
    context = {
        "section": "procedures",
        "version": version,
        "ended": ended,
        "papers": grouped_by_case([paper for paper in version.requirements.all() if not paper.is_note], cases),
        "notes": [paper for paper in version.requirements.all() if paper.is_note],
        "limits": _limits(version, now),
        "fees": grouped_by_case([fee for fee in version.fees.all() if _holds(fee, day)], cases),
        "legal_basis": [line for line in version.legal_basis.splitlines() if line.strip()],
        "way": [line for line in version.procedure_text.splitlines() if line.strip()],
        "results": list(version.results.all()),
        "place": place,
        "offerings": offerings[:8],
        "more_offerings": max(0, len(offerings) - 8),
        "online": any(offering.online_level != Offering.OnlineLevel.NONE for offering in offerings) or bool(place),
        "now": now,
    }
    return render(request, "procedures/procedure.html", context)


def _limits(version: ProcedureVersion, now: datetime) -> list[dict[str, Any]]:
    """Each limit of the law with the promise it would give now."""
    calendar = calendar_for(None)
    return [_limit(limit, now, calendar) for limit in version.limits.all()]


def _limit(limit: ProcessingLimit, now: datetime, calendar: WorkingCalendar) -> dict[str, Any]:
    channel = Channel(limit.channel).label if limit.channel else "Mọi cách nộp"
    told: dict[str, Any] = {"channel": channel, "case": limit.case, "text": str(limit), "basis": limit.legal_basis}
    told["said"] = limit.text if limit.time_limit() and limit.text != str(limit) else ""
    time_limit = limit.time_limit()
    if time_limit is None:
        return told
    try:
        due = time_limit.due_from(now, calendar)
    except CalendarError as error:
        return {**told, "problem": str(error)}
    return {**told, "due": due.moment, "lines": due.lines}


def _offerings(version: ProcedureVersion, place: str) -> list[Offering]:
    """Where it can be done, narrowed to the units whose name holds the words typed."""
    found = Offering.objects.in_force().filter(procedure=version.procedure_id).select_related("department", "desk")
    wanted = fold(place).split()
    offerings = list(found.order_by("department__path"))
    return [one for one in offerings if all(word in fold(one.department.name) for word in wanted)]


def _holds(fee: Any, day: Any) -> bool:
    return (fee.valid_from is None or fee.valid_from <= day) and (fee.valid_until is None or day < fee.valid_until)


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= 1000 else 1


def _address(request: HttpRequest, number: int) -> str:
    asked = {key: value for key, value in request.GET.items() if key != "trang" and value}
    return "?" + urlencode({**asked, "trang": number})
