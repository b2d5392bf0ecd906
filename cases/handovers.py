"""Which dossiers' papers can go from which unit to which."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from cases.models import Dossier, Handover, HandoverItem
from cases.models.dossier_queries import DossierQuerySet
from cases.status import Status
from departments.models import Department, User
from procedures.channels import Channel

MOST = 50


@dataclass(frozen=True)
class Way:
    """From one unit to another, and how many dossiers wait to be given."""

    giver: Department
    taker: Department
    count: int


def ways_of(user: User, units: list[Department]) -> list[Way]:
    """Where the person's units have papers to give; a statement for each direction of each unit, and one for names."""
    counted = []
    for unit in units:
        out, taker = (_to_divisions(unit), "division") if unit.is_desk else (_to_desks(unit), "desk")
        rows = _not_given(out, unit).order_by().values_list(taker).annotate(count=Count("pk"))
        counted += [(unit, pk, count) for pk, count in rows if pk != unit.pk]
    names = Department.objects.in_bulk({pk for _, pk, _ in counted})
    return [Way(unit, names[pk], count) for unit, pk, count in counted]


def offered(giver: Department, taker: Department) -> DossierQuerySet:
    """Dossiers whose papers are to go this way and are on no list yet, those due first."""
    return _not_given(between(giver, taker), giver).exclude(channel=Channel.ONLINE).order_by("due_at", "pk")


def between(giver: Department, taker: Department) -> DossierQuerySet:
    """Dossiers whose papers may go this way: to the division while it works on them, results and papers back after."""
    if giver.is_desk:
        return _to_divisions(giver).filter(division=taker)
    return _to_desks(giver).filter(desk=taker)


def waiting(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Those that are on a list not confirmed yet."""
    return dossiers.filter(Exists(_lines().filter(state=HandoverItem.State.WAITING)))


def _to_divisions(desk: Department) -> DossierQuerySet:
    at_work = Dossier.objects.filter(desk=desk, received_at__isnull=False, finished_at=None)
    return at_work.exclude(status=Status.RECEIVED).exclude(division=F("desk"))


def _to_desks(division: Department) -> DossierQuerySet:
    return Dossier.objects.to_hand_over().filter(division=division).exclude(division=F("desk"))


def _not_given(dossiers: DossierQuerySet, giver: Department) -> DossierQuerySet:
    given = _lines().filter(handover__giver=giver).exclude(state=HandoverItem.State.MISSING)
    return dossiers.filter(~Exists(given)).exclude(channel=Channel.ONLINE)


def _lines() -> QuerySet[HandoverItem]:
    return HandoverItem.objects.filter(dossier=OuterRef("pk"))


def is_for(handover: Handover, units: list[Department]) -> bool:
    """Whether one of these units is to confirm the list."""
    return handover.taker_id in {unit.pk for unit in units}
