"""What is counted of each officer of a division in a period, each number as the list of its cases.

A dossier is scored for who ended its last step of handling; withdrawn and stopped ones are nobody's, and stops have
moved the due moments already. All is as it was known at the end of the period: dossiers and outcomes are those of biểu
II.06a (`report_06a`, by date), steps those of `workload`, a dislike is that of the index QĐ 766.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from cases.feedback_status import FeedbackStatus
from cases.models import Dossier, Event, Feedback, Measure, SatisfactionRating, ScoringCriterion, ScoringRule, Task
from cases.reports.outcomes import Outcome, supplements_asked
from cases.reports.periods import Period
from cases.reports.question import Question
from cases.reports.report_06a import members_of
from cases.reports.scope import Scope
from cases.reports.scoring.points import Criterion, Line, Score
from cases.reports.shares import expected, told
from cases.reports.workload import KEPT, steps_between
from departments.models import Department, Post, User
from departments.roles import Role
from departments.vietnamese import name_key, plain_moment
from departments.working_time import local
from procedures.steps import StepKind

_IN_TIME = (Outcome.EARLY, Outcome.ON_TIME)
_DONE = (*_IN_TIME, Outcome.LATE)
_ANSWERED = (FeedbackStatus.ANSWERED, FeedbackStatus.PUBLISHED, FeedbackStatus.CLOSED)
# Where procedures differ most in how hard they are, the share of the whole division with the same mix stands beside.
_WITH_MIX = (Measure.ON_TIME, Measure.STEPS)


@dataclass(frozen=True)
class Case:
    """One case behind a number: of which dossier, what about it, and whether it is as it should be."""

    code: str
    procedure: int
    name: str
    said: str
    good: bool

    @classmethod
    def of(cls, row: Sequence[Any], said: str, good: bool) -> "Case":
        """From what `_naming` asks for."""
        code, procedure, name = row
        return cls(code, procedure, name, said, good)

    def as_json(self) -> list[Any]:
        """As it is kept with a fixed score."""
        return [self.code, self.procedure, self.name, self.said, self.good]


Evidence = dict[Measure, list[Case]]


@dataclass(frozen=True)
class Scored:
    """An officer's score with its evidence."""

    officer: User
    score: Score
    evidence: Evidence

    def evidence_json(self) -> dict[str, list[list[Any]]]:
        """As it is kept with a fixed score."""
        return {measure.value: [case.as_json() for case in cases] for measure, cases in self.evidence.items()}


def scored(unit: Department, period: Period, at: datetime) -> list[Scored]:
    """All officers of the division, by name; none where no criteria are in force on the period's last day.

    Six statements, however many officers and dossiers.
    """
    rules = ScoringCriterion.objects.filter(rule__in=ScoringRule.objects.in_force(period.last)).select_related("rule")
    criteria = list(rules.order_by("-rule__valid_from", "position", "pk"))
    if not criteria:
        return []
    rule = criteria[0].rule
    asked = [_criterion(row) for row in criteria if row.rule_id == rule.pk]
    found = evidence_in(unit, period, at)
    mixes = {measure: _counts(case for of in found.values() for case in of[measure]) for measure in _WITH_MIX}
    rows = []
    for officer in _officers(unit, period.as_of(at), found):
        evidence = found[officer.pk]
        lines = tuple(_line(criterion, evidence, mixes) for criterion in asked)
        score = Score(rule.name, rule.legal_basis, rule.least, rule.objection_days, lines)
        rows.append(Scored(officer, score, {row.measure: evidence[row.measure] for row in asked}))
    return sorted(rows, key=lambda row: (name_key(row.officer.get_full_name()), row.officer.pk))


def evidence_in(unit: Department, period: Period, at: datetime) -> defaultdict[int, defaultdict[Measure, list[Case]]]:
    """The cases of each officer by measure, in a fixed order; four statements."""
    found: defaultdict[int, defaultdict[Measure, list[Case]]] = defaultdict(lambda: defaultdict(list))
    after, until = period.before, period.as_of(at)
    _read_dossiers(found, unit, period, at)
    steps = steps_between([unit.pk], after, until).order_by("closed_at", "pk")
    for officer, step, closed, *of, good in steps.annotate(good=ExpressionWrapper(KEPT, BooleanField())).values_list(
        "assignee", "step__name", "closed_at", *_naming("dossier__"), "good"
    ):
        found[officer][Measure.STEPS].append(Case.of(of, f"{step}, xong {plain_moment(closed)}", bool(good)))
    ratings = SatisfactionRating.objects.filter(dossier__division=unit, at__gt=after, at__lte=until)
    for officer, score, *of in _with_officer(ratings.order_by("at", "pk"), "dossier", until).values_list(
        "officer", "score", *_naming("dossier__")
    ):
        level = SatisfactionRating.Score(score)
        found[officer][Measure.CONTENT].append(Case.of(of, str(level.label), level > SatisfactionRating.Score.BAD))
    complaints = Feedback.objects.filter(
        dossier__division=unit, upheld=True, status__in=_ANSWERED, finished_at__gt=after, finished_at__lte=until
    )
    for officer, code, *of in _with_officer(complaints.order_by("finished_at", "pk"), "dossier", until).values_list(
        "officer", "code", *_naming("dossier__")
    ):
        found[officer][Measure.COMPLAINTS].append(Case.of(of, f"Phản ánh {code}", False))
    return found


def _officers(unit: Department, moment: datetime, found: Iterable[int]) -> QuerySet[User]:
    """Those who held a post as officer there at the moment, and whoever else did something."""
    posts = Post.objects.in_force(local(moment).date()).filter(department=unit, role=Role.OFFICER)
    return User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk__in=list(found)))


def _read_dossiers(found: Any, unit: Department, period: Period, at: datetime) -> None:
    rows = Dossier.everything.filter(division=unit)
    question = Question(Scope(rows, "division", (unit,), unit.name, unit), period, at)
    until = question.moment
    back = Event.objects.filter(
        Exists(Task.objects.filter(dossier=OuterRef("dossier"), step__kind=StepKind.SIGN, closed_at=OuterRef("at"))),
        dossier=OuterRef("pk"), action="return_to", at__lte=until,
    )  # fmt: skip
    members: QuerySet[Any, Any] = members_of(question)
    done = members.filter(outcome__in=_DONE).order_by("pk")
    told_of = _with_officer(done, "pk", until).annotate(
        returned=Exists(back), twice=Exists(supplements_asked(until, "pk")[1:2])
    )
    for officer, outcome, returned, twice, *of in told_of.values_list(
        "officer", "outcome", "returned", "twice", *_naming("")
    ):
        cases = found[officer]
        cases[Measure.ON_TIME].append(Case.of(of, str(Outcome(outcome).label), outcome in _IN_TIME))
        cases[Measure.RETURNED].append(Case.of(of, "Lãnh đạo trả lại để sửa" if returned else "", not returned))
        cases[Measure.ASKED_ONCE].append(Case.of(of, "Yêu cầu bổ sung quá một lần" if twice else "", not twice))


def _with_officer(rows: QuerySet[Any], dossier: str, until: datetime) -> QuerySet[Any]:
    """With `officer`, who ended the dossier's last step of handling by the moment; without those nobody did."""
    handled = Task.objects.filter(
        dossier=OuterRef(dossier), step__kind=StepKind.HANDLE, assignee__isnull=False, closed_at__lte=until
    )
    last = Subquery(handled.order_by("-closed_at", "-pk").values("assignee")[:1])
    found: QuerySet[Any, Any] = rows.annotate(officer=last).filter(officer__isnull=False)
    return found


def _naming(path: str) -> tuple[str, str, str]:
    return f"{path}code", f"{path}version__procedure", f"{path}version__name"


def _criterion(row: ScoringCriterion) -> Criterion:
    return Criterion(Measure(row.measure), row.weight, row.threshold, row.lost_each, row.least)


def _line(criterion: Criterion, evidence: Evidence, mixes: dict[Measure, Any]) -> Line:
    cases, like_all = evidence[criterion.measure], ""
    if criterion.measure in mixes and cases:
        counted, _ = _counts(cases)
        like_all = told(expected(counted, *mixes[criterion.measure]))
    return Line(criterion, sum(case.good for case in cases), len(cases), like_all)


def _counts(cases: Iterable[Case]) -> tuple[Counter[int], Counter[int]]:
    counted: Counter[int] = Counter()
    good: Counter[int] = Counter()
    for case in cases:
        counted[case.procedure] += 1
        good[case.procedure] += case.good
    return counted, good
