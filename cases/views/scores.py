"""Scores of officers for a month or a quarter: the head's table, one officer's, and the cases behind each number."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.models import Measure, ScoreEntry
from cases.reports import periods
from cases.reports.periods import Kind, Period
from cases.reports.scope import divisions_of
from cases.reports.scoring.asked import asked_for, one_score, read_period
from cases.reports.scoring.counting import scored
from cases.reports.scoring.points import Line
from cases.reports.scoring.sheet import (
    HEADINGS,
    Told,
    cells,
    differences,
    is_whole,
    period_choices,
    workbook,
)
from cases.scoring_access import heads, may_answer
from departments.access import posts_in_force
from departments.exports import csv_file
from departments.models import Department, User
from departments.roles import Role
from departments.working_time import local

SEEING = (Role.HEAD, Role.LEADER, Role.OFFICER)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CASE_HEADINGS = ("Mã hồ sơ", "Thủ tục", "Chi tiết", "Đạt")


@staff_only(*SEEING)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """One row an officer, by name, never a ranking; `?dang=csv` or `xlsx` as a file."""
    user, at = person(request), timezone.now()
    units = _units(user)
    unit = next((one for one in units if one.code == request.GET.get("don-vi")), units[0] if units else None)
    if unit is None:
        raise Http404
    period = read_period(request.GET.get("ky", ""), at) or periods.containing(Kind.MONTH, local(at).date()).previous()
    asked = asked_for(user, unit, period, at)
    name = f"cham-diem-{unit.code}-{period.key}"
    match request.GET.get("dang"):
        case "csv":
            return csv_file(f"{name}.csv", HEADINGS, cells(asked.told))
        case "xlsx":
            file = HttpResponse(workbook(asked.told, f"Chấm điểm {unit.name}, {period.label}"), content_type=_XLSX)
            file["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
            return file
    here = {"don-vi": unit.code, "ky": period.key}
    fixed = next((row.fixed for row in asked.told if row.fixed), None)
    rule = asked.told[0].score if asked.told else None
    context = {
        "unit": unit,
        "units": [{"value": one.code, "label": one.name, "selected": one == unit} for one in units],
        "several_units": len(units) > 1,
        "period": period,
        "period_groups": period_choices(period, at),
        "running": not period.is_over(at),
        "leads": asked.leads,
        "rows": [{"told": row, "url": score_url(unit, period, row.officer)} for row in asked.told],
        "rule": rule,
        "fixed": fixed,
        "fix_url": _fix_url(unit, period) if heads(user, unit) and not fixed and rule and period.is_over(at) else "",
        "csv_url": f"?{urlencode({**here, 'dang': 'csv'})}",
        "xlsx_url": f"?{urlencode({**here, 'dang': 'xlsx'})}",
    }
    return render(request, "cases/reports/scores.html", context)


@staff_only(*SEEING)
@require_safe
def score(request: HttpRequest, code: str, key: str, officer: int) -> HttpResponseBase:
    """One officer's score; `?tieu-chi=…` lists the cases behind a number, `&phan=chua-dat` those that cost points."""
    user, at = person(request), timezone.now()
    unit, period, row = one_score(user, code, key, officer, at)
    measure = request.GET.get("tieu-chi", "")
    if measure:
        return _cases(request, unit, period, row, measure)
    fixed, said = row.fixed, {entry.kind for entry in row.entries}
    mine = row.officer.pk == user.pk
    open_for_word = fixed is not None and ScoreEntry.Kind.OBJECT not in said and local(at).date() <= fixed.object_until
    waits = fixed is not None and ScoreEntry.Kind.OBJECT in said and ScoreEntry.Kind.ANSWER not in said
    context = {
        "unit": unit,
        "period": period,
        "running": not period.is_over(at),
        "told": row,
        "lines": [_line(line, scored=row.score.enough) for line in row.score.lines],
        "entries": [entry for entry in row.entries if entry.kind != ScoreEntry.Kind.CORRECT],
        "whole": fixed is None or is_whole(fixed),
        "differences": differences(row, scored(unit, period, at)) if fixed else [],
        "object_url": reverse("cases:score_object", args=[code, key, officer]) if mine and open_for_word else "",
        "answer_url": reverse("cases:score_answer", args=[code, key, officer])
        if fixed and waits and may_answer(user, fixed)
        else "",
        "crumbs": _crumbs(unit, period, row.officer.get_full_name()),
    }
    return render(request, "cases/reports/score.html", context)


def score_url(unit: Department, period: Period, officer: User) -> str:
    """Where one officer's score is read."""
    return reverse("cases:score", args=[unit.code, period.key, officer.pk])


def _cases(request: HttpRequest, unit: Department, period: Period, row: Told, name: str) -> HttpResponseBase:
    if name not in Measure.values or Measure(name) not in row.evidence:
        raise Http404
    measure, only_bad = Measure(name), request.GET.get("phan") == "chua-dat"
    cases = [case for case in row.evidence[measure] if not (only_bad and case.good)]
    if request.GET.get("dang") == "csv":
        lines = ((case.code, case.name, case.said, "có" if case.good else "không") for case in cases)
        return csv_file(f"cham-diem-{row.officer.pk}-{period.key}-{name}.csv", _CASE_HEADINGS, lines)
    here = {"tieu-chi": name, **({"phan": "chua-dat"} if only_bad else {})}
    context = {
        "measure": measure,
        "only_bad": only_bad,
        "officer": row.officer,
        "period": period,
        "cases": [{"case": case, "url": reverse("cases:dossier", args=[case.code])} for case in cases],
        "csv_url": f"?{urlencode({**here, 'dang': 'csv'})}",
        "crumbs": [
            *_crumbs(unit, period, "")[:1],
            {"label": row.officer.get_full_name(), "url": score_url(unit, period, row.officer)},
            {"label": str(measure.label), "url": ""},
        ],
    }
    return render(request, "cases/reports/score_cases.html", context)


def _line(line: Line, *, scored: bool) -> dict[str, Any]:
    cases = f"?{urlencode({'tieu-chi': line.criterion.measure.value})}"
    return {"line": line, "scored": scored, "url": cases, "bad_url": f"{cases}&phan=chua-dat"}


def _units(user: User) -> list[Department]:
    """The divisions whose scores the person sees something of: those he leads first."""
    posts = posts_in_force(user)
    found = [post.department for post in posts if post.role == Role.HEAD]
    for post in posts:
        if post.role == Role.LEADER:
            found += divisions_of(post.department)
    found += [post.department for post in posts if post.role == Role.OFFICER]
    return list(dict.fromkeys(found))


def _fix_url(unit: Department, period: Period) -> str:
    return reverse("cases:scores_fix", args=[unit.code, period.key])


def _crumbs(unit: Department, period: Period, here: str) -> list[dict[str, str]]:
    table = f"{reverse('cases:scores')}?{urlencode({'don-vi': unit.code, 'ky': period.key})}"
    return [{"label": f"Chấm điểm {period.name}", "url": table}, {"label": here, "url": ""}]
