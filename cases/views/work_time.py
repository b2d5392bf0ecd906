"""How long the work takes by step, for those who lead: in sum, never by person."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.reports.scope import REPORTING, reported_on
from cases.reports.work_time import WorkTime, work_times, works_of
from cases.typed import ids
from departments.exports import csv_file
from departments.vietnamese import read_day

HEADINGS = ("Thủ tục", "Bước", "Hồ sơ", "Lần làm", "Tổng số phút", "Phút mỗi hồ sơ")
_MOST = 200


@staff_only(*REPORTING)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """By step between two days (this month's where none are chosen); `?dang=csv`; `?buoc=…` lists its dossiers."""
    since, until, problem = _days(request)
    works = works_of(reported_on(person(request)), since, until)
    lines = [] if problem else work_times(works)
    if request.GET.get("dang") == "csv" and not problem:
        return csv_file("gio-lam-theo-buoc.csv", HEADINGS, _cells(lines))
    said = {"tu": since.isoformat(), "den": until.isoformat()}
    chosen = _chosen(request, lines)
    context = {
        "since": since,
        "until": until,
        "problem": problem,
        "rows": [{"line": line, "url": f"?{urlencode({**said, **_named(line)})}"} for line in lines],
        "total": sum(line.minutes for line in lines),
        "csv_url": f"?{urlencode({**said, 'dang': 'csv'})}",
        "chosen": chosen,
        "dossiers": _dossiers(works, chosen) if chosen else [],
    }
    return render(request, "cases/reports/work_time.html", context, status=422 if problem else 200)


def _named(line: WorkTime) -> dict[str, int]:
    return {"thu-tuc": line.procedure, "buoc": line.step or 0}


def _chosen(request: HttpRequest, lines: list[WorkTime]) -> WorkTime | None:
    asked = [*ids([request.GET.get("thu-tuc", "")]), *ids([request.GET.get("buoc", "")])]
    return next((line for line in lines if list(_named(line).values()) == asked), None)


def _dossiers(works: Any, line: WorkTime) -> list[dict[str, Any]]:
    """The dossiers behind a line, those that took longest first."""
    these = works.filter(dossier__version__procedure=line.procedure, step=line.step)
    found = these.values("dossier__code").annotate(times=Count("pk"), minutes=Sum("minutes"), last=Max("ended_at"))
    return list(found.order_by("-minutes", "dossier__code")[:_MOST])


def _days(request: HttpRequest) -> tuple[date, date, str]:
    today = timezone.localdate()
    if "tu" not in request.GET and "den" not in request.GET:
        return today.replace(day=1), today, ""
    first, last = (read_day(request.GET.get(name, "")) for name in ("tu", "den"))
    if first is None or last is None:
        return first or today.replace(day=1), last or today, "Chúng tôi không đọc được ngày. Hãy chọn lại cả hai ngày."
    wrong = "Ngày đầu phải trước hoặc trùng ngày cuối. Hãy chọn lại." if last < first else ""
    return first, last, wrong


def _cells(lines: Iterable[WorkTime]) -> Iterable[tuple[Any, ...]]:
    for line in lines:
        yield line.name, line.step_name, line.dossiers, line.times, line.minutes, line.average
