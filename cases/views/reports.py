"""Statistical reports for those who lead or watch: the forms, their files, the list behind each number."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, page
from cases.lists import Looking
from cases.models import ReportSchedule
from cases.printing.paper import paper
from cases.printing.report import report_paper
from cases.reports.asking import Asked, read
from cases.reports.catalogue import REPORTS, sections
from cases.reports.files import list_name
from cases.reports.frame.counting import behind, name_of, table_of
from cases.reports.frame.definition import TOTAL, Definition
from cases.reports.frame.page import page_of, title_of
from cases.reports.frame.table import Table
from cases.reports.frame.workbook import csv_headings, csv_rows, workbook_of
from cases.reports.scope import REPORTING, scope_of
from departments.access import has_role
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.roles import Role

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only(*REPORTING)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Which reports there are, and whose dossiers the person reports on."""
    at = timezone.now()
    scope = scope_of(person(request))
    context: dict[str, Any] = {"scope": scope, "sections": sections(read({}, scope, at)), "at": at}
    context["scores"] = has_role(person(request), Role.HEAD, Role.LEADER)
    return render(request, "cases/reports/index.html", context)


@staff_only(*REPORTING)
@require_safe
def report(request: HttpRequest, key: str) -> HttpResponseBase:
    """A report on the screen, as a workbook, as a text file or on paper."""
    definition = _report(key)
    asked = _asked(request, definition)
    table = table_of(definition, asked.question)
    name = f"{key}-{asked.question.period.key}"
    match request.GET.get("dang"):
        case "xlsx":
            return _workbook(table, name)
        case "csv":
            return csv_file(f"{name}.csv", csv_headings(definition), csv_rows(table))
        case "pdf":
            return paper("bao-cao", report_paper(table), f"{name}.pdf")
    context = {**_context(asked, definition), **page_of(table, asked), "crumbs": _crumbs(definition)}
    context["prepare_url"] = f"chuan-bi/{asked.address()}"
    context["schedule_url"] = f"dinh-ky/{asked.address()}"
    context["rhythms"] = ReportSchedule.Rhythm.choices
    return render(request, "cases/reports/report.html", context)


@staff_only(*REPORTING)
@require_safe
def report_list(request: HttpRequest, key: str) -> HttpResponseBase:
    """What one number of a report counts, as many as it says."""
    definition = _report(key)
    asked, listing = _asked(request, definition), definition.listing
    row, column = request.GET.get("hang", TOTAL), request.GET.get("cot", definition.counted[0].key)
    try:
        members = behind(definition, asked.question, row, column)
        heading, whose = title_of(definition, column), name_of(asked.question, row)
    except KeyError as error:
        raise Http404 from error
    look = Looking(person(request), asked.question.at, calendar_for(None))
    rows = listing.load(members, asked.question)
    if request.GET.get("dang") == "csv":
        found = listing.order.sorted(rows).iterator(chunk_size=500)
        name = list_name(definition, asked.question, row, column)
        return csv_file(name, listing.headings, listing.cells(found, look))
    shown = page(rows, listing.order, request.GET)
    form_url = f"{reverse('cases:report', args=[key])}{asked.address()}"
    context = {
        **_context(asked, definition),
        "report": definition,
        "heading": heading,
        "whose": whose,
        "count": members.count(),
        "rows": [listing.tell(member, look) for member in shown.rows],
        "form_url": form_url,
        "crumbs": _crumbs(definition, form_url),
        "csv_url": asked.address(hang=row, cot=column, dang="csv"),
        "prepare_url": f"{reverse('cases:prepare_report', args=[key])}{asked.address(hang=row, cot=column)}",
        "newer_url": asked.address(hang=row, cot=column, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": asked.address(hang=row, cot=column, **{AFTER: shown.after}) if shown.after else "",
    }
    return render(request, "cases/reports/dossiers.html", context)


def _report(key: str) -> Definition:
    if key not in REPORTS:
        raise Http404
    return REPORTS[key]


def _asked(request: HttpRequest, definition: Definition) -> Asked:
    return read(request.GET, scope_of(person(request)), timezone.now(), definition.bys)


def _context(asked: Asked, definition: Definition) -> dict[str, Any]:
    """What the filters show; a report that compares nothing to a promise is asked for no convention."""
    context = asked.context()
    return context if definition.by_second else {**context, "convention_choices": []}


def _workbook(table: Table, name: str) -> HttpResponse:
    response = HttpResponse(workbook_of(table), content_type=_XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return response


def _crumbs(definition: Definition, form_url: str = "") -> list[dict[str, str]]:
    """The way to the report, and from the list behind one of its numbers back to it."""
    way = [{"label": "Báo cáo", "url": reverse("cases:reports")}, {"label": definition.number, "url": form_url}]
    return [*way, {"label": "Danh sách", "url": ""}] if form_url else way
