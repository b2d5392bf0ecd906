"""The dashboard of a division, an agency or the city, and the same on a wall."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.reports.dashboard import Dashboard, dashboard
from cases.reports.dashboard_sheet import CSV_HEADINGS, PERIODS, csv_rows, sheet
from cases.reports.periods import Kind, containing
from cases.reports.scope import REPORTING, Scope, scope_of
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.working_time import local

# The pages a wall turns through, and how long each stays, in seconds.
_WALL = ("so-lieu", "xu-huong", "xep-hang")
_STAYS = 20


@staff_only(*REPORTING)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """What is open now, what the period brought, what turned, and who does how."""
    board, scope, context = _board(request)
    if request.GET.get("dang") == "csv":
        return csv_file(f"dieu-hanh-{board.period.key}.csv", CSV_HEADINGS, csv_rows(board, scope))
    return render(request, "cases/reports/dashboard.html", context)


@staff_only(*REPORTING)
@require_safe
def wall(request: HttpRequest) -> HttpResponseBase:
    """One part at a time in large figures; it turns by itself until it is held."""
    _, _, context = _board(request)
    asked = request.GET.get("trang", "")
    number = _WALL.index(asked) if asked in _WALL else 0
    held = request.GET.get("giu") == "1"
    kept = {name: request.GET[name] for name in ("ky", "don-vi") if request.GET.get(name)}
    context |= {
        "part": _WALL[number],
        "held": held,
        "stays": _STAYS,
        "next_url": "?" + urlencode({**kept, "trang": _WALL[(number + 1) % len(_WALL)]}),
        "hold_url": "?" + urlencode({**kept, "trang": _WALL[number], **({} if held else {"giu": "1"})}),
        "leave_url": f"{reverse('cases:dashboard')}?{urlencode(kept)}",
    }
    return render(request, "cases/reports/wall.html", context)


def _board(request: HttpRequest) -> tuple[Dashboard, Scope, dict[str, Any]]:
    at, whole = timezone.now(), scope_of(person(request))
    unit = request.GET.get("don-vi", "")
    scope = whole.narrowed(unit)
    unit = unit if scope is not whole else ""
    kind = next((kind for kind, _ in PERIODS if kind == request.GET.get("ky")), Kind.MONTH)
    board = dashboard(scope, containing(kind, local(at).date()), at, calendar_for(None))
    kept = {"ky": kind.value, **({"don-vi": unit} if unit else {})}
    context = {
        **sheet(board, scope, unit),
        "scope": scope,
        "period": board.period,
        "narrowed": bool(unit),
        "period_choices": [{"value": one.value, "label": label, "selected": one == kind} for one, label in PERIODS],
        "unit_choices": [{"value": one.code, "label": one.name, "selected": one.code == unit} for one in whole.units],
        "several_units": len(whole.units) > 1,
        "csv_url": "?" + urlencode({**kept, "dang": "csv"}),
        "wall_url": f"{reverse('cases:wall')}?{urlencode(kept)}",
        "unit_query": urlencode({"ky": kind.value}),
    }
    return board, scope, context
