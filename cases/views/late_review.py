"""The head's ten minutes in the morning: what is late or about to be, why, what to expect, and what to do; the week."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.diagnosis import Diagnosis, diagnosis
from cases.forecast import usual_rests_of
from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, page
from cases.lists import Looking
from cases.models import Dossier, ReviewEntry, Task
from cases.queues import FROM, REVIEW, place_of, watches
from cases.reports.late_week import breakdowns, broken_in, read
from cases.reports.scope import REPORTING, reported_on
from cases.rows import FILE_HEADINGS, cells, row_of
from cases.weeks import Week
from departments.access import has_role, posts_in_force
from departments.calendars import calendar_for
from departments.exports import csv_file
from departments.roles import Role
from departments.vietnamese import plain_moment
from procedures.steps import StepKind

# As many as one reads in ten minutes.
_SIZE = 20
_HEADINGS = (*FILE_HEADINGS, "Thời gian ở từng bước", "Tạm dừng", "Đang chờ", "Dự báo", "Đôn đốc, giải trình")
_WEEK_HEADINGS = (*FILE_HEADINGS, "Quá hạn từ", "Bước khi quá hạn", "Người giữ khi quá hạn", "Lý do")


@staff_only(*REPORTING)
@require_safe
def review(request: HttpRequest) -> HttpResponseBase:
    """The lists of late work of the units this person reports on, each dossier with its diagnosis."""
    user, at = person(request), timezone.now()
    listing = REVIEW.open(request.GET, Looking(user, at, calendar_for(None)), saved=[])
    rows = (
        listing.found.with_list_details()
        .select_related("department")
        .prefetch_related(
            Prefetch("tasks", Task.objects.select_related("step")),
            "stops",
            Prefetch("review_entries", ReviewEntry.objects.select_related("by", "to", "reason")),
        )
    )
    if listing.as_file:
        found = list(listing.order.sorted(rows))
        return csv_file(f"ra-soat-{listing.current.key}.csv", _HEADINGS, _cells(_told(found, listing.look)))
    shown = page(rows, listing.order, request.GET, size=_SIZE)
    frame = listing.context(shown)
    context: dict[str, Any] = {
        **frame,
        "unit": posts_in_force(user)[0].department,
        "watches": watches(user),
        "at": at,
        "told": _told(shown.rows, listing.look),
        "place": urlencode({FROM: place_of(REVIEW, listing)}),
        "unit_choices": frame["unit_choices"] if watches(user) else [],
        "week_url": reverse("cases:late_week"),
        "workload_url": reverse("cases:workload") if has_role(user, Role.HEAD) else "",
    }
    return render(request, "cases/desk/late_review.html", context)


@staff_only(*REPORTING)
@require_safe
def week(request: HttpRequest) -> HttpResponseBase:
    """What became late in a week, by step, holder, procedure and reason; every number opens its list below."""
    user, at = person(request), timezone.now()
    asked, look = read(request.GET, at), Looking(user, at, calendar_for(None))
    broken = broken_in(reported_on(user), asked.week, at)
    rows = asked.narrowed(broken).with_list_details().select_related("department", "result")
    if request.GET.get("dang") == "csv":
        found = REVIEW.lists[0].order.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"tre-tuan-{asked.week.first}.csv", _WEEK_HEADINGS, _week_cells(found, look))
    total, cuts = breakdowns(broken, asked)
    shown = page(rows, REVIEW.lists[0].order, request.GET)
    this = Week.of(timezone.localtime(at).date())
    context = {
        "unit": posts_in_force(user)[0].department,
        "watches": watches(user),
        "at": at,
        "week": asked.week,
        "total": total,
        "cuts": cuts,
        "chosen": next((part for cut in cuts for part in cut["parts"] if part.current), None),
        "rows": [row_of(dossier, look) for dossier in shown.rows],
        "whole_url": asked.address(buoc="", nguoi="", thu_tuc="", ly_do=""),
        "csv_url": asked.address(dang="csv"),
        "before_url": f"?tuan={asked.week.before.first}",
        "after_url": f"?tuan={asked.week.after.first}" if asked.week.first < this.first else "",
        "newer_url": asked.address(**{BEFORE: shown.before}) if shown.before else "",
        "older_url": asked.address(**{AFTER: shown.after}) if shown.after else "",
        "crumbs": [
            {"label": "Rà soát hồ sơ chậm", "url": reverse("cases:late_review")},
            {"label": "Trễ trong tuần", "url": ""},
        ],
    }
    return render(request, "cases/desk/late_week.html", context)


def _told(rows: list[Dossier], look: Looking) -> list[Diagnosis]:
    rests = usual_rests_of(rows)
    return [diagnosis(dossier, look, rests) for dossier in rows]


def _cells(told: Iterable[Diagnosis]) -> Iterator[tuple[object, ...]]:
    for one in told:
        yield (
            *cells(one.row),
            one.row.spent.text if one.row.spent else "",
            "; ".join(one.stops),
            one.waits,
            one.forecast.text,
            "; ".join(f"{entry['at']} {entry['title']} {entry['text']}".strip() for entry in one.entries),
        )


def _week_cells(rows: Iterable[Any], look: Looking) -> Iterator[tuple[object, ...]]:
    for dossier in rows:
        step = StepKind(dossier.broken_step).label if dossier.broken_step else ""
        said = (plain_moment(dossier.late_from), step, dossier.broken_holder_name, dossier.given_reason_name)
        yield (*cells(row_of(dossier, look)), *said)
