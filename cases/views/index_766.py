"""The index for serving citizens and businesses (QĐ 766/QĐ-TTg): for a unit, for all units, and behind each number."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, Page, page
from cases.lists import Looking
from cases.reports.asking import Asked, read
from cases.reports.forms.feedback import FEEDBACK
from cases.reports.index_766.counting import (
    COUNTED,
    PARTS,
    OfDossiers,
    by_second,
    dossiers_counted,
    feedback_counted,
    procedures_counted,
)
from cases.reports.index_766.feedback import OfFeedback
from cases.reports.index_766.sheet import (
    CSV_HEADINGS,
    UNIT_HEADINGS,
    criterion_named,
    csv_rows,
    index_of,
    indexes_by_unit,
    sheet,
    unit_csv_rows,
    unit_rows,
)
from cases.reports.list_06a import FILE_HEADINGS, cells, row_of
from cases.reports.scope import REPORTING, scope_of
from cases.reports.standing_at import known_at
from departments.calendars import calendar_for
from departments.exports import csv_file


@staff_only(*REPORTING)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Groups, criteria, reasons, and what would lift the index most."""
    asked = _asked(request)
    found = index_of(asked)
    if request.GET.get("dang") == "csv":
        return csv_file(f"chi-so-766-{asked.question.period.key}.csv", CSV_HEADINGS, csv_rows(found))
    urls = {"csv_url": asked.address(dang="csv"), "units_url": f"don-vi/{asked.address(don_vi='')}"}
    context = {**_context(asked), **sheet(found, asked), **urls, "crumbs": _crumbs()}
    return render(request, "cases/reports/index_766.html", context)


@staff_only(*REPORTING)
@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """One row a unit, the best first."""
    asked = _asked(request)
    found = indexes_by_unit(asked)
    if request.GET.get("dang") == "csv":
        name = f"chi-so-766-don-vi-{asked.question.period.key}.csv"
        return csv_file(name, UNIT_HEADINGS, unit_csv_rows(found))
    whole = f"{reverse('cases:index_766')}{asked.address()}"
    context = {
        **_context(asked),
        "rows": unit_rows(found, asked),
        "csv_url": asked.address(dang="csv"),
        "crumbs": _crumbs(whole, "Theo đơn vị"),
    }
    return render(request, "cases/reports/index_766_units.html", context)


@staff_only(*REPORTING)
@require_safe
def behind(request: HttpRequest) -> HttpResponseBase:
    """The dossiers, procedures or feedback that one number counts, as many as it says."""
    asked = _asked(request)
    code, part = request.GET.get("tieu-chi", ""), request.GET.get("phan", "")
    try:
        criterion, counted, said = criterion_named(code, asked), COUNTED[code], PARTS[part]
    except KeyError as error:
        raise Http404 from error
    index_url = f"{reverse('cases:index_766')}{asked.address()}"
    whose: dict[str, object] = {
        "heading": criterion.title,
        "whose": f"{said}: {criterion.numerator if part == 'tu' else criterion.denominator}",
        "csv_url": asked.address(tieu_chi=code, phan=part, dang="csv"),
        "form_url": index_url,
        "crumbs": _crumbs(index_url, "Danh sách"),
    }
    if isinstance(counted, OfDossiers):
        return _dossiers(request, asked, whose, code, part)
    if isinstance(counted, OfFeedback):
        return _feedback(request, asked, whose, code, part)
    return _procedures(request, asked, whose, code, part)


def _dossiers(request: HttpRequest, asked: Asked, whose: dict[str, object], code: str, part: str) -> HttpResponseBase:
    question, look = by_second(asked.question), Looking(person(request), asked.question.at, calendar_for(None))
    counted = dossiers_counted(question, code, part)
    rows = known_at(counted, question.moment).select_related("version__procedure", "owner", "department", "division")
    order = Order("received_at")
    if request.GET.get("dang") == "csv":
        found = order.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"chi-so-766-{code.lower()}-{part}.csv", FILE_HEADINGS, cells(found, look))
    shown = page(rows, order, request.GET)
    context = {
        **_context(asked),
        **whose,
        **_turning(asked, shown, code, part),
        "count": counted.count(),
        "rows": [row_of(dossier, look) for dossier in shown.rows],
    }
    return render(request, "cases/reports/dossiers.html", context)


def _feedback(request: HttpRequest, asked: Asked, whose: dict[str, object], code: str, part: str) -> HttpResponseBase:
    question, look = asked.question, Looking(person(request), asked.question.at, calendar_for(None))
    counted, listing = feedback_counted(by_second(question), code, part), FEEDBACK.listing
    rows = listing.load(counted, question)
    if request.GET.get("dang") == "csv":
        found = listing.order.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"chi-so-766-{code.lower()}-{part}.csv", listing.headings, listing.cells(found, look))
    shown = page(rows, listing.order, request.GET)
    context = {
        **_context(asked),
        **whose,
        **_turning(asked, shown, code, part),
        "report": FEEDBACK,
        "count": counted.count(),
        "rows": [listing.tell(row, look) for row in shown.rows],
    }
    return render(request, "cases/reports/dossiers.html", context)


def _turning(asked: Asked, shown: Page, code: str, part: str) -> dict[str, str]:
    """The addresses of the pages before and after the one shown."""
    here = {"tieu_chi": code, "phan": part}
    return {
        "newer_url": asked.address(**here, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": asked.address(**here, **{AFTER: shown.after}) if shown.after else "",
    }


def _procedures(request: HttpRequest, asked: Asked, whose: dict[str, object], code: str, part: str) -> HttpResponseBase:
    rows = procedures_counted(by_second(asked.question), code, part)
    if request.GET.get("dang") == "csv":
        names = rows.values_list("procedure__code", "name")
        return csv_file(f"chi-so-766-{code.lower()}-{part}.csv", ("Mã thủ tục", "Thủ tục"), names)
    return render(request, "cases/reports/procedures.html", {**_context(asked), **whose, "rows": rows})


def _asked(request: HttpRequest) -> Asked:
    return read(request.GET, scope_of(person(request)), timezone.now(), narrowing=False)


def _context(asked: Asked) -> dict[str, object]:
    """Its rows and its convention are its own, so they are not asked for."""
    own: dict[str, object] = {"by_choices": [], "convention_choices": [], "field_choices": []}
    return {**asked.context(), **own, "kept": {"don-vi": asked.unit}}


def _crumbs(index_url: str = "", here: str = "") -> list[dict[str, str]]:
    way = [{"label": "Báo cáo", "url": reverse("cases:reports")}, {"label": "Bộ chỉ số 766", "url": index_url}]
    return [*way, {"label": here, "url": ""}] if here else way
