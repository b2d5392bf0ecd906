"""The register of a unit (Mẫu 07, sổ theo dõi hồ sơ): the days are chosen on a page, the books open as PDF."""

from datetime import date
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import staff_only
from cases.models import Dossier
from cases.models.dossier_queries import DossierQuerySet
from cases.printing.paper import paper, whole_number
from cases.printing.register import BOOK, received_in, register
from cases.register_workbook import register_workbook
from departments.access import posts_in_force
from departments.models import Department
from departments.roles import Role
from departments.vietnamese import read_day

BOOKKEEPERS = (Role.RECEIVER, Role.RECORDS_CLERK, Role.LEADER)
_WRONG_WAY = "Ngày đầu phải trước hoặc trùng ngày cuối. Hãy chọn lại."
_NO_DAY = "Chúng tôi không đọc được ngày. Hãy chọn lại cả hai ngày."


@staff_only(*BOOKKEEPERS)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Two days, this month's unless others are chosen; then the books that there are of them."""
    units = _units(request)
    unit = _unit_of(request)
    today, problem = timezone.localdate(), ""
    since, until = today.replace(day=1), today
    if "tu" in request.GET or "den" in request.GET:
        first, last = (read_day(request.GET.get(name, "")) for name in ("tu", "den"))
        problem = _NO_DAY if first is None or last is None else _WRONG_WAY if last < first else ""
        since, until = first or since, last or until
    count = 0 if problem else received_in(_taken_in_by(unit), since, until).count()
    context = {
        "unit": unit,
        "units": [{"value": one.code, "label": one.name, "selected": one == unit} for one in units],
        "since": since,
        "until": until,
        "problem": problem,
        "count": count,
        "books": _books(unit, since, until, count),
        "workbook": f"{reverse('cases:register_pdf')}?{urlencode({**_asked(unit, since, until), 'dang': 'xlsx'})}",
    }
    return render(request, "cases/desk/register.html", context, status=422 if problem else 200)


@staff_only(*BOOKKEEPERS)
@require_safe
def book(request: HttpRequest) -> HttpResponseBase:
    """One book as PDF (`?tu=2026-11-01&den=2026-11-30&quyen=1`); 404 for a book that is not there.

    Who keeps the books of several units names one of them: `&don-vi=H26.105.01`. Without days: to where they are
    chosen. `&dang=xlsx` is the whole time as one workbook.
    """
    if "tu" not in request.GET and "den" not in request.GET:
        return redirect("cases:register")
    since, until, unit = _day(request, "tu"), _day(request, "den"), _unit_of(request)
    if since is None or until is None:
        raise Http404
    number = whole_number(request, "quyen") or 1
    if request.GET.get("dang") == "xlsx":
        file = register_workbook(_taken_in_by(unit), unit, since=since, until=until)
        return FileResponse(file, as_attachment=True, filename=f"so-theo-doi-{since:%Y%m%d}-{until:%Y%m%d}.xlsx")
    facts = register(_taken_in_by(unit), unit, unit.agency(), since=since, until=until, book=number)
    if facts is None:
        raise Http404
    name = f"{facts['form']['name']} {unit.code} {since:%Y%m%d}-{until:%Y%m%d} quyển {number}.pdf"
    return paper("mau-07", facts, name)


def _books(unit: Department, since: date, until: date, count: int) -> list[dict[str, str]]:
    books = []
    for number in range(1, max(1, -(-count // BOOK)) + 1):
        asked = {**_asked(unit, since, until), "quyen": number}
        label = "Mở sổ (PDF)" if count <= BOOK else f"Quyển {number} (PDF)"
        books.append({"url": f"{reverse('cases:register_pdf')}?{urlencode(asked)}", "label": label})
    return books


def _asked(unit: Department, since: date, until: date) -> dict[str, str]:
    return {"tu": since.isoformat(), "den": until.isoformat(), "don-vi": unit.code}


def _units(request: HttpRequest) -> list[Department]:
    return [post.department for post in posts_in_force(request.user) if post.role in BOOKKEEPERS]


def _unit_of(request: HttpRequest) -> Department:
    wanted = request.GET.get("don-vi", "")
    unit = next((unit for unit in _units(request) if wanted in ("", unit.code)), None)
    if unit is None:
        raise Http404
    return unit


def _taken_in_by(unit: Department) -> DossierQuerySet:
    """What the desk took in; for an agency, what it decides on, whichever desk took it in."""
    return Dossier.objects.filter(desk=unit) if unit.is_desk else Dossier.objects.filter(department=unit)


def _day(request: HttpRequest, name: str) -> date | None:
    """The day named in the address; no book is older than the procedures are, and none is kept for times to come."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
