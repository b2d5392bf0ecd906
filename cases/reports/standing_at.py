"""What was known of each dossier at a moment, read from the append-only log, in SQL: no loop over dossiers.

A report of a past period must say now what it said then, whatever was corrected since. Three facts make that cheap:

- a finish stands until the result is recalled, and nothing else undoes one. A row finished by the moment, as it stands
  today, was therefore finished then, with the due moment it still has: no look into the log;
- a row not finished by the moment was open then, unless its result was recalled afterwards. Recalls are rare and have
  an index of their own;
- what was promised to a dossier that was open, and whether it waited, is said by its last event up to the moment: one
  probe of the index (dossier, number) for each dossier that was open, not for each dossier there is.

So a month costs its own dossiers and the backlog at its end, however long the history. Moments are inclusive: what
happened at the moment itself is known.
"""

from datetime import datetime, timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, TruncDate
from django.db.models.lookups import Exact

from cases.models import ClockStop, Event
from cases.models.dossier_queries import DossierQuerySet
from cases.status import STANDING, Status
from departments.working_time import HANOI
from procedures.time_limits import LimitUnit

# The moves that end the work, and the one that opens it again. `stop` is the end for good; a rest is `suspend`.
FINISHING = ("sign", "issue", "refuse", "withdraw", "stop")
REOPENING = ("recall",)
# Statuses of received work that is not over; 8 only while no `stop` has ended it.
OPEN = (Status.RECEIVED, Status.PROCESSING, *sorted(STANDING))
# When a promise is broken, as `cases.lateness.late_from` says: a limit in hours by the minute, one in days at midnight.
_MINUTE = timedelta(minutes=1)


def known_at(rows: DossierQuerySet, moment: datetime) -> DossierQuerySet:
    """The rows that existed at the moment, with `then_status`, `then_due` and `then_finished` as they were known."""
    return rows.filter(submitted_at__lte=moment).annotate(
        then_status=Subquery(last_event(moment).values("to_status")[:1], output_field=PositiveSmallIntegerField()),
        then_due=Subquery(last_event(moment).values("due_at")[:1], output_field=DateTimeField()),
        then_finished=finished_by(moment),
    )


def there_at(rows: DossierQuerySet, moment: datetime) -> DossierQuerySet:
    """The rows without those that were deleted at the moment; one deleted or restored later counts as it did then.

    `rows` must hold the deleted ones too (`Dossier.everything`). Deletions are rare and have an index of their own.
    """
    back = Event.objects.filter(
        dossier=OuterRef("dossier"), number__gt=OuterRef("number"), action="restore", at__lte=moment
    )
    gone = Event.objects.filter(~Exists(back), action="delete", at__lte=moment)
    return rows.exclude(pk__in=gone.values("dossier"))


def received_and_open_at(rows: DossierQuerySet, moment: datetime) -> DossierQuerySet:
    """The rows whose work was in progress at the moment: received and not finished, also while the clock stood."""
    candidates = rows.filter(Q(finished_at=None) | Q(finished_at__gt=moment), received_at__lte=moment)
    return candidates.alias(then_finished=finished_by(moment)).filter(then_finished=None)


def last_event(moment: datetime) -> QuerySet[Event]:
    """The newest event up to the moment, for a subquery over dossiers."""
    return Event.objects.filter(dossier=OuterRef("pk"), at__lte=moment).order_by("-number")


def finished_by(moment: datetime) -> Case:
    """When the work of a dossier was finished, as known at the moment; null where it was not."""
    return Case(
        When(finished_at__lte=moment, then=F("finished_at")),
        When(reopened_after(moment), then=logged_finish(moment, "pk")),
        default=None,
        output_field=DateTimeField(),
    )


def logged_finish(moment: datetime, dossier: str) -> Subquery:
    """The same from the log alone; `dossier` is the path from the outer query to the dossier's key."""
    ended = Event.objects.filter(dossier=OuterRef(dossier), at__lte=moment, action__in=(*FINISHING, *REOPENING))
    when = Case(When(action__in=FINISHING, then=F("at")), default=None, output_field=DateTimeField())
    return Subquery(ended.order_by("-number").values(ended_at=when)[:1], output_field=DateTimeField())


def case_then(moment: datetime, prefix: str = "") -> Case:
    """As which case a dossier was counted at the moment, whatever it was changed to since; `prefix` leads to it.

    Changes are rare and have an index of their own.
    """
    changes = Event.objects.filter(action="change_case", at__gt=moment)
    was = Cast(KeyTextTransform("from_case", "data"), BigIntegerField())
    first = changes.filter(dossier=OuterRef(f"{prefix}pk")).order_by("number").values(was=was)[:1]
    changed = When(Q(**{f"{prefix}pk__in": changes.values("dossier")}), then=Subquery(first))
    return Case(changed, default=F(f"{prefix}case"), output_field=BigIntegerField())


def reopened_after(moment: datetime) -> Q:
    """Whether a finish was undone after the moment, so that today's row cannot tell what was known then."""
    return Q(pk__in=Event.objects.filter(action__in=REOPENING, at__gt=moment).values("dossier"))


def clock_stood(moment: datetime) -> Exists:
    """Whether the clock stood at the moment, for a query over the last events of dossiers, inside one over dossiers.

    The event's `due_at` is the promise as known then.

    The rule is that of `cases.clock`: only a stop with a legal basis that began before the promise was broken counts.
    """
    covering = ClockStop.objects.filter(
        Q(until=None) | Q(until__gt=moment), dossier=OuterRef("dossier"), since__lte=moment
    )
    in_time = covering.exclude(legal_basis="").alias(
        due=ExpressionWrapper(OuterRef("due_at"), output_field=DateTimeField()),
        broken_from=ExpressionWrapper(OuterRef("due_at") + _MINUTE, output_field=DateTimeField()),
        due_day=TruncDate(ExpressionWrapper(OuterRef("due_at"), output_field=DateTimeField()), tzinfo=HANOI),
        first_day=TruncDate("since", tzinfo=HANOI),
    )
    in_hours = Exact(OuterRef(OuterRef("limit_unit")), Value(LimitUnit.WORKING_HOUR.value))
    return Exists(
        in_time.filter(
            Q(due=None) | Q(in_hours, since__lt=F("broken_from")) | Q(~Q(in_hours), first_day__lte=F("due_day"))
        )
    )
