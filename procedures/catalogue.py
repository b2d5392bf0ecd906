"""What the public sees of the catalogue: versions in force, found by forgiving words, by field and by level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Length, NullIf, StrIndex
from django.urls import reverse

from departments.vietnamese import fold, money
from procedures.models import FeeItem, Field, Offering, ProcedureVersion, ProcessingLimit, RequiredDocument
from procedures.models.version import ProcedureVersionQuerySet
from procedures.terms import fees_for

PAGE_SIZE = 30
# What people come for most (Hộ tịch, Chứng thực, Cư trú, Hộ kinh doanh, Xây dựng, Đất đai).
MOST_WANTED = ("1.001193", "2.000815", "1.004873", "1.004222", "1.001612", "1.013225", "1.000894", "2.000635")
LEVELS = {"xa": ("Cấp xã", "commune_level"), "tinh": ("Cấp tỉnh", "city_level"), "bo": ("Cấp bộ", "ministry_level")}
# For whom: the words by which sources name them.
AUDIENCES = {
    "cong-dan": ("Công dân", ("công dân", "cá nhân", "hộ gia đình")),
    "to-chuc": ("Tổ chức, doanh nghiệp", ("tổ chức", "doanh nghiệp", "hợp tác xã", "hộ kinh doanh")),
    "nuoc-ngoai": ("Người nước ngoài", ("nước ngoài",)),
}
_MOST_WORDS = 10
_NEAREST = 5  # so many are offered when nothing holds every word
_ICONS = {
    "ho tich": "baby-carriage", "chung thuc": "rubber-stamp", "nuoi con nuoi": "heart-handshake", "cu tru": "home",
    "can cuoc": "id", "ho kinh doanh": "building-store", "doanh nghiep": "building-store", "xay dung": "building",
    "nha o": "building", "dat dai": "map-pin", "bao tro": "heart-handshake", "giam ngheo": "heart-handshake",
    "nguoi co cong": "heart-handshake", "lai xe": "car", "duong bo": "car", "ly lich": "scale", "luat su": "scale",
    "giao duc": "school", "dao tao": "school", "kham": "stethoscope", "y te": "stethoscope", "nong nghiep": "plant",
    "trong trot": "plant", "thu y": "plant", "lam nghiep": "plant", "viec lam": "users", "ha tang": "tool",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; empty means anything."""

    words: str = ""
    field: str = ""
    level: str = ""
    audience: str = ""
    online: bool = False


def search(wanted: Wanted, day: date) -> ProcedureVersionQuerySet:
    """Versions in force on the day that hold every word, those first that say the whole phrase early and briefly.

    Words are compared without accents, case or order, from the beginning of a word on; a code may be typed as well.
    """
    found = _narrowed(wanted, day)
    phrase = fold(wanted.words)
    for word in phrase.split()[:_MOST_WORDS]:
        found = found.filter(Q(search_text__startswith=word) | Q(search_text__contains=f" {word}"))
    return _for_rows(_ranked(found, phrase))


def nearest(wanted: Wanted, day: date) -> list[ProcedureVersion]:
    """For words that nothing holds all of: the few versions that hold at least half of them, most first.

    Whole words count here, so that "cho" and "xin" alone bring nothing far-fetched; one word has nothing near it.
    """
    words = list(dict.fromkeys(fold(wanted.words).split()))[:_MOST_WORDS]
    if len(words) < 2:
        return []
    padded = _narrowed(wanted, day).annotate(
        padded=Concat(Value(" "), "search_text", Value(" "), output_field=TextField())
    )
    one = [Case(When(padded__contains=f" {word} ", then=1), default=0) for word in words]
    found = padded.annotate(held=sum(one[1:], start=one[0])).filter(held__gte=(len(words) + 1) // 2)
    return list(_for_rows(found.order_by(F("held").desc(), Length("name"), "search_text", "pk"))[:_NEAREST])


def _narrowed(wanted: Wanted, day: date) -> ProcedureVersionQuerySet:
    """Versions in force on the day that pass the filters, whatever the words."""
    found = ProcedureVersion.objects.in_force(day)
    if wanted.field:
        found = found.filter(procedure__field__code=wanted.field)
    if wanted.level in LEVELS:
        found = found.filter(**{LEVELS[wanted.level][1]: True})
    if wanted.audience in AUDIENCES:
        found = found.filter(_any_of("audience__icontains", AUDIENCES[wanted.audience][1]))
    offered = Offering.objects.in_force(day).online().filter(procedure=OuterRef("procedure"))
    if wanted.online:
        found = found.filter(Exists(offered))
    return found.annotate(is_online=Exists(offered))


def _for_rows(found: ProcedureVersionQuerySet) -> ProcedureVersionQuerySet:
    return found.select_related("procedure").prefetch_related("limits", "fees")


def _ranked(found: ProcedureVersionQuerySet, phrase: str) -> ProcedureVersionQuerySet:
    if not phrase:
        return found.order_by("search_text", "pk")
    # The text begins with the name, so what stands early stands in the name.
    place = NullIf(StrIndex("search_text", Value(phrase)), Value(0))
    return found.order_by(place.asc(nulls_last=True), Length("name"), "search_text", "pk")


def row(version: ProcedureVersion, day: date) -> dict[str, Any]:
    """One procedure in a list: address, name, usual limit and fee in words."""
    return {
        "url": version.procedure.get_absolute_url(),
        "name": version.name,
        "code": version.procedure.code,
        "limit_text": limit_in_words(version.limits.all()),
        "fee_text": fee_in_words(version, day),
        "badge": "Nộp được trực tuyến" if getattr(version, "is_online", False) else "",
    }


def limit_in_words(limits: Iterable[ProcessingLimit]) -> str:
    """The limit of the ordinary case; where it depends, the row says so; "" where none is known for sure."""
    texts = []
    for limit in sorted(limits, key=lambda one: (one.case_id is not None, one.channel != "", one.pk)):
        counted = limit.time_limit()
        if counted is not None and counted.text() not in texts:
            texts.append(counted.text())
    if len(texts) <= 1:
        return "".join(texts)
    return f"{texts[0]} hoặc {texts[1]}, tùy trường hợp" if len(texts) == 2 else f"{texts[0]}, tùy trường hợp"


def fee_in_words(version: ProcedureVersion, day: date) -> str:
    """What it costs at first sight: an amount, "Miễn phí", or "" where it depends or is not known for sure."""
    fees = fees_for(version, channel="online", case=None, at=day)
    if not fees or any(fee.amount is None for fee in fees):
        return ""
    amounts = [fee.amount or 0 for fee in fees]
    if not any(amounts):
        return "Miễn phí"
    if len(fees) == 1 and fees[0].per:
        return f"{money(amounts[0])}/{fees[0].per}"
    return "" if any(fee.per for fee in fees) else money(sum(amounts))


def fields_with_counts(day: date, limit: int = 12) -> list[dict[str, Any]]:
    """The fields with most procedures in force, as entrances of the first page."""
    counted = (
        Field.objects.annotate(count=Count("procedures__versions", filter=_in_force(day)))
        .filter(count__gt=0)
        .order_by("-count", "name")[:limit]
    )
    address = reverse("procedures:catalogue")
    return [
        {"name": one.name, "count": one.count, "url": f"{address}?linh-vuc={one.code}", "icon": _icon(one.name)}
        for one in counted
    ]


def fields_in_use(day: date) -> QuerySet[Field]:
    """Every field that has a procedure in force, for the filter."""
    return Field.objects.filter(_in_force(day)).distinct().order_by("name")


def popular(day: date) -> list[dict[str, Any]]:
    """The procedures people come for most, in that order."""
    wanted = ProcedureVersion.objects.in_force(day).filter(procedure__code__in=MOST_WANTED)
    found = {
        version.procedure.code: version
        for version in wanted.select_related("procedure").prefetch_related("limits", "fees")
    }
    return [row(found[code], day) for code in MOST_WANTED if code in found][:6]


def page_version(code: str, day: date) -> ProcedureVersion | None:
    """The version in force with all that its page shows, else the newest one that was published, else None.

    Costs 5 statements for a version in force.
    """
    published = ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT).filter(procedure__code=code)
    whole = published.select_related("procedure__field").prefetch_related(
        Prefetch("limits", ProcessingLimit.objects.select_related("case")),
        Prefetch("fees", FeeItem.objects.select_related("case")),
        Prefetch("requirements", RequiredDocument.objects.select_related("case")),
        "results",
    )
    return whole.in_force(day).first() or whole.order_by("-valid_from", "-number").first()


def offerings_of(version: ProcedureVersion, day: date) -> list[Offering]:
    """Where the procedure can be done on the day, with units and desks, in one statement."""
    found = Offering.objects.in_force(day).filter(procedure=version.procedure_id)
    return list(found.select_related("department", "desk").order_by("department__path"))


def _in_force(day: date, prefix: str = "procedures__versions__") -> Q:
    lasts = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gt": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & lasts & ~Q(**{f"{prefix}status": "draft"})


def _any_of(lookup: str, words: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for word in words:
        found |= Q(**{lookup: word})
    return found


def _icon(name: str) -> str:
    folded = fold(name)
    return next((icon for words, icon in _ICONS.items() if words in folded), "")
