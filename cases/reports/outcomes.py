"""How a dossier stood to its promise at the end of a period, in SQL, under the two conventions in force.

They are never mixed, and every report names the one it uses:

- BY_DATE, biểu II.06a/VPCP/KSTT: a limit in days is compared by the calendar date, one in hours by the minute. The same
  rule as `cases.lateness.classify`, which lists and badges use; a test holds the two together.
- BY_SECOND, the national index (QĐ 766/QĐ-TTg): end and promise are compared to the second, whatever the limit; more
  than one supplement asked for in process is late; where a supplement is awaited or the work rests, its end is the
  moment of the first request, or of the rest.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, TextChoices, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, TruncDate, TruncMinute, TruncSecond
from django.db.models.lookups import Exact, GreaterThan, LessThan

from cases.models import Event
from cases.reports.standing_at import OPEN, clock_stood, last_event, logged_finish, reopened_after
from cases.status import Status
from departments.working_time import HANOI, local
from procedures.time_limits import LimitUnit


class Convention(TextChoices):
    """Which rule says what is late."""

    BY_DATE = "theo-ngay", "Theo ngày hẹn (biểu II.06a)"
    BY_SECOND = "theo-giay", "Theo thời điểm, đến giây (Bộ chỉ số QĐ 766)"


class Outcome(TextChoices):
    """Each dossier of a report has exactly one."""

    EARLY = "early", "Trước hạn"
    ON_TIME = "on_time", "Đúng hạn"
    LATE = "late", "Quá hạn"
    ENDED = "ended", "Rút hoặc dừng giải quyết"
    ENDED_LATE = "ended_late", "Rút hoặc dừng giải quyết sau ngày hẹn"
    WITHIN = "within", "Đang giải quyết, trong hạn"
    STANDING = "standing", "Đang tạm dừng"
    OVERDUE = "overdue", "Đang giải quyết, quá hạn"
    # What the log does not explain; it belongs to no column, so that the sums show it.
    UNKNOWN = "unknown", "Chưa xác định"


CLOSED = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE, Outcome.ENDED, Outcome.ENDED_LATE)
UNFINISHED = (Outcome.WITHIN, Outcome.STANDING, Outcome.OVERDUE)


def outcome_at(moment: datetime, convention: Convention) -> Case:
    """The outcome of a received dossier at the moment, for a query over dossiers.

    What was finished by then needs no look into the log, see `standing_at`.
    """
    # A result that was recalled later had been signed: only what is finished for good can be withdrawn or stopped.
    recalled = _finished(moment, convention, logged_finish(moment, "dossier"), OuterRef("limit_unit"), "dossier")
    return Case(
        When(finished_at__lte=moment, then=_closed(moment, convention)),
        When(reopened_after(moment), then=_said(moment, convention, otherwise=recalled)),
        default=Coalesce(
            _said(moment, convention, otherwise=Value(Outcome.UNKNOWN)), Value(Outcome.UNKNOWN), output_field=_text()
        ),
        output_field=_text(),
    )


def closed_by_date(finished: Any, due: Any, unit: Any) -> Case:
    """`cases.lateness.classify` as an expression: early, on time or late."""
    in_hours = Exact(unit, Value(LimitUnit.WORKING_HOUR.value))
    by_minute = _compared(TruncMinute(finished, tzinfo=HANOI), TruncMinute(due, tzinfo=HANOI))
    by_day = _compared(TruncDate(finished, tzinfo=HANOI), TruncDate(due, tzinfo=HANOI))
    return Case(When(in_hours, then=by_minute), default=by_day, output_field=_text())


def closed_by_second(finished: Any, due: Any) -> Case:
    """`cases.lateness.by_second` as an expression."""
    return _compared(TruncSecond(finished, tzinfo=HANOI), TruncSecond(due, tzinfo=HANOI))


def _compared(end: Any, due: Any) -> Case:
    # A dossier without a promise compares to nothing and is on time.
    return Case(
        When(GreaterThan(end, due), then=Value(Outcome.LATE)),
        When(LessThan(end, due), then=Value(Outcome.EARLY)),
        default=Value(Outcome.ON_TIME),
        output_field=_text(),
    )


def _closed(moment: datetime, convention: Convention) -> Case:
    """For a query over dossiers that were finished by the moment."""
    compared = _finished(moment, convention, F("finished_at"), F("limit_unit"), "pk")
    if convention == Convention.BY_SECOND:
        return compared
    ended = Case(
        When(Exact(compared, Value(Outcome.LATE)), then=Value(Outcome.ENDED_LATE)),
        default=Value(Outcome.ENDED),
        output_field=_text(),
    )
    return Case(When(status__in=[Status.WITHDRAWN, Status.STOPPED], then=ended), default=compared, output_field=_text())


def _finished(moment: datetime, convention: Convention, finished: Any, unit: Any, dossier: str) -> Case:
    if convention == Convention.BY_DATE:
        return closed_by_date(finished, F("due_at"), unit)
    twice = Exists(supplements_asked(moment, dossier)[1:2])
    by_second = closed_by_second(finished, F("due_at"))
    return Case(When(twice, then=Value(Outcome.LATE)), default=by_second, output_field=_text())


def _open(moment: datetime, convention: Convention) -> Case:
    """For a query over events: the event is the last one the open dossier had by the moment."""
    if convention == Convention.BY_SECOND:
        return _open_by_second(moment)
    in_hours = Exact(OuterRef("limit_unit"), Value(LimitUnit.WORKING_HOUR.value))
    minute, day = local(moment).replace(second=0, microsecond=0), local(moment).date()
    passed = Case(
        When(in_hours, then=Case(When(due_at__lt=minute, then=Value(1)), default=Value(0))),
        When(LessThan(TruncDate("due_at", tzinfo=HANOI), Value(day)), then=Value(1)),
        default=Value(0),
    )
    return Case(
        When(_waits() & Q(clock_stood(moment)), then=Value(Outcome.STANDING)),
        When(Exact(passed, Value(1)), then=Value(Outcome.OVERDUE)),
        default=Value(Outcome.WITHIN),
        output_field=_text(),
    )


def _open_by_second(moment: datetime) -> Case:
    asked = Subquery(supplements_asked(moment, "dossier").order_by("number").values("at")[:1])
    rested = Subquery(
        Event.objects.filter(dossier=OuterRef("dossier"), at__lte=moment, to_status=Status.STOPPED)
        .exclude(from_status=Status.STOPPED)
        .order_by("-number")
        .values("at")[:1]
    )
    end = Case(
        When(to_status=Status.WAITING, then=asked),
        When(to_status=Status.STOPPED, then=rested),
        default=Value(moment),
    )
    late = Exists(supplements_asked(moment, "dossier")[1:2]) | Q(GreaterThan(_second(end), _second(F("due_at"))))
    return Case(
        When(late, then=Value(Outcome.OVERDUE)),
        When(_waits(), then=Value(Outcome.STANDING)),
        default=Value(Outcome.WITHIN),
        output_field=_text(),
    )


def _said(moment: datetime, convention: Convention, *, otherwise: Combinable) -> Subquery:
    """What the last event up to the moment says of an open dossier; `otherwise` where it was not open."""
    said = Case(When(to_status__in=OPEN, then=_open(moment, convention)), default=otherwise, output_field=_text())
    return Subquery(last_event(moment).values(said=said)[:1], output_field=_text())


def _waits() -> Q:
    return Q(to_status__in=[Status.WAITING, Status.PAYING, Status.STOPPED])


def supplements_asked(moment: datetime, dossier: str) -> Any:
    """The requests in process up to the moment, for a subquery; `dossier` is the path from the outer query's row."""
    return Event.objects.filter(dossier=OuterRef(dossier), at__lte=moment, action="request_supplement")


def _second(moment: Any) -> TruncSecond:
    return TruncSecond(moment, tzinfo=HANOI)


def _text() -> "CharField[str, str]":
    return CharField()
