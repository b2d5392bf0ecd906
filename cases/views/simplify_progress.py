"""How far review and simplification have come in a year, by field, and the procedures behind each number."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.reports.simplify_sheet import HEADINGS, cells, workbook
from cases.simplification import READERS, REVIEW_HEADINGS, crumbs, named, review_cells
from cases.typed import ids
from departments.exports import csv_file
from procedures.compliance_cost import LEGAL_BASIS
from procedures.models import ProcedureReview, ProcedureVersion, ReviewRound
from procedures.progress import ALL, COLUMNS, INTERNAL, PUBLIC, members, progress

_VERSIONS = ("Mã thủ tục", "Thủ tục", "Lĩnh vực")
_BY_CODE = Order("procedure__code")


@staff_only(*READERS)
@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    """The table by field of one year; `?dang=csv`, `?dang=xlsx`."""
    year, day = _year(request), timezone.localdate()
    rows = progress(ProcedureReview.objects.filter(round__year=year), day)
    name = f"tien-do-don-gian-hoa-{year}"
    match request.GET.get("dang"):
        case "csv":
            return csv_file(f"{name}.csv", HEADINGS, (cells(row) for row in rows))
        case "xlsx":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            answer = HttpResponse(workbook(rows, year), content_type=kind)
            answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
            return answer
    sums = (PUBLIC, INTERNAL, ALL)
    listed = reverse("cases:simplify_list")
    context = {
        "year": year,
        "day": day,
        "years": _years(year),
        "columns": COLUMNS.items(),
        "rows": [
            {
                "row": row,
                "is_sum": row.key in sums,
                "cells": [
                    {
                        "label": label,
                        "number": row.numbers[key],
                        "url": f"{listed}?{urlencode({'nam': year, 'dong': row.key, 'cot': key})}",
                    }
                    for key, label in COLUMNS.items()
                ],
            }
            for row in rows
        ],
        "csv_url": f"?nam={year}&dang=csv",
        "xlsx_url": f"?nam={year}&dang=xlsx",
        "legal_basis": LEGAL_BASIS,
        "crumbs": crumbs(("Tiến độ", "")),
    }
    return render(request, "cases/reports/simplify_progress.html", context)


@staff_only(*READERS)
@require_safe
def behind(request: HttpRequest) -> HttpResponseBase:
    """The procedures that one number of the table counts, as many as it says."""
    year, day = _year(request), timezone.localdate()
    row, column = request.GET.get("dong", ALL), request.GET.get("cot", "")
    try:
        found = members(ProcedureReview.objects.filter(round__year=year), column, row, day)
    except KeyError as error:
        raise Http404 from error
    of_reviews = found.model is ProcedureReview
    rows: Any = named(found) if of_reviews else found.select_related("procedure__field")
    here = {"nam": year, "dong": row, "cot": column}
    if request.GET.get("dang") == "csv":
        headings, said = (REVIEW_HEADINGS, review_cells) if of_reviews else (_VERSIONS, _version_cells)
        lines = _BY_CODE.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"don-gian-hoa-{column}-{year}.csv", headings, (said(one) for one in lines))
    shown = page(rows, _BY_CODE, request.GET)
    context = {
        "heading": COLUMNS[column],
        "year": year,
        "count": rows.count(),
        "of_reviews": of_reviews,
        "rows": shown.rows,
        "csv_url": f"?{urlencode({**here, 'dang': 'csv'})}",
        "newer_url": f"?{urlencode({**here, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({**here, AFTER: shown.after})}" if shown.after else "",
        "crumbs": crumbs(("Tiến độ", f"{reverse('cases:simplify_progress')}?nam={year}"), (COLUMNS[column], "")),
    }
    return render(request, "cases/reports/simplify_list.html", context)


def _year(request: HttpRequest) -> int:
    asked = next(iter(ids([request.GET.get("nam", "")])), 0)
    return asked if 2010 <= asked <= 2100 else timezone.localdate().year


def _years(chosen: int) -> list[dict[str, Any]]:
    known = {*ReviewRound.objects.order_by().values_list("year", flat=True), chosen, timezone.localdate().year}
    return [{"value": one, "selected": one == chosen} for one in sorted(known, reverse=True)]


def _version_cells(row: ProcedureVersion) -> tuple[object, ...]:
    return (row.procedure.code, row.name, row.procedure.field.name)
