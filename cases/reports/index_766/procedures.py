"""Criteria of the index that count procedures: those that the unit offered when the period ended."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cases.models import Dossier, Payment
from cases.reports.index_766.counted import COUNTED, ONLINE_METHODS, PARTS, OfProcedures, count_name
from cases.reports.places import place
from cases.reports.question import Question
from cases.reports.standing_at import there_at
from departments.working_time import local
from procedures.channels import Channel
from procedures.models import FeeItem, Offering, ProcedureVersion, RequiredDocument, ResultPaper


def procedures_counted(question: Question, code: str, part: str) -> QuerySet[ProcedureVersion]:
    """The procedures behind a number, as their newest published version; see `dossiers_counted`."""
    asked = COUNTED[code]
    if not isinstance(asked, OfProcedures) or part not in PARTS:
        raise KeyError(code)
    flags, offered = _procedure_flags(question), offerings(question)
    of = offered.filter(flags[asked.of])
    good = of.filter(flags[asked.extra])
    keys = {"mau": Q(procedure__in=of.values("procedure")), "tu": Q(procedure__in=good.values("procedure"))}
    keys["con-lai"] = keys["mau"] & ~keys["tu"]
    newest = ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT)
    later = newest.filter(procedure=OuterRef("procedure"), number__gt=OuterRef("number"))
    return newest.filter(keys[part]).exclude(Exists(later)).select_related("procedure").order_by("procedure__code")


def offerings(question: Question) -> QuerySet[Offering]:
    """What the units of the scope offered when the period ended; each with its unit and procedure as one `place`."""
    scope = question.scope
    units = {f"{scope.unit_field}__in": [unit.pk for unit in scope.units]}
    in_force = Offering.objects.in_force(local(question.moment).date()).filter(**units)
    return in_force.alias(place=place(scope.unit_field, "procedure"))


def _procedure_flags(question: Question) -> dict[str, Q]:
    """What can be asked of a procedure at a unit when the period ended."""
    scope, moment = question.scope, question.moment
    day = local(moment).date()
    # Whatever came in since was not finished before; by that there is an index.
    since, unit = question.period.before, scope.unit_field
    received = there_at(Dossier.everything.all(), moment).filter(
        Q(finished_at=None) | Q(finished_at__gt=since), received_at__gt=since, received_at__lte=moment
    )
    at_units = received.filter(**{f"{unit}__in": [one.pk for one in scope.units]})
    online = at_units.filter(channel=Channel.ONLINE)
    told = at_units.exclude(finance_status=Dossier.Finance.NOTHING).filter(sync_status=Dossier.Sync.SYNCED)
    paid = Payment.objects.filter(method__in=ONLINE_METHODS, confirmed_at__gt=since, confirmed_at__lte=moment)
    of_dossier, of_payment = (
        place(unit, "version__procedure"),
        place(f"dossier__{unit}", "dossier__version__procedure"),
    )
    fees = FeeItem.objects.in_force(day).filter(
        version__in=ProcedureVersion.objects.in_force(day), version__procedure=OuterRef("procedure")
    )
    return {
        "": Q(),
        "complete": Q(Exists(_complete_versions(question))),
        "online": ~Q(online_level=Offering.OnlineLevel.NONE),
        "used_online": Q(place__in=online.values(place=of_dossier)),
        "fee": Q(Exists(fees.exclude(amount=0))),
        "fee_told": Q(place__in=told.values(place=of_dossier)),
        "fee_paid_online": Q(place__in=paid.values(place=of_payment)),
    }


def _complete_versions(question: Question) -> QuerySet[ProcedureVersion]:
    """Versions in force with all that NĐ 63/2010/NĐ-CP Đ8.2 asks of every procedure."""
    versions = ProcedureVersion.objects.in_force(local(question.moment).date()).filter(procedure=OuterRef("procedure"))
    texts = Q()
    for name in ("name", "procedure_text", "agency", "audience", "legal_basis"):
        texts |= Q(**{name: ""})
    return versions.exclude(texts).filter(
        Exists(RequiredDocument.objects.filter(version=OuterRef("pk"))),
        Exists(ResultPaper.objects.filter(version=OuterRef("pk"))),
        limits__isnull=False,
    )


def procedure_counts(question: Question) -> dict[str, Count]:
    """How many different procedures have each pair of flags, for a statement over `offerings`."""
    flags = _procedure_flags(question)
    asked = [one for one in COUNTED.values() if isinstance(one, OfProcedures)]
    pairs = {count_name(one.of): flags[one.of] for one in asked}
    pairs |= {count_name(one.of, one.extra): flags[one.of] & flags[one.extra] for one in asked}
    return {name: Count("procedure", filter=flag or None, distinct=True) for name, flag in pairs.items()}
