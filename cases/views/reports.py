"""Statistical reports for those who lead or watch: the forms, their files, the list behind each number."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.lists import Looking
from cases.reports.asking import read
from cases.reports.form_06a import TOTAL
from cases.reports.list_06a import FILE_HEADINGS, cells, row_of, rows_behind, title_of
from cases.reports.report_06a import Report, report_06a
from cases.reports.scope import REPORTING, scope_of
from cases.reports.table_06a import ready, table_06a
from cases.reports.workbook_06a import CSV_HEADINGS, csv_rows, workbook_06a
from departments.calendars import calendar_for
from departments.exports import csv_file

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only(*REPORTING)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Which reports there are, and whose dossiers the person reports on."""
    at = timezone.now()
    scope = scope_of(person(request))
    asked = read({}, scope, at)
    return render(request, "cases/reports/index.html", {"scope": scope, "entries": ready(asked), "at": at})


@staff_only(*REPORTING)
@require_safe
def ii06a(request: HttpRequest) -> HttpResponseBase:
    """Biểu II.06a on the screen, as a workbook or as a text file."""
    asked = read(request.GET, scope_of(person(request)), timezone.now())
    report = report_06a(asked.question)
    match request.GET.get("dang"):
        case "xlsx":
            return _workbook(report)
        case "csv":
            return csv_file(f"ii06a-{asked.question.period.key}.csv", CSV_HEADINGS, csv_rows(report))
    context = {**asked.context(), **table_06a(report, asked), "crumbs": _crumbs()}
    return render(request, "cases/reports/ii06a.html", context)


@staff_only(*REPORTING)
@require_safe
def ii06a_list(request: HttpRequest) -> HttpResponseBase:
    """The dossiers that one number of the form counts, as many as it says."""
    at = timezone.now()
    asked = read(request.GET, scope_of(person(request)), at)
    row, column = request.GET.get("hang", TOTAL), request.GET.get("cot", "3")
    try:
        rows, (heading, whose) = rows_behind(asked.question, row, column), title_of(asked.question, row, column)
    except KeyError as error:
        raise Http404 from error
    look = Looking(person(request), at, calendar_for(None))
    order = Order("received_at")
    if request.GET.get("dang") == "csv":
        found = order.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"ii06a-{asked.question.period.key}-{row}-{column}.csv", FILE_HEADINGS, cells(found, look))
    shown = page(rows, order, request.GET)
    form_url = f"{reverse('cases:report_06a')}{asked.address()}"
    context = {
        **asked.context(),
        "heading": heading,
        "whose": whose,
        "count": rows.count(),
        "rows": [row_of(dossier, look) for dossier in shown.rows],
        "form_url": form_url,
        "crumbs": _crumbs(form_url),
        "csv_url": asked.address(hang=row, cot=column, dang="csv"),
        "newer_url": asked.address(hang=row, cot=column, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": asked.address(hang=row, cot=column, **{AFTER: shown.after}) if shown.after else "",
    }
    return render(request, "cases/reports/dossiers.html", context)


def _workbook(report: Report) -> HttpResponse:
    response = HttpResponse(workbook_06a(report), content_type=_XLSX)
    name = f"ii06a-{report.question.period.key}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _crumbs(form_url: str = "") -> list[dict[str, str]]:
    """The way to the form, and from the list behind one of its numbers back to it."""
    way = [{"label": "Báo cáo", "url": reverse("cases:reports")}, {"label": "Biểu II.06a", "url": form_url}]
    return [*way, {"label": "Danh sách hồ sơ", "url": ""}] if form_url else way
