"""What applicants say of how their dossiers were handled: by unit, period and score; no single officer is ranked."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.models import SatisfactionRating
from cases.ratings import FILE_HEADINGS, cells, ratings_of, rows_for, summary, with_dossiers
from cases.reports.asking import Asked, read
from cases.reports.scope import REPORTING, scope_of
from departments.exports import csv_file

_NEWEST = Order("at", descending=True)


@staff_only(*REPORTING)
@require_safe
def ratings(request: HttpRequest) -> HttpResponseBase:
    """The ratings of the person's units, newest first, with counts and a mean of exactly these rows."""
    user, at = person(request), timezone.now()
    asked = read(request.GET, scope_of(user), at)
    whole = ratings_of(asked.question.scope.living, asked.question.period)
    score = _score(request.GET.get("muc", ""))
    found = whole if score is None else whole.filter(score=score)
    if request.GET.get("dang") == "csv":
        rows = with_dossiers(_NEWEST.sorted(found)).iterator(chunk_size=500)
        return csv_file(f"danh-gia-{asked.question.period.key}.csv", FILE_HEADINGS, cells(user, rows))
    shown, counted = page(with_dossiers(found), _NEWEST, request.GET), summary(whole)
    chosen = str(score) if score else ""
    context = {
        **asked.context(),
        "tiles": _tiles(asked, counted.numbers, counted.count, score),
        "average": counted.average,
        "count": counted.count,
        "score": chosen,
        "rows": rows_for(user, shown.rows),
        "csv_url": asked.address(muc=chosen, dang="csv"),
        "all_url": asked.address(),
        "newer_url": asked.address(muc=chosen, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": asked.address(muc=chosen, **{AFTER: shown.after}) if shown.after else "",
    }
    return render(request, "cases/reports/ratings.html", context)


def _tiles(asked: Asked, numbers: Mapping[int, int], count: int, score: int | None) -> list[dict[str, object]]:
    everything = {"url": asked.address(), "value": count, "label": "Tất cả đánh giá", "current": score is None}
    return [
        everything,
        *(
            {
                "url": asked.address(muc=str(one.value)),
                "value": numbers.get(one.value, 0),
                "label": one.label,
                "current": score == one,
                "late": False,
            }
            for one in reversed(SatisfactionRating.Score)
        ),
    ]


def _score(text: str) -> int | None:
    return int(text) if text in map(str, SatisfactionRating.Score.values) else None
