"""The register of a unit (Mẫu 07, sổ theo dõi hồ sơ): its days are chosen on a page, which shows it; books are PDF."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import knows_the_people
from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, Page, page
from cases.models import Dossier
from cases.models.dossier_queries import DossierQuerySet
from cases.printing.paper import paper, whole_number
from cases.printing.register import BOOK, entries, received_in, register, with_entries
from cases.register_workbook import HEADINGS, register_workbook
from departments.access import posts_in_force
from departments.exports import csv_file
from departments.models import Department
from departments.roles import Role
from departments.vietnamese import read_day
from procedures.models import Field

BOOKKEEPERS = (Role.RECEIVER, Role.RECORDS_CLERK, Role.LEADER)
FIRST_RECEIVED = Order("received_at")
_WRONG_WAY = "Ngày đầu phải trước hoặc trùng ngày cuối. Hãy chọn lại."
_NO_DAY = "Chúng tôi không đọc được ngày. Hãy chọn lại cả hai ngày."


@staff_only(*BOOKKEEPERS)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Two days, this month's unless others are chosen; then what the register says of them, and its books.

    `?chi=da-xoa` shows only those that were deleted since they were received.
    """
    units = _units(request)
    unit, field = _unit_of(request), _field_of(request)
    today, problem = timezone.localdate(), ""
    since, until = today.replace(day=1), today
    if "tu" in request.GET or "den" in request.GET:
        first, last = (read_day(request.GET.get(name, "")) for name in ("tu", "den"))
        problem = _NO_DAY if first is None or last is None else _WRONG_WAY if last < first else ""
        since, until = first or since, last or until
    found = received_in(_taken_in_by(unit, field), since, until)
    count, deleted = (0, 0) if problem else (found.count(), found.filter(deleted_at__isnull=False).count())
    only_deleted = request.GET.get("chi") == "da-xoa"
    asked = _asked(unit, field, since, until)
    shown = Page([], "", "") if problem else _shown(request, found, only_deleted)
    kept = {**asked, "chi": "da-xoa"} if only_deleted else asked
    context: dict[str, Any] = {
        "unit": unit,
        "units": [{"value": one.code, "label": one.name, "selected": one == unit} for one in units],
        "fields": [{"value": one.code, "label": one.name, "selected": one == field} for one in Field.objects.all()],
        "since": since,
        "until": until,
        "problem": problem,
        "count": count,
        "deleted": deleted,
        "only_deleted": only_deleted,
        "all_url": f"?{urlencode(asked)}",
        "deleted_url": f"?{urlencode({**asked, 'chi': 'da-xoa'})}",
        "rows": _rows(request, found, shown, numbered=not only_deleted),
        "newer_url": f"?{urlencode({**kept, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({**kept, AFTER: shown.after})}" if shown.after else "",
        "books": _books(asked, count),
        "workbook": f"{reverse('cases:register_pdf')}?{urlencode({**asked, 'dang': 'xlsx'})}",
        "list": f"{reverse('cases:register_pdf')}?{urlencode({**asked, 'dang': 'csv'})}",
    }
    return render(request, "cases/desk/register.html", context, status=422 if problem else 200)


@staff_only(*BOOKKEEPERS)
@require_safe
def book(request: HttpRequest) -> HttpResponseBase:
    """One book as PDF (`?tu=2026-11-01&den=2026-11-30&quyen=1`); 404 for a book that is not there.

    Who keeps the books of several units names one of them: `&don-vi=H26.105.01`; `&linh-vuc=HT` is the book of one
    field alone. Without days: to where they are chosen. `&dang=xlsx` is the whole time as one workbook, `&dang=csv` as
    plain rows.
    """
    if "tu" not in request.GET and "den" not in request.GET:
        return redirect("cases:register")
    since, until, unit = _day(request, "tu"), _day(request, "den"), _unit_of(request)
    if since is None or until is None:
        raise Http404
    number = whole_number(request, "quyen") or 1
    taken_in, in_full = _taken_in_by(unit, _field_of(request)), partial(knows_the_people, person(request))
    file_name = f"so-theo-doi-{since:%Y%m%d}-{until:%Y%m%d}"
    if request.GET.get("dang") == "xlsx":
        file = register_workbook(taken_in, unit, since=since, until=until, in_full=in_full)
        return FileResponse(file, as_attachment=True, filename=f"{file_name}.xlsx")
    if request.GET.get("dang") == "csv":
        rows = with_entries(received_in(taken_in, since, until)).iterator(chunk_size=500)
        return csv_file(f"{file_name}.csv", HEADINGS, entries(rows, in_full))
    facts = register(taken_in, unit, unit.agency(), since=since, until=until, in_full=in_full, book=number)
    if facts is None:
        raise Http404
    name = f"{facts['form']['name']} {unit.code} {since:%Y%m%d}-{until:%Y%m%d} quyển {number}.pdf"
    return paper("mau-07", facts, name)


def _shown(request: HttpRequest, found: DossierQuerySet, only_deleted: bool) -> Page:
    """The page of the register that the address asks for, fifty rows."""
    rows = with_entries(found.filter(deleted_at__isnull=False) if only_deleted else found)
    return page(rows, FIRST_RECEIVED, request.GET)


def _rows(request: HttpRequest, found: DossierQuerySet, shown: Page, *, numbered: bool) -> list[dict[str, Any]]:
    """Each with what its columns say; the number is its place among all of these days."""
    if not shown.rows:
        return []
    first, in_full = shown.rows[0], partial(knows_the_people, person(request))
    earlier = FIRST_RECEIVED.beyond(first.received_at, first.pk, backwards=True)
    before = found.filter(earlier).count() if numbered else 0
    return [
        {
            "dossier": row,
            "number": cells[0] if numbered else "",
            "name": cells[4],
            "note": cells[12],
            "url": "" if row.deleted_at or not in_full(row) else row.get_absolute_url(),
        }
        for row, cells in zip(shown.rows, entries(shown.rows, in_full, before), strict=True)
    ]


def _books(asked: dict[str, str], count: int) -> list[dict[str, str]]:
    address, books = reverse("cases:register_pdf"), []
    for number in range(1, max(1, -(-count // BOOK)) + 1):
        label = "Mở sổ (PDF)" if count <= BOOK else f"Quyển {number} (PDF)"
        books.append({"url": f"{address}?{urlencode({**asked, 'quyen': number})}", "label": label})
    return books


def _asked(unit: Department, field: Field | None, since: date, until: date) -> dict[str, str]:
    asked = {"tu": since.isoformat(), "den": until.isoformat(), "don-vi": unit.code}
    return {**asked, "linh-vuc": field.code} if field else asked


def _units(request: HttpRequest) -> list[Department]:
    return [post.department for post in posts_in_force(request.user) if post.role in BOOKKEEPERS]


def _unit_of(request: HttpRequest) -> Department:
    wanted = request.GET.get("don-vi", "")
    unit = next((unit for unit in _units(request) if wanted in ("", unit.code)), None)
    if unit is None:
        raise Http404
    return unit


def _field_of(request: HttpRequest) -> Field | None:
    """The field whose register is asked for; None for all of them together."""
    wanted = request.GET.get("linh-vuc", "")
    return get_object_or_404(Field, code=wanted) if wanted else None


def _taken_in_by(unit: Department, field: Field | None) -> DossierQuerySet:
    """What the desk took in; for an agency, what it decides on, whichever desk took it in. Deleted or not."""
    rows = Dossier.everything.filter(desk=unit) if unit.is_desk else Dossier.everything.filter(department=unit)
    return rows.filter(version__procedure__field=field) if field else rows


def _day(request: HttpRequest, name: str) -> date | None:
    """The day named in the address; no book is older than the procedures are, and none is kept for times to come."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
