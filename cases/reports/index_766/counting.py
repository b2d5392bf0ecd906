"""The index counted from the portal's own dossiers, procedures and feedback: each number and its list are one question.

A criterion's numerator is always a part of its denominator: what the denominator asks, and something more. Dossiers are
those of biểu II.06a in the period, compared to the second; procedures are those the unit offered when the period ended.
What is not here (the national portal's own records, population data) is entered by a person, see `entered`; feedback
that only the national portal took in is entered too, and added to what is counted here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cases.models import Dossier, Feedback, IndexEntry, Paper, Payment, Result, SatisfactionRating
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import Origin
from cases.reports.forms.feedback import FEEDBACK
from cases.reports.index_766.feedback import OfFeedback, feedback_counts, feedback_of, flags_of
from cases.reports.index_766.scoring import Figure
from cases.reports.outcomes import Convention, Outcome
from cases.reports.question import Question
from cases.reports.report_06a import members_of
from cases.reports.standing_at import there_at
from departments.working_time import local
from procedures.channels import Channel
from procedures.models import FeeItem, Offering, ProcedureVersion, RequiredDocument, ResultPaper

_RECEIVED = (Origin.ONLINE, Origin.DIRECT)
_GOOD = (Outcome.EARLY, Outcome.ON_TIME, Outcome.WITHIN, Outcome.STANDING)
_DONE = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE)
# A rating of one or two is a dislike (`SatisfactionRating.Score`).
_DISLIKED = SatisfactionRating.Score.BAD
_ONLINE_METHODS = (Payment.Method.TRANSFER, Payment.Method.GATEWAY)


@dataclass(frozen=True)
class OfDossiers:
    """Which dossiers of the report a criterion counts; flags are names in `_dossier_flags`, empty means all."""

    extra: str = ""
    extra_outcomes: tuple[Outcome, ...] = ()
    extra_origins: tuple[Origin, ...] = ()
    of: str = ""
    of_outcomes: tuple[Outcome, ...] = ()
    of_origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class OfProcedures:
    """Which procedures of a unit a criterion counts; flags are names in `_procedure_flags`, empty means all."""

    extra: str
    of: str = ""


COUNTED: Mapping[str, OfDossiers | OfProcedures | OfFeedback] = {
    "PUBLIC_CONTENT_FULL": OfProcedures("complete"),
    "DOSSIER_SYNC": OfDossiers("synced"),
    "DOSSIER_ON_TIME": OfDossiers(extra_outcomes=_GOOD),
    "ONLINE_SERVICE_PROVIDED": OfProcedures("online"),
    "ONLINE_SERVICE_USED": OfProcedures("used_online", of="online"),
    "ONLINE_DOSSIER_SUBMITTED": OfDossiers("e_result", extra_origins=(Origin.ONLINE,), of_origins=_RECEIVED),
    "PAYMENT_SERVICE_PROVIDED": OfProcedures("fee_told", of="fee"),
    "PAYMENT_SERVICE_USED": OfProcedures("fee_paid_online", of="fee"),
    "PAYMENT_DOSSIER_ONLINE": OfDossiers("paid_online", of="owes"),
    "ORIGINAL_RESULT_AVAILABLE": OfDossiers("e_result", of="result_in_writing", of_outcomes=_DONE),
    "SO_HOA_GIAY_TO_GIAI_QUYET": OfDossiers("digitised"),
    "REUSED_DIGITIZED_DATA": OfDossiers("reused"),
    "PETITION_CLASSIFICATION_TTHC": OfFeedback("about_rules"),
    "PETITION_CLASSIFICATION_STAFF": OfFeedback("about_staff"),
    "PETITION_PROCESSING_ON_TIME": OfFeedback("in_time", of="judged"),
    "PETITION_HANDLING_SATISFACTION": OfFeedback("content", of="answered"),
    "DOSSIER_RECEIVING_SATISFACTION": OfDossiers("not_disliked", extra_outcomes=_GOOD),
}
_OF_FEEDBACK = {code: one for code, one in COUNTED.items() if isinstance(one, OfFeedback)}
# What a person enters: what the portal cannot count, and what it counts only in part.
ENTERED_BESIDES = frozenset(_OF_FEEDBACK)
ONLY_COUNTED = frozenset(COUNTED) - ENTERED_BESIDES

Figures = dict[str, Figure]


def by_second(question: Question) -> Question:
    """The question as the index asks it: to the second."""
    return replace(question, convention=Convention.BY_SECOND)


def figures_of(question: Question) -> Figures:
    """The counted figures of the whole scope, by code; a procedure counts once, however many offer it."""
    counts = _sums(_dossier_counts(question, ()))
    row = _offerings(question).aggregate(**_procedure_counts(question))
    return _figures(counts.get((), {}), row, feedback_counts(question, _OF_FEEDBACK)[None])


def figures_by_unit(question: Question) -> dict[int, Figures]:
    """The counted figures of each unit of the scope, by its key; units without anything are there too."""
    unit = question.scope.unit_field
    counts = _sums(_dossier_counts(question, (unit,)))
    rows = _offerings(question).order_by().values(unit).annotate(**_procedure_counts(question))
    procedures = {row[unit]: row for row in rows}
    feedback = feedback_counts(question, _OF_FEEDBACK, [FEEDBACK.paths.get(unit, unit)])
    return {
        one.pk: _figures(counts.get((one.pk,), {}), procedures.get(one.pk, {}), feedback.get(one.pk, {}))
        for one in question.scope.units
    }


def entered(question: Question, units: Iterable[int]) -> dict[int, Figures]:
    """What persons entered for the period, by unit and criterion; never for what the portal counts all by itself."""
    found: dict[int, Figures] = defaultdict(dict)
    entries = IndexEntry.objects.newest(question.period.key).filter(department__in=list(units))
    for entry in entries.exclude(criterion__in=ONLY_COUNTED):
        found[entry.department_id][entry.criterion] = Figure(
            entry.numerator, entry.denominator, entry.points, f"nhập tay, {entry.source}"
        )
    return found


def joined(counted: Figures, told: Figures) -> Figures:
    """What was counted with what was entered: in its place where nothing is counted, beside it for feedback."""
    return counted | {
        code: _beside(counted[code], figure) if code in ENTERED_BESIDES else figure for code, figure in told.items()
    }


def dossiers_counted(question: Question, code: str, part: str) -> DossierQuerySet:
    """The dossiers behind a number: `part` is `tu` (numerator), `mau` (denominator) or `con-lai` (the difference).

    Raises KeyError for a criterion that counts no dossiers, or no such part.
    """
    asked = COUNTED[code]
    if not isinstance(asked, OfDossiers) or part not in PARTS:
        raise KeyError(code)
    of = _chosen(members_of(question), question, asked.of, asked.of_outcomes, asked.of_origins)
    if part == "mau":
        return of
    good = _chosen(of, question, asked.extra, asked.extra_outcomes, asked.extra_origins)
    return good if part == "tu" else of.exclude(pk__in=good.values("pk"))


def procedures_counted(question: Question, code: str, part: str) -> QuerySet[ProcedureVersion]:
    """The procedures behind a number, as their newest published version; see `dossiers_counted`."""
    asked = COUNTED[code]
    if not isinstance(asked, OfProcedures) or part not in PARTS:
        raise KeyError(code)
    flags, offered = _procedure_flags(question), _offerings(question)
    of = offered.filter(flags[asked.of])
    good = of.filter(flags[asked.extra])
    keys = {"mau": Q(procedure__in=of.values("procedure")), "tu": Q(procedure__in=good.values("procedure"))}
    keys["con-lai"] = keys["mau"] & ~keys["tu"]
    newest = ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT)
    later = newest.filter(procedure=OuterRef("procedure"), number__gt=OuterRef("number"))
    return newest.filter(keys[part]).exclude(Exists(later)).select_related("procedure").order_by("procedure__code")


def feedback_counted(question: Question, code: str, part: str) -> QuerySet[Feedback]:
    """The phản ánh, kiến nghị behind a number, without those entered besides; see `dossiers_counted`."""
    asked = COUNTED[code]
    if not isinstance(asked, OfFeedback) or part not in PARTS:
        raise KeyError(code)
    flags = flags_of(question)
    of = feedback_of(question).filter(flags[asked.of])
    if part == "mau":
        return of
    return of.filter(flags[asked.extra]) if part == "tu" else of.exclude(flags[asked.extra])


PARTS = {"tu": "Tử số", "mau": "Mẫu số", "con-lai": "Chưa đạt: trong mẫu số mà không trong tử số"}


def _chosen(
    rows: DossierQuerySet, question: Question, flag: str, outcomes: tuple[Outcome, ...], origins: tuple[Origin, ...]
) -> DossierQuerySet:
    rows = rows.filter(_dossier_flags(question)[flag])
    if outcomes:
        rows = rows.filter(Q(outcome__in=outcomes))
    return rows.filter(Q(origin__in=origins)) if origins else rows


def _dossier_flags(question: Question) -> dict[str, Q]:
    """What can be asked of a dossier as known at the moment of the question."""
    moment = question.moment
    paid = Payment.objects.filter(dossier=OuterRef("pk"), method__in=_ONLINE_METHODS, confirmed_at__lte=moment)
    disliked = SatisfactionRating.objects.filter(dossier=OuterRef("pk"), score__lte=_DISLIKED, at__lte=moment)
    e_result = Q(Exists(Result.objects.filter(dossier=OuterRef("pk"), document__isnull=False, signed_at__lte=moment)))
    return {
        "": Q(),
        "synced": Q(sync_status=Dossier.Sync.SYNCED),
        "e_result": e_result,
        "result_in_writing": Q(Exists(ResultPaper.objects.filter(version=OuterRef("version")))),
        "owes": ~Q(finance_status=Dossier.Finance.NOTHING),
        "paid_online": Q(Exists(paid)),
        "digitised": Q(digitisation_status=Dossier.Digitisation.FULL) & e_result,
        "reused": Q(Exists(Paper.objects.filter(dossier=OuterRef("pk"), digitisation=Paper.Digitisation.REUSED))),
        "not_disliked": ~Q(Exists(disliked)),
    }


def _dossier_counts(question: Question, group: tuple[str, ...]) -> list[dict[str, Any]]:
    """One statement: dossiers by group, origin and outcome, and how many of each have each pair of flags."""
    flags = _dossier_flags(question)
    asked = [one for one in COUNTED.values() if isinstance(one, OfDossiers)]
    pairs = {_name(one.of): flags[one.of] for one in asked}
    pairs |= {_name(one.of, one.extra): flags[one.of] & flags[one.extra] for one in asked}
    counts = {name: Count("pk", filter=flag) if flag else Count("pk") for name, flag in pairs.items()}
    rows: QuerySet[Any, Any] = members_of(question).order_by().values(*group, "origin", "outcome").annotate(**counts)
    return [{"group": tuple(row[name] for name in group), **row} for row in rows]


def _sums(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, tuple[int, int]]]:
    """Numerator and denominator of each criterion that counts dossiers, by group."""
    found: dict[tuple[Any, ...], dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in rows:
        for code, asked in COUNTED.items():
            if isinstance(asked, OfDossiers):
                good, of = found[row["group"]].get(code, (0, 0))
                counts = _fits(row, asked.of_outcomes, asked.of_origins)
                extra = counts and _fits(row, asked.extra_outcomes, asked.extra_origins)
                good += row[_name(asked.of, asked.extra)] if extra else 0
                found[row["group"]][code] = (good, of + (row[_name(asked.of)] if counts else 0))
    return found


def _fits(row: Mapping[str, Any], outcomes: tuple[Outcome, ...], origins: tuple[Origin, ...]) -> bool:
    return (not outcomes or row["outcome"] in outcomes) and (not origins or row["origin"] in origins)


def _offerings(question: Question) -> QuerySet[Offering]:
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
        method__in=_ONLINE_METHODS,
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


def _procedure_counts(question: Question) -> dict[str, Count]:
    flags = _procedure_flags(question)
    asked = [one for one in COUNTED.values() if isinstance(one, OfProcedures)]
    pairs = {_name(one.of): flags[one.of] for one in asked}
    pairs |= {_name(one.of, one.extra): flags[one.of] & flags[one.extra] for one in asked}
    return {name: Count("procedure", filter=flag or None, distinct=True) for name, flag in pairs.items()}


def _figures(
    dossiers: Mapping[str, tuple[int, int]], procedures: Mapping[str, int], feedback: Mapping[str, tuple[int, int]]
) -> Figures:
    figures = {}
    for code, asked in COUNTED.items():
        if isinstance(asked, OfDossiers):
            figures[code] = Figure(*dossiers.get(code, (0, 0)))
        elif isinstance(asked, OfFeedback):
            figures[code] = Figure(*feedback.get(code, (0, 0)))
        else:
            good, of = procedures.get(_name(asked.of, asked.extra), 0), procedures.get(_name(asked.of), 0)
            figures[code] = Figure(good, of)
    return figures


def _beside(counted: Figure, told: Figure) -> Figure:
    """Both together; of an entry that tells points alone nothing can be added."""
    if told.numerator is None or told.denominator is None:
        return counted
    numerator, denominator = counted.numerator or 0, counted.denominator or 0
    return Figure(
        numerator + told.numerator,
        denominator + told.denominator,
        source=f"cổng này đếm {numerator}/{denominator}; cộng {told.numerator}/{told.denominator} {told.source}",
        besides=(told.numerator, told.denominator),
    )


def _name(*flags: str) -> str:
    """The name of a count in a statement: `n`, `n_owes`, `n_owes_paid_online`."""
    return "_".join(["n", *(flag for flag in flags if flag)])
