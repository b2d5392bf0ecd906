"""What the portal publishes: the list of tables, each table on a page, as CSV, as JSON, and its schema."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.open_data.dataset import Cell, Dataset, Wanted
from cases.open_data.published import DATASETS, SECTIONS
from cases.open_data.rules import LICENCE
from cases.reports import periods
from cases.reports.periods import Kind, Period
from cases.reports.scope import whole_city
from departments.exports import csv_file
from departments.models import Department
from departments.written import as_vietnamese, day, grouped

_MONTHS = 12
_ROWS = 100
_FORMS = ("csv", "json", "schema.json")
_WRITTEN = {"ensure_ascii": False, "indent": 1}

# What a row is of: on a phone, where each row is a card, its heading.
_HEADS = ("ma_ho_so", "tom_tat", "thu_tuc", "don_vi", "quyet_dinh")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which tables there are, under what licence."""
    context = {"sections": SECTIONS, "licence": LICENCE, "section": "open_data"}
    return render(request, "cases/public/open_data.html", context)


@require_safe
def table(request: HttpRequest, key: str) -> HttpResponse:
    """One table, a hundred rows at a time, with what its columns mean and where its files are."""
    dataset = _dataset(key)
    wanted, problem = _wanted(request, dataset)
    rows = list(dataset.rows(wanted))
    pages = max(1, -(-len(rows) // _ROWS))
    number = min(max(_number(request.GET.get("trang", "")), 1), pages)
    kept = _kept(dataset, wanted)
    has_units = any(field.key == "ma_don_vi" for field in dataset.fields) and key != "dung-han-don-vi"
    context: dict[str, Any] = {
        "section": "open_data",
        "dataset": dataset,
        "problem": problem,
        "period": wanted.period,
        "months": _months(wanted) if dataset.monthly else [],
        "units": _units(wanted) if has_units else [],
        "rows": [_shown(dataset, row) for row in rows[(number - 1) * _ROWS : number * _ROWS]],
        "count": len(rows),
        "page": number,
        "pages": pages,
        "older_url": _address(kept, trang=number + 1) if number < pages else "",
        "newer_url": _address(kept, trang=number - 1) if number > 1 else "",
        "csv_url": _file_url(dataset, "csv", kept),
        "json_url": _file_url(dataset, "json", kept),
        "schema_url": _file_url(dataset, "schema.json", {}),
        "licence": LICENCE,
        "source": settings.PORTAL_OWNER,
        "crumbs": [
            {"label": _("Công khai"), "url": reverse("cases:open_data")},
            {"label": _(dataset.title), "url": ""},
        ],
    }
    return render(request, "cases/public/open_data_table.html", context)


@require_safe
def file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """The whole table as a file that anybody, also another site's page, may read."""
    if form not in _FORMS:
        raise Http404
    dataset = _dataset(key)
    schema = request.build_absolute_uri(_file_url(dataset, "schema.json", {}))
    if form == "schema.json":
        return _open(JsonResponse(dataset.schema(schema), json_dumps_params=_WRITTEN))
    wanted, problem = _wanted(request, dataset)
    if problem:
        return _open(JsonResponse({"error": problem}, status=404, json_dumps_params=_WRITTEN))
    rows = dataset.rows(wanted)
    if form == "csv":
        name = f"{key}-{wanted.period.key}.csv" if wanted.period else f"{key}.csv"
        return _open(csv_file(name, [field.key for field in dataset.fields], rows))
    document = dataset.document(rows, wanted, source=settings.PORTAL_OWNER, schema=schema)
    return _open(JsonResponse(document, json_dumps_params=_WRITTEN))


def _open(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    response["Link"] = f'<{LICENCE.url}>; rel="license"'
    return response


def _dataset(key: str) -> Dataset:
    if key not in DATASETS:
        raise Http404
    return DATASETS[key]


def _wanted(request: HttpRequest, dataset: Dataset) -> tuple[Wanted, str]:
    """The last closed month where none is asked for; and what is wrong with the address, in words."""
    at, unit = timezone.now(), request.GET.get("don-vi", "")[:32].replace("\0", "")
    if not dataset.monthly:
        return Wanted(at, unit=unit), ""
    last = next(periods.latest(Kind.MONTH, at, 1)).previous()
    key = request.GET.get("ky", "")
    found = periods.read(key) if key else last
    if found is None or found.kind != Kind.MONTH or not found.is_over(at):
        problem = _("Chỉ công khai theo tháng báo cáo đã kết thúc; địa chỉ phải ghi như ky=thang-2026-10.")
        return Wanted(at, last, unit), problem
    return Wanted(at, found, unit), ""


def _months(wanted: Wanted) -> list[dict[str, Any]]:
    found = list(periods.latest(Kind.MONTH, wanted.at, _MONTHS + 1))[1:]
    if wanted.period is not None and wanted.period not in found:
        found.append(wanted.period)
    return [{"value": one.key, "label": one.name, "selected": one == wanted.period} for one in found]


def _units(wanted: Wanted) -> list[dict[str, Any]]:
    units: Sequence[Department] = whole_city().units
    return [{"value": one.code, "label": one.name, "selected": one.code == wanted.unit} for one in units]


def _kept(dataset: Dataset, wanted: Wanted) -> dict[str, str]:
    period: Period | None = wanted.period if dataset.monthly else None
    found = {"ky": period.key if period else "", "don-vi": wanted.unit}
    return {name: value for name, value in found.items() if value}


def _address(kept: dict[str, str], **more: object) -> str:
    return f"?{urlencode({**kept, **more})}"


def _file_url(dataset: Dataset, form: str, kept: dict[str, str]) -> str:
    address = reverse("cases:open_data_file", args=[dataset.key, form])
    return f"{address}?{urlencode(kept)}" if kept else address


def _shown(dataset: Dataset, row: Sequence[Cell]) -> list[dict[str, Any]]:
    head = next((key for key in _HEADS if any(field.key == key for field in dataset.fields)), "")
    return [
        {
            "label": field.label,
            "text": _text(cell, field.kind),
            "number": field.kind in ("whole", "number"),
            "url": cell if field.kind == "address" else "",
            "head": field.key == head,
            "nothing": cell is None,
        }
        for field, cell in zip(dataset.fields, row, strict=True)
    ]


def _text(cell: Any, kind: str) -> str:
    if cell is None:
        return "–"
    match kind:
        case "day":
            return day(cell)
        case "whole":
            return grouped(cell)
        case "number":
            return f"{cell:g}".replace(".", ",")
        case "address":
            return _("Mở")
    return as_vietnamese(str(cell))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
