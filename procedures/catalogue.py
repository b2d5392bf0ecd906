"""What the public sees of the catalogue: rows of versions in force, entrances, and one version with all its parts."""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.vietnamese import fold
from departments.written import money
from procedures.models import (
    FeeItem,
    FeeRelief,
    Field,
    FormField,
    LifeEvent,
    LifeEventStep,
    Offering,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
)
from procedures.models.version import ProcedureVersionQuerySet
from procedures.plain_words import limit_words, rate_words
from procedures.terms import fees_for
from procedures.usual import with_usual_times

PAGE_SIZE = 30
# What people come for most (Hộ tịch, Chứng thực, Cư trú, Hộ kinh doanh, Xây dựng, Đất đai).
MOST_WANTED = ("1.001193", "2.000815", "1.004873", "1.004222", "1.001612", "1.013225", "1.000894", "2.000635")
# What a row of a list does not show.
_LONG_TEXTS = ("procedure_text", "conditions", "legal_basis", "review_notes")
_ICONS = {
    "ho tich": "baby-carriage", "chung thuc": "rubber-stamp", "nuoi con nuoi": "heart-handshake", "cu tru": "home",
    "can cuoc": "id", "ho kinh doanh": "building-store", "doanh nghiep": "building-store", "xay dung": "building",
    "nha o": "building", "dat dai": "map-pin", "bao tro": "heart-handshake", "giam ngheo": "heart-handshake",
    "nguoi co cong": "heart-handshake", "lai xe": "car", "duong bo": "car", "ly lich": "scale", "luat su": "scale",
    "giao duc": "school", "dao tao": "school", "kham": "stethoscope", "y te": "stethoscope", "nong nghiep": "plant",
    "trong trot": "plant", "thu y": "plant", "lam nghiep": "plant", "viec lam": "users", "ha tang": "tool",
}  # fmt: skip


def row(version: ProcedureVersion, day: date, *, online: bool = False) -> dict[str, Any]:
    """One procedure in a list: address, name, usual limit and fee in words, and whether it goes online."""
    return {
        "url": version.procedure.get_absolute_url(),
        "name": version.name,
        "code": version.procedure.code,
        "limit_text": limit_in_words(version.limits.all()),
        "fee_text": fee_in_words(version, day),
        "badge": _("Nộp được trực tuyến") if online or getattr(version, "is_online", False) else "",
    }


def limit_in_words(limits: Iterable[ProcessingLimit]) -> str:
    """The limit of the ordinary case; where it depends, the row says so; "" where none is known for sure."""
    texts = []
    for limit in sorted(limits, key=lambda one: (one.case_id is not None, one.channel != "", one.pk)):
        counted = limit.time_limit()
        if counted is not None and limit_words(counted) not in texts:
            texts.append(limit_words(counted))
    if len(texts) <= 1:
        return "".join(texts)
    if len(texts) == 2:
        return _("{one} hoặc {other}, tùy trường hợp").format(one=texts[0], other=texts[1])
    return _("{one}, tùy trường hợp").format(one=texts[0])


def fee_in_words(version: ProcedureVersion, day: date) -> str:
    """What it costs at first sight: an amount, "Miễn phí", or "" where it depends or is not known for sure."""
    fees = fees_for(version, channel="online", case=None, at=day)
    if not fees or any(fee.amount is None for fee in fees):
        return ""
    amounts = [fee.amount or 0 for fee in fees]
    if not any(amounts):
        return _("Miễn phí")
    if len(fees) == 1 and fees[0].per:
        return rate_words(amounts[0], fees[0].per)
    return "" if any(fee.per for fee in fees) else money(sum(amounts))


def fields_with_counts(day: date, limit: int = 6) -> list[dict[str, Any]]:
    """The fields with most procedures in force, as entrances of the first page."""
    counted = (
        Field.objects.annotate(count=Count("procedures__versions", filter=_in_force(day)))
        .filter(count__gt=0)
        .order_by("-count", "name")[:limit]
    )
    address = reverse("procedures:catalogue")
    return [
        {
            "name": one.name,
            "count_text": ngettext("{number} thủ tục", "{number} thủ tục", one.count).format(number=one.count),
            "url": f"{address}?linh-vuc={one.code}",
            "icon": _icon(one.name),
        }
        for one in counted
    ]


def life_events(day: date) -> list[dict[str, Any]]:
    """Moments of life with at least one procedure in force, as entrances; 1 statement."""
    counted = LifeEvent.objects.annotate(
        count=Count("steps__procedure__versions", filter=_in_force(day, "steps__procedure__versions__"))
    )
    return [
        {
            "name": one.name,
            "text": one.text,
            "icon": one.icon,
            "url": reverse("procedures:life_event", args=[one.slug]),
        }
        for one in counted.filter(count__gt=0).order_by("position", "name")
    ]


def life_event(slug: str, day: date) -> tuple[LifeEvent, list[dict[str, Any]]] | None:
    """A moment of life with the rows of its procedures, each with its note, in order; None where there is none."""
    event = LifeEvent.objects.filter(slug=slug).first()
    if event is None:
        return None
    steps = dict(LifeEventStep.objects.filter(event=event).values_list("procedure_id", "note"))
    found = for_rows(ProcedureVersion.objects.in_force(day).filter(procedure__in=steps))
    online = set(
        Offering.objects.in_force(day).online().filter(procedure__in=steps).values_list("procedure", flat=True)
    )
    versions = {version.procedure_id: version for version in found}
    rows = [
        {**row(versions[pk], day, online=pk in online), "note": note} for pk, note in steps.items() if pk in versions
    ]
    return event, rows


def for_rows(found: ProcedureVersionQuerySet) -> ProcedureVersionQuerySet:
    """With what a row of a list shows, and without the long texts it does not; 3 statements."""
    return found.select_related("procedure").defer(*_LONG_TEXTS).prefetch_related("limits", "fees")


def fields_in_use(day: date) -> QuerySet[Field]:
    """Every field that has a procedure in force, for the filter."""
    versions = ProcedureVersion.objects.in_force(day).filter(procedure__field=OuterRef("pk"))
    return Field.objects.filter(Exists(versions)).order_by("name")


def popular(day: date) -> list[dict[str, Any]]:
    """The procedures people come for most, in that order."""
    wanted = ProcedureVersion.objects.in_force(day).filter(procedure__code__in=MOST_WANTED)
    found = {
        version.procedure.code: version
        for version in wanted.select_related("procedure").prefetch_related("limits", "fees")
    }
    return [row(found[code], day) for code in MOST_WANTED if code in found][:6]


def page_version(code: str, day: date, place: str = "") -> ProcedureVersion | None:
    """The version in force with all that its page shows, else the newest one that was published, else None.

    With how long it usually takes, also at the unit with the code `place`, and `has_form`: whether it has questions.
    Costs 4 statements for a version in force.
    """
    published = ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT).filter(procedure__code=code)
    whole = published.select_related("procedure__field").prefetch_related(
        Prefetch("limits", ProcessingLimit.objects.select_related("case")),
        Prefetch("fees", FeeItem.objects.select_related("case")),
        Prefetch("requirements", RequiredDocument.objects.select_related("case")),
    )
    whole = with_usual_times(whole.annotate(has_form=Exists(FormField.objects.filter(version=OuterRef("pk")))), place)
    return whole.in_force(day).first() or whole.order_by("-valid_from", "-number").first()


def results_and_reliefs(version: ProcedureVersion) -> tuple[list[ResultPaper], list[FeeRelief]]:
    """What one gets, and who pays less for it: both in one statement."""
    texts = ("fee_name", "channel", "proof", "legal_basis")
    results = (
        version.results.order_by()
        .values_list("name", "pk")
        .annotate(
            **{f"no_{name}": Value("", CharField()) for name in texts},
            no_percent=Value(0),
            no_automatic=Value(False),
            no_from=Value(None, DateField()),
            no_until=Value(None, DateField()),
        )
    )
    columns = ("name", "pk", *texts, "percent", "automatic", "valid_from", "valid_until")
    rows = sorted(version.reliefs.order_by().values_list(*columns).union(results, all=True), key=itemgetter(1))
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return (
        [ResultPaper(version=version, pk=row["pk"], name=row["name"]) for row in found if not row["percent"]],
        [FeeRelief(version=version, **row) for row in found if row["percent"]],
    )


def offerings_of(version: ProcedureVersion, day: date) -> list[Offering]:
    """Where the procedure can be done on the day, with units and desks, in one statement."""
    found = Offering.objects.in_force(day).filter(procedure=version.procedure_id)
    return list(found.select_related("department", "desk").order_by("department__path"))


def _in_force(day: date, prefix: str = "procedures__versions__") -> Q:
    lasts = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gt": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & lasts & ~Q(**{f"{prefix}status": "draft"})


def _icon(name: str) -> str:
    folded = fold(name)
    return next((icon for words, icon in _ICONS.items() if words in folded), "")
