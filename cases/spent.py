"""Where a dossier's time went: one segment a step, stops and what lies over the promise apart, and a sentence about it.

Pure: reads the tasks (with their steps) and stops already loaded with the dossier; the moment and the calendar are
passed in. The length of a segment is working time, so that a night or a holiday takes no room.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from cases.lateness import lateness
from cases.models import ClockStop, Dossier, Task
from departments.day_names import DAY_MINUTES, duration_name
from departments.working_time import WorkingCalendar, local
from procedures.time_limits import LimitUnit


@dataclass(frozen=True)
class Segment:
    """A part of the bar: from `x` percent on, `width` percent wide; kind is step, now, over or stop."""

    x: float
    width: float
    kind: str
    title: str


@dataclass(frozen=True)
class Spent:
    """The bar, the bar in words, and the sentence under it."""

    segments: tuple[Segment, ...]
    label: str
    text: str


@dataclass(frozen=True)
class _Piece:
    """A stretch of one kind, in working minutes."""

    kind: str
    task: Task | None
    stop: ClockStop | None
    minutes: int

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        return (self.kind, self.task.pk if self.task else None, self.stop.pk if self.stop else None)


def spent(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Spent | None:
    """Where the time from receipt until the finish (or `at`) went; None before receipt, for no clock has run."""
    if dossier.received_at is None:
        return None
    end = dossier.finished_at or at
    tasks, stops = list(dossier.tasks.all()), [stop for stop in dossier.stops.all() if stop.legal_basis]
    pieces = _joined(_pieces(dossier, dossier.received_at, end, tasks, stops, calendar))
    used = sum(piece.minutes for piece in pieces)
    rest = calendar.minutes_between(end, dossier.due_at) if dossier.due_at and dossier.due_at > end else 0
    label = "; ".join(_title(piece) for piece in pieces) or "Vừa tiếp nhận"
    return Spent(_segments(pieces, used + rest), label, _sentence(dossier, end, tasks, stops, calendar))


def longest_over(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Task | None:
    """The step that went furthest over its own limit, or None when every step kept to it."""
    end = dossier.finished_at or at
    late = [
        (lateness(task.due_at, _end(task, end), calendar).working_minutes, task)
        for task in dossier.tasks.all()
        if task.late_from is not None and task.due_at is not None and task.late_from <= _end(task, end)
    ]
    return max(late, key=lambda pair: pair[0])[1] if late else None


def _pieces(
    dossier: Dossier,
    start: datetime,
    end: datetime,
    tasks: list[Task],
    stops: list[ClockStop],
    calendar: WorkingCalendar,
) -> Iterator[_Piece]:
    """The time cut at every moment at which something began or ended."""
    cuts = {start, end, *(cut for task in tasks for cut in (task.opened_at, _end(task, end)))}
    cuts |= {cut for stop in stops for cut in (stop.since, stop.until or end)}
    if dossier.due_at is not None:
        cuts.add(dossier.due_at)
    for since, until in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        minutes = calendar.minutes_between(since, until)
        if minutes <= 0:
            continue
        task = next((task for task in tasks if task.opened_at <= since and _end(task, end) >= until), None)
        stop = next((stop for stop in stops if stop.since <= since and (stop.until or end) >= until), None)
        if stop is not None:
            yield _Piece("stop", None, stop, minutes)
        elif dossier.due_at is not None and since >= dossier.due_at:
            yield _Piece("over", None, None, minutes)
        else:
            is_now = task is not None and task.closed_at is None and dossier.finished_at is None
            yield _Piece("now" if is_now else "step", task, None, minutes)


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Neighbours of the same kind and step made one."""
    joined = []
    for _, group in groupby(pieces, key=lambda piece: piece.key):
        first, *others = group
        joined.append(_Piece(first.kind, first.task, first.stop, first.minutes + sum(one.minutes for one in others)))
    return joined


def _segments(pieces: list[_Piece], total: int) -> tuple[Segment, ...]:
    segments, before = [], 0
    for piece in pieces:
        x, width = 100 * before / total, 100 * piece.minutes / total
        segments.append(Segment(round(x, 2), round(width, 2), piece.kind, _title(piece)))
        before += piece.minutes
    return tuple(segments)


def _title(piece: _Piece) -> str:
    long = _amount(piece.minutes)
    if piece.stop is not None:
        return f"Tạm dừng {long} ({piece.stop.get_reason_display()})"
    if piece.kind == "over":
        return f"Quá ngày hẹn {long}"
    return f"{piece.task.step.name} {long}" if piece.task else f"Giữa hai bước {long}"


def _sentence(
    dossier: Dossier, end: datetime, tasks: list[Task], stops: list[ClockStop], calendar: WorkingCalendar
) -> str:
    """What a head must know of it in one line."""
    standing = next((stop for stop in stops if stop.until is None), None)
    if standing is not None and dossier.finished_at is None:
        return f"Đồng hồ dừng từ {local(standing.since):%H:%M %d/%m}: {standing.get_reason_display()}"
    task = longest_over(dossier, end, calendar)
    if task is None:
        task = next((task for task in tasks if task.closed_at is None and task.opened_at <= end), None)
    if task is None:
        return ""
    paused = sum(_overlap(task, stop, end, calendar) for stop in stops)
    after = f"; đã trừ {_amount(paused)} tạm dừng" if paused else ""
    return f"{task.step.name} mất {used_words(task, stops, end, calendar)}{norm_words(task)}{after}"


def used_words(task: Task, stops: list[ClockStop], end: datetime, calendar: WorkingCalendar) -> str:
    """How long the step took, counted as its limit is: days for days, hours for hours."""
    since, until = task.opened_at, _end(task, end)
    if task.step.limit_unit == LimitUnit.WORKING_DAY:
        days = calendar.working_days_between(local(since).date(), local(until).date())
        days -= sum(_overlap_days(task, stop, end, calendar) for stop in stops)
        if days >= 1:
            return f"{days} ngày làm việc"
    return _amount(time_of(task, stops, end, calendar))


def time_of(task: Task, stops: list[ClockStop], end: datetime, calendar: WorkingCalendar) -> int:
    """Working minutes that the step took, without those in which the clock stood."""
    stood = sum(_overlap(task, stop, end, calendar) for stop in stops)
    return max(calendar.minutes_between(task.opened_at, _end(task, end)) - stood, 0)


def norm_words(task: Task) -> str:
    """The step's own limit, to stand behind what it took; "" for none."""
    limit = task.step.time_limit()
    if limit is None:
        return ""
    if limit.unit == LimitUnit.WORKING_HOUR:
        return f", định mức {limit.amount} giờ làm việc"
    return f", định mức {limit.amount} ngày" if limit.unit == LimitUnit.WORKING_DAY else f", định mức {limit.text()}"


def _overlap(task: Task, stop: ClockStop, end: datetime, calendar: WorkingCalendar) -> int:
    """Working minutes in which the stop stood while the step was open."""
    since, until = max(task.opened_at, stop.since), min(_end(task, end), stop.until or end)
    return calendar.minutes_between(since, until) if since < until else 0


def _overlap_days(task: Task, stop: ClockStop, end: datetime, calendar: WorkingCalendar) -> int:
    """The same in working days, counted as a pause is: the day it begins is not one of them."""
    since, until = max(task.opened_at, stop.since), min(_end(task, end), stop.until or end)
    return calendar.working_days_between(local(since).date(), local(until).date()) if since < until else 0


def _end(task: Task, end: datetime) -> datetime:
    return min(task.closed_at or end, end) if task.opened_at <= end else task.opened_at


def _amount(minutes: int) -> str:
    """A length of time for people: hours and minutes, from one working day on whole days."""
    return duration_name(minutes) if minutes < DAY_MINUTES else f"{(minutes + DAY_MINUTES // 2) // DAY_MINUTES} ngày"
