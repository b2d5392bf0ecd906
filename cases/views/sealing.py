"""Sealing a report of a closed period, the list of what was sealed, and each with what was corrected since."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.seal_report import seal_report
from cases.errors import MoveRefused
from cases.forms.sealing import SealForm
from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.models import SealedReport
from cases.reports import periods
from cases.reports.asking import read
from cases.reports.catalogue import REPORTS
from cases.reports.scope import REPORTING, scope_of
from cases.reports.sealing import (
    changes,
    counted,
    fingerprint_of,
    moved,
    name_of,
    question_of,
    scope_covering,
    subject_of,
)
from departments.exports import csv_file
from departments.vietnamese import plain_moment

_NEWEST = Order("sealed_at", descending=True)
_HEADINGS = ("Báo cáo", "Kỳ", "Đơn vị", "Người niêm phong", "Lúc", "Mã niêm", "Ghi chú")
_SHOWN = 50


@staff_only(*REPORTING)
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show what would be sealed, and seal it; what is sealed already is opened instead."""
    if key not in REPORTS:
        raise Http404
    definition, user, at = REPORTS[key], person(request), timezone.now()
    asked = read(request.GET, scope_of(user), at, definition.bys)
    subject = subject_of(user, asked)
    back = f"{reverse('cases:report', args=[key])}{asked.address()}"
    if subject is None or asked.problem:
        messages.warning(request, asked.problem or "Hãy chọn một đơn vị rồi niêm phong báo cáo của đơn vị ấy.")
        return redirect(back)
    question = replace(asked.question, scope=scope_covering(subject))
    earlier = SealedReport.objects.filter(asked=name_of(definition, subject, question)).first()
    if earlier is not None:
        return redirect(earlier)
    form = SealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(seal_report(definition, subject, question, by=user, at=at, note=form.cleaned_data["note"]))
        except MoveRefused as error:
            form.add_error(None, str(error))
    over = question.period.is_over(at)
    context = {
        "form": form,
        "report": definition,
        "period": question.period,
        "unit": subject.unit,
        "covers": subject.covers.label,
        "over": over,
        "counted": counted(definition, question) if over else None,
        "crumbs": _crumbs(definition.number, back, "Niêm phong"),
    }
    return render(request, "cases/reports/seal.html", context, status=422 if form.errors else 200)


@staff_only(*REPORTING)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """What was sealed in the units this person leads or watches, the newest first."""
    rows = SealedReport.objects.visible_to(person(request)).select_related("unit", "sealed_by")
    rows = rows.defer("figures", "members")
    if request.GET.get("dang") == "csv":
        found = _NEWEST.sorted(rows).iterator(chunk_size=500)
        return csv_file("niem-phong.csv", _HEADINGS, (_cells(row) for row in found))
    shown = page(rows, _NEWEST, request.GET)
    context = {
        "rows": [{"sealed": row, "title": _title(row), "period": _period(row)} for row in shown.rows],
        "csv_url": "?dang=csv",
        "newer_url": f"?{BEFORE}={shown.before}" if shown.before else "",
        "older_url": f"?{AFTER}={shown.after}" if shown.after else "",
        "crumbs": [{"label": "Báo cáo", "url": reverse("cases:reports")}, {"label": "Niêm phong", "url": ""}],
    }
    return render(request, "cases/reports/sealed_index.html", context)


@staff_only(*REPORTING)
@require_safe
def sealed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sealed figures, whether they are whole, and beside them what is counted otherwise today."""
    rows = SealedReport.objects.visible_to(person(request)).select_related("unit", "sealed_by")
    kept = get_object_or_404(rows, pk=pk)
    definition = REPORTS.get(kept.report)
    if definition is None:
        raise Http404
    labels = {name: column.label for name, column in definition.by_key.items()}
    heads = [labels.get(name, name) for name in kept.figures["columns"]]
    match request.GET.get("dang"):
        case "json":
            return JsonResponse(
                {"figures": kept.figures, "members": kept.members, "sha256": kept.fingerprint},
                json_dumps_params={"ensure_ascii": False},
            )
        case "csv":
            return csv_file(f"niem-phong-{pk}.csv", ("Dòng", *heads), (row[1:] for row in kept.figures["rows"]))
    question = question_of(kept, timezone.now())
    now = counted(definition, question)
    found = changes(kept.figures, now.figures, labels)
    differing = moved(kept.members, now.members)
    there = {member[0] for member in kept.members}
    gone = question.scope.rows.deleted().filter(deleted_at__gt=kept.sealed_at)
    by_cell: dict[tuple[str, str], Any] = {(one.row, one.column): one for one in found}
    context = {
        "sealed": kept,
        "report": definition,
        "title": _title(kept),
        "period": _period(kept),
        "heads": heads,
        "lines": [
            {
                "label": row[1],
                "cells": [
                    {"label": head, "value": number, "change": by_cell.get((row[1], head))}
                    for head, number in zip(heads, row[2:], strict=True)
                ],
            }
            for row in kept.figures["rows"]
        ],
        "whole": fingerprint_of(kept.figures, kept.members) == kept.fingerprint,
        "changes": found,
        "moved": differing[:_SHOWN],
        "moved_count": len(differing),
        "deleted": [one for one in gone if one.code in there],
        "member_count": len(kept.members),
        "csv_url": "?dang=csv",
        "json_url": "?dang=json",
        "crumbs": _crumbs("Niêm phong", reverse("cases:sealed_reports"), _title(kept)),
    }
    return render(request, "cases/reports/sealed.html", context)


def _title(kept: SealedReport) -> str:
    return REPORTS[kept.report].title if kept.report in REPORTS else kept.report


def _period(kept: SealedReport) -> str:
    found = periods.read(kept.period)
    return found.label if found else kept.period


def _cells(row: SealedReport) -> tuple[object, ...]:
    who = row.sealed_by.get_full_name()
    return (_title(row), _period(row), row.unit.name, who, plain_moment(row.sealed_at), row.fingerprint, row.note)


def _crumbs(first: str, url: str, here: str) -> list[dict[str, str]]:
    way = [{"label": "Báo cáo", "url": reverse("cases:reports")}, {"label": first, "url": url}]
    return [*way, {"label": here, "url": ""}]
