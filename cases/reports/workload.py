"""What each officer of a division holds, and how his steps kept to their norms: for his head, and for himself his own.

Fair means: only steps of handling that had a norm; stops have lengthened the norm already; a share is told from 30
steps on and beside it what the whole division reaches with the same mix of procedures, for some are harder than others.
It is no ranking: people stand by name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from cases.models import Task
from cases.models.dossier_queries import DossierQuerySet, is_overdue, is_step_late
from cases.reports.shares import Share, expected, told
from cases.status import Status
from departments.models import Post, User
from departments.roles import Role
from departments.vietnamese import name_key
from departments.working_time import local
from procedures.steps import StepKind

DAYS = 90
# Within the norm of the step.
KEPT = Q(closed_at__lt=F("late_from"))


@dataclass
class Load:
    """One officer: what he holds now, and his finished steps by procedure, all and those within the norm."""

    officer: User
    now: Counter[str] = field(default_factory=Counter)
    done: Counter[int] = field(default_factory=Counter)
    kept: Counter[int] = field(default_factory=Counter)
    like_all: float = 0.0

    @property
    def steps(self) -> int:
        """How many steps he finished."""
        return self.done.total()

    @property
    def share(self) -> Share:
        """Those within the norm."""
        return Share(self.kept.total(), self.done.total())

    @property
    def expected(self) -> str:
        """What the division reaches with the same procedures: `92,1%`."""
        return told(self.like_all)


def loads(officers: Iterable[User], rows: DossierQuerySet, done: QuerySet[Task], at: datetime) -> list[Load]:
    """One row an officer, by name; `done` are the steps of the whole division. Three statements."""
    found = {officer.pk: Load(officer) for officer in officers}
    holder = "current_task__assignee"
    running: QuerySet[Any, Any] = rows.running().order_by().values(holder)
    for row in running.annotate(
        held=Count("pk"), overdue=Count("pk", filter=is_overdue(at)), slow=Count("pk", filter=is_step_late(at))
    ):
        if row[holder] in found:
            found[row[holder]].now.update({name: row[name] for name in ("held", "overdue", "slow")})
    still: QuerySet[Any, Any] = rows.standing().order_by().values(holder)
    for row in still.annotate(standing=Count("pk")):
        if row[holder] in found:
            # What stands is held too: the number is that of "đang giải quyết" everywhere.
            found[row[holder]].now.update({"held": row["standing"], "standing": row["standing"]})
    _read_done(found, done)
    return sorted(found.values(), key=lambda load: name_key(load.officer.get_full_name()))


def steps_done(divisions: Iterable[int], at: datetime) -> QuerySet[Task]:
    """Those of the last 90 days."""
    return steps_between(divisions, at - timedelta(days=DAYS), at)


def steps_between(divisions: Iterable[int], after: datetime, until: datetime) -> QuerySet[Task]:
    """Handling steps with a norm that ended in the divisions between the moments; not those broken off."""
    ended = Task.objects.filter(closed_at__gt=after, closed_at__lte=until)
    ours = ended.filter(department__in=list(divisions), step__kind=StepKind.HANDLE, assignee__isnull=False)
    broken_off = Q(dossier__status__in=[Status.WITHDRAWN, Status.STOPPED], dossier__finished_at=F("closed_at"))
    return ours.filter(late_from__isnull=False).exclude(broken_off)


def officers_in(divisions: Iterable[int], at: datetime) -> list[User]:
    """Those who hold a post as officer there on that day."""
    posts = Post.objects.in_force(local(at).date()).filter(department__in=list(divisions), role=Role.OFFICER)
    return list(User.objects.filter(pk__in=posts.values("user")))


def _read_done(found: Mapping[int, Load], done: QuerySet[Task]) -> None:
    counted = done.order_by().values_list("assignee", "dossier__version__procedure")
    all_done: defaultdict[int, int] = defaultdict(int)
    all_kept: defaultdict[int, int] = defaultdict(int)
    for officer, procedure, number, good in counted.annotate(n=Count("pk"), good=Count("pk", filter=KEPT)):
        all_done[procedure] += number
        all_kept[procedure] += good
        if officer in found:
            found[officer].done[procedure] = number
            found[officer].kept[procedure] = good
    for load in found.values():
        load.like_all = expected(load.done, all_done, all_kept)
