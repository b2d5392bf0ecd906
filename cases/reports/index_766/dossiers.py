"""Criteria of the index that count dossiers: those of biểu II.06a in the period, compared to the second."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cases.models import Dossier, Paper, Payment, Result, SatisfactionRating
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import Origin
from cases.reports.index_766.counted import COUNTED, ONLINE_METHODS, PARTS, OfDossiers, count_name
from cases.reports.outcomes import Outcome
from cases.reports.question import Question
from cases.reports.report_06a import members_of
from procedures.models import ResultPaper

# A rating of one or two is a dislike (`SatisfactionRating.Score`).
_DISLIKED = SatisfactionRating.Score.BAD


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


def _chosen(
    rows: DossierQuerySet, question: Question, flag: str, outcomes: tuple[Outcome, ...], origins: tuple[Origin, ...]
) -> DossierQuerySet:
    rows = rows.filter(dossier_flags(question)[flag])
    if outcomes:
        rows = rows.filter(Q(outcome__in=outcomes))
    return rows.filter(Q(origin__in=origins)) if origins else rows


def dossier_flags(question: Question) -> dict[str, Q]:
    """What can be asked of a dossier as known at the moment of the question."""
    moment = question.moment
    paid = Payment.objects.filter(dossier=OuterRef("pk"), method__in=ONLINE_METHODS, confirmed_at__lte=moment)
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


def dossier_counts(question: Question, group: tuple[str, ...]) -> list[dict[str, Any]]:
    """One statement: dossiers by group, origin and outcome, and how many of each have each pair of flags."""
    flags = dossier_flags(question)
    asked = [one for one in COUNTED.values() if isinstance(one, OfDossiers)]
    pairs = {count_name(one.of): flags[one.of] for one in asked}
    pairs |= {count_name(one.of, one.extra): flags[one.of] & flags[one.extra] for one in asked}
    counts = {name: Count("pk", filter=flag) if flag else Count("pk") for name, flag in pairs.items()}
    rows: QuerySet[Any, Any] = members_of(question).order_by().values(*group, "origin", "outcome").annotate(**counts)
    return [{"group": tuple(row[name] for name in group), **row} for row in rows]


def sums_of(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, tuple[int, int]]]:
    """Numerator and denominator of each criterion that counts dossiers, by group."""
    found: dict[tuple[Any, ...], dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in rows:
        for code, asked in COUNTED.items():
            if isinstance(asked, OfDossiers):
                good, of = found[row["group"]].get(code, (0, 0))
                counts = _fits(row, asked.of_outcomes, asked.of_origins)
                extra = counts and _fits(row, asked.extra_outcomes, asked.extra_origins)
                good += row[count_name(asked.of, asked.extra)] if extra else 0
                found[row["group"]][code] = (good, of + (row[count_name(asked.of)] if counts else 0))
    return found


def _fits(row: Mapping[str, Any], outcomes: tuple[Outcome, ...], origins: tuple[Origin, ...]) -> bool:
    return (not outcomes or row["outcome"] in outcomes) and (not origins or row["origin"] in origins)
