"""Criteria of the index that count procedures: those that the unit offered when the period ended."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cases.models import Dossier, Payment
from cases.reports.index_766.counted import COUNTED, ONLINE_METHODS, PARTS, OfProcedures, count_name
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
    """What the units of the scope offered when the period ended."""
    scope = question.scope
    units = {f"{scope.unit_field}__in": [unit.pk for unit in scope.units]}
    return Offering.objects.in_force(local(question.moment).date()).filter(**units)


def _procedure_flags(question: Question) -> dict[str, Q]:
    """What can be asked of a procedure at a unit when the period ended."""
    scope, moment = question.scope, question.moment
    day = local(moment).date()
    own = {scope.unit_field: OuterRef(scope.unit_field), "version__procedure": OuterRef("procedure")}
    received = there_at(Dossier.everything.all(), moment).filter(
        **own, received_at__gt=question.period.before, received_at__lte=moment
    )
    paid = Payment.objects.filter(
        **{f"dossier__{name}": value for name, value in own.items()},
        method__in=ONLINE_METHODS,
        confirmed_at__gt=question.period.before,
        confirmed_at__lte=moment,
    )
    fees = FeeItem.objects.in_force(day).filter(
        version__in=ProcedureVersion.objects.in_force(day), version__procedure=OuterRef("procedure")
    )
    return {
        "": Q(),
        "complete": Q(Exists(_complete_versions(question))),
        "online": ~Q(online_level=Offering.OnlineLevel.NONE),
        "used_online": Q(Exists(received.filter(channel=Channel.ONLINE))),
        "fee": Q(Exists(fees.exclude(amount=0))),
        "fee_told": Q(
            Exists(received.exclude(finance_status=Dossier.Finance.NOTHING).filter(sync_status=Dossier.Sync.SYNCED))
        ),
        "fee_paid_online": Q(Exists(paid)),
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
