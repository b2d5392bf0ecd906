"""What the portal measured of a procedure within 365 days, for whoever reviews it: each number opens its dossiers.

All places together, counts and minutes only. Asked for by requirement and step, so that the same key counts and lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum

from cases.models import ClockStop, Dossier, Paper, SupplementItem, SupplementRequest, Work
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.shares import Share
from cases.status import Status
from procedures.actions.plan_review import Measured
from procedures.models import RequiredDocument

YEAR = timedelta(days=365)
_ASKED = Exists(SupplementRequest.objects.filter(dossier=OuterRef("pk")))
_DONE = Q(status__in=(Status.FINISHED, Status.RETURNED))
_IN_TIME = Q(late_from=None) | Q(finished_at__lt=F("late_from"))


@dataclass(frozen=True)
class Fact:
    """A number with its name, the key of its list, and what it is a share of."""

    key: str
    label: str
    count: int
    of: int
    note: str = ""

    @property
    def share(self) -> str:
        """`12,5%`, or nothing where there is no whole."""
        return Share(self.count, self.of).text if self.of else ""


@dataclass(frozen=True)
class Facts:
    """The whole picture; each group is in the order of its numbers, the greatest first."""

    received: Fact
    finished: Fact
    on_time: Fact
    late: Fact
    asked: Fact
    papers: tuple[Fact, ...]
    stops: tuple[Fact, ...]
    steps: tuple[Fact, ...]


def measured(procedures: Iterable[int], at: datetime) -> dict[int, Measured]:
    """Dossiers received in the year and the mean fee of one in đồng, by procedure; one statement."""
    rows = Dossier.objects.filter(received_at__gt=at - YEAR, received_at__lte=at)
    rows = rows.filter(version__procedure__in=list(procedures)).order_by()
    found = rows.values_list("version__procedure").annotate(n=Count("pk"), fee=Avg("fee_amount"))
    return {procedure: Measured(number, round(fee or 0)) for procedure, number, fee in found}


def facts_of(procedure: int, at: datetime) -> Facts:
    """Five statements: the sums, papers asked for, papers that failed, stops, steps."""
    rows = Dossier.objects.filter(version__procedure=procedure).order_by()
    in_year = Q(received_at__gt=at - YEAR, received_at__lte=at)
    done = _DONE & Q(finished_at__gt=at - YEAR, finished_at__lte=at)
    count = rows.aggregate(
        received=Count("pk", filter=in_year),
        asked=Count("pk", filter=in_year & Q(_ASKED)),
        finished=Count("pk", filter=done),
        good=Count("pk", filter=done & _IN_TIME),
    )
    received, finished = count["received"], count["finished"]
    return Facts(
        Fact("nhan", "Hồ sơ tiếp nhận", received, 0),
        Fact("xong", "Hồ sơ có kết quả", finished, 0),
        Fact("dung-han", "Trước hạn và đúng hạn", count["good"], finished),
        Fact("qua-han", "Quá hạn", finished - count["good"], finished),
        Fact("bo-sung", "Phải bổ sung ít nhất một lần", count["asked"], received),
        papers=_papers(procedure, at, received),
        stops=_stops(procedure, at, received),
        steps=_steps(procedure, at),
    )


def dossiers_behind(procedure: int, key: str, at: datetime) -> DossierQuerySet:
    """The dossiers a number counts, as many as it says. Raises KeyError for a key that there is not."""
    rows = Dossier.objects.filter(version__procedure=procedure)
    in_year = rows.filter(received_at__gt=at - YEAR, received_at__lte=at)
    done = rows.filter(_DONE, finished_at__gt=at - YEAR, finished_at__lte=at)
    simple = {
        "nhan": in_year,
        "xong": done,
        "dung-han": done.filter(_IN_TIME),
        "qua-han": done.exclude(_IN_TIME),
        "bo-sung": in_year.filter(_ASKED),
    }
    if key in simple:
        return simple[key]
    kind, _, value = key.partition("-")
    if kind == "dung" and value in ClockStop.Reason.values:
        return in_year.filter(Exists(ClockStop.objects.filter(dossier=OuterRef("pk"), reason=value)))
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise KeyError(key)
    match kind:
        case "thieu":
            asked = SupplementItem.objects.filter(request__dossier=OuterRef("pk"))
            return in_year.filter(Exists(asked.filter(requirement__name__in=_name_of(int(value)))))
        case "sai":
            failed = Paper.objects.filter(dossier=OuterRef("pk"), verdict=Paper.Verdict.FAILS)
            return in_year.filter(Exists(failed.filter(requirement__name__in=_name_of(int(value)))))
        case "buoc":
            works = _works(procedure, at).filter(step=int(value) or None)
            return rows.filter(pk__in=works.values("dossier"))
    raise KeyError(key)


def _name_of(requirement: int) -> QuerySet[RequiredDocument, Any]:
    """A paper keeps its name from version to version, not its row."""
    return RequiredDocument.objects.filter(pk=requirement).values("name")


def _papers(procedure: int, at: datetime, received: int) -> tuple[Fact, ...]:
    """How often each paper was asked for, and how often one that came would not do; by name, two statements."""
    asked = SupplementItem.objects.filter(**_received_in_year("request__dossier__", procedure, at))
    failed = Paper.objects.filter(**_received_in_year("dossier__", procedure, at), verdict=Paper.Verdict.FAILS)
    missing = asked.filter(requirement__isnull=False).order_by().values_list("requirement__name")
    wrong = failed.order_by().values_list("requirement__name")
    found = [
        *(("thieu", "phải bổ sung", *row) for row in missing.annotate(
            one=Min("requirement"), n=Count("request__dossier", distinct=True))),
        *(("sai", "nộp nhưng không đạt", *row) for row in wrong.annotate(
            one=Min("requirement"), n=Count("dossier", distinct=True))),
    ]  # fmt: skip
    facts = (Fact(f"{kind}-{one}", name, number, received, note) for kind, note, name, one, number in found)
    return tuple(sorted(facts, key=lambda fact: (-fact.count, fact.label)))


def _stops(procedure: int, at: datetime, received: int) -> tuple[Fact, ...]:
    year = _received_in_year("dossier__", procedure, at)
    rows = ClockStop.objects.filter(**year).order_by()
    found = rows.values_list("reason").annotate(n=Count("dossier", distinct=True), times=Count("pk"))
    facts = (
        Fact(f"dung-{reason}", ClockStop.Reason(reason).label, number, received, f"{times} lần dừng")
        for reason, number, times in found
    )
    return tuple(sorted(facts, key=lambda fact: (-fact.count, fact.label)))


def _steps(procedure: int, at: datetime) -> tuple[Fact, ...]:
    """Minutes of real work a dossier, at each step; begun minutes are whole ones."""
    found = _works(procedure, at).values_list("step", "step__name", "step__position")
    counted = found.annotate(n=Count("dossier", distinct=True), minutes=Sum("minutes")).order_by("step__position")
    return tuple(
        Fact(f"buoc-{step or 0}", name or "Trước khi tiếp nhận", number, 0, f"{-(-minutes // number)} phút mỗi hồ sơ")
        for step, name, _, number, minutes in counted
    )


def _works(procedure: int, at: datetime) -> QuerySet[Work]:
    done = Work.objects.filter(ended_at__gt=at - YEAR, ended_at__lte=at)
    return done.filter(dossier__version__procedure=procedure, dossier__deleted_at=None).order_by()


def _received_in_year(way: str, procedure: int, at: datetime) -> dict[str, Any]:
    """What `Dossier.objects` leaves out too is left out: the deleted ones."""
    wanted = {"received_at__gt": at - YEAR, "received_at__lte": at, "version__procedure": procedure}
    return {f"{way}{name}": value for name, value in {**wanted, "deleted_at": None}.items()}
