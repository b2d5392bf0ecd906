"""What the public sees of the catalogue: versions in force, found by forgiving words, by field and by level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from departments.vietnamese import fold, money
from procedures.models import Field, ProcedureVersion
from procedures.models.version import ProcedureVersionQuerySet
from procedures.terms import fees_for, limit_for

PAGE_SIZE = 30
# What people come for most (Hộ tịch, Chứng thực, Cư trú, Hộ kinh doanh, Xây dựng, Đất đai).
MOST_WANTED = ("1.001193", "2.000815", "1.004873", "1.004222", "1.001612", "1.013225", "1.000894", "2.000635")
LEVELS = {"xa": ("Cấp xã", "commune_level"), "tinh": ("Cấp tỉnh", "city_level"), "bo": ("Cấp bộ", "ministry_level")}
_ICONS = {
    "Hộ tịch": "baby-carriage", "Chứng thực": "rubber-stamp", "Cư trú": "home", "Căn cước": "id",
    "Đất đai": "map-pin", "Hoạt động xây dựng": "building", "Thành lập và hoạt động hộ kinh doanh": "building-store",
    "Bảo trợ xã hội": "heart-handshake", "Đường bộ": "car", "Lý lịch tư pháp": "scale",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; empty means anything."""

    words: str = ""
    field: str = ""
    level: str = ""
    online: bool = False


def search(wanted: Wanted, day: date) -> ProcedureVersionQuerySet:
    """Versions in force on the day that hold every word, those whose name says the phrase first.

    Words are compared without accents, case or order; a code may be typed as well.
    """
    found = ProcedureVersion.objects.in_force(day)
    phrase = fold(wanted.words)
    for word in phrase.split()[:10]:
        found = found.filter(search_text__contains=word)
    if wanted.field:
        found = found.filter(procedure__field__code=wanted.field)
    if wanted.level in LEVELS:
        found = found.filter(**{LEVELS[wanted.level][1]: True})
    if wanted.online:
        offered = Q(procedure__offerings__valid_until=None) & ~Q(procedure__offerings__online_level="none")
        found = found.filter(offered).distinct()
    return _ranked(found, phrase).select_related("procedure__field").prefetch_related("limits", "fees")


def _ranked(found: ProcedureVersionQuerySet, phrase: str) -> ProcedureVersionQuerySet:
    if not phrase:
        return found.order_by("name", "pk")
    rank = Case(
        When(search_text__startswith=phrase, then=Value(0)),
        When(search_text__contains=phrase, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.annotate(rank=rank).order_by("rank", "name", "pk")


def row(version: ProcedureVersion, day: date) -> dict[str, Any]:
    """One procedure in a list: address, name, usual limit and fee in words."""
    return {
        "url": version.procedure.get_absolute_url(),
        "name": version.name,
        "code": version.procedure.code,
        "limit_text": limit_in_words(version),
        "fee_text": fee_in_words(version, day),
    }


def limit_in_words(version: ProcedureVersion) -> str:
    """The limit a visitor meets first; "" where the version names none for sure."""
    limit = limit_for(version, channel="online", case=None)
    time_limit = limit.time_limit() if limit else None
    return time_limit.text() if time_limit else ""


def fee_in_words(version: ProcedureVersion, day: date) -> str:
    """What it costs at first sight: an amount, "Miễn phí", or "" where it depends or is not known for sure."""
    fees = fees_for(version, channel="online", case=None, at=day)
    if not fees or any(fee.amount is None for fee in fees):
        return ""
    amounts = [fee.amount or 0 for fee in fees]
    if not any(amounts):
        return "Miễn phí"
    per = fees[0].per
    return (
        f"{money(amounts[0])}/{per}"
        if len(fees) == 1 and per
        else ""
        if any(f.per for f in fees)
        else money(sum(amounts))
    )


def fields_with_counts(day: date, limit: int = 12) -> list[dict[str, Any]]:
    """The fields with most procedures in force, as entrances of the first page."""
    counted = (
        Field.objects.annotate(count=Count("procedures__versions", filter=_in_force(day)))
        .filter(count__gt=0)
        .order_by("-count", "name")[:limit]
    )
    address = reverse("procedures:catalogue")
    return [
        {
            "name": field.name,
            "count": field.count,
            "url": f"{address}?linh-vuc={field.code}",
            "icon": _ICONS.get(field.name, ""),
        }
        for field in counted
    ]


def fields_in_use(day: date) -> QuerySet[Field]:
    """Every field that has a procedure in force, for the filter."""
    return Field.objects.filter(_in_force(day, "procedures__versions__")).distinct().order_by("name")


def popular(day: date) -> list[dict[str, Any]]:
    """The procedures people come for most, in that order."""
    wanted = ProcedureVersion.objects.in_force(day).filter(procedure__code__in=MOST_WANTED)
    found = {
        version.procedure.code: version
        for version in wanted.select_related("procedure").prefetch_related("limits", "fees")
    }
    return [row(found[code], day) for code in MOST_WANTED if code in found][:6]


def page_version(code: str, day: date) -> ProcedureVersion | None:
    """The version in force with everything its page shows, else the newest one that was published, else None."""
    published = ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT).filter(procedure__code=code)
    whole = published.select_related("procedure__field").prefetch_related(
        "cases", "limits__case", "fees__case", "requirements__case", "results", "steps"
    )
    return whole.in_force(day).first() or whole.order_by("-valid_from", "-number").first()


def _in_force(day: date, prefix: str = "procedures__versions__") -> Q:
    lasts = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gt": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & lasts & ~Q(**{f"{prefix}status": "draft"})


def grouped_by_case(rows: Iterable[Any], cases: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows that hold always first, then those of each case, under the case's name."""
    rows = list(rows)
    groups = [{"case": None, "rows": [one for one in rows if one.case_id is None]}]
    groups += [{"case": case, "rows": [one for one in rows if one.case_id == case.pk]} for case in cases]
    return [group for group in groups if group["rows"]]
