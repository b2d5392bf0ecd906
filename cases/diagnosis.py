"""Why a dossier is late or about to be, as those who lead read it: who has it, which step took what, what is awaited.

Reads what the review's list has loaded with its rows; asks the database nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.access import can_now, may, post_for
from cases.forecast import Forecast, Rests, forecast
from cases.lists import Looking
from cases.models import ClockStop, Dossier, ReviewEntry, Task
from cases.rows import Row, label_of, row_of
from cases.spent import norm_words, time_of, used_words
from departments.day_names import duration_name, long_time
from departments.working_time import WorkingCalendar, local
from procedures.steps import StepKind

# What those who lead do about it, the usual first. The first two need no words, so that one press does it.
AT_ONCE = ("urge", "ask_reason")
MOVES_OF_REVIEW = (*AT_ONCE, "assign", "escalate", "apologise", "explain")
_WAITS = {
    StepKind.RECEIVE: "Bộ phận Một cửa chuyển hồ sơ cho phòng chuyên môn",
    StepKind.ASSIGN: "trưởng phòng phân công",
    StepKind.HANDLE: "người thụ lý làm xong và trình kết quả",
    StepKind.REVIEW: "trưởng phòng kiểm tra dự thảo",
    StepKind.SIGN: "lãnh đạo ký",
    StepKind.ISSUE: "văn thư lấy số, phát hành",
    StepKind.HAND_OVER: "Bộ phận Một cửa trả kết quả",
}


@dataclass(frozen=True)
class StepTime:
    """What one step took of the whole limit: `percent` of it, `over` where it went beyond its own norm."""

    name: str
    words: str
    percent: int | None
    over: bool


@dataclass(frozen=True)
class Diagnosis:
    """One dossier of the review. `entries` are what was said about it, the newest last."""

    row: Row
    steps: list[StepTime]
    stops: list[str]
    waits: str
    forecast: Forecast
    entries: list[dict[str, str]]
    at_once: list[dict[str, str]]
    moves: list[dict[str, str]]


def diagnosis(dossier: Dossier, look: Looking, rests: Rests) -> Diagnosis:
    """Needs its tasks with their steps, its stops and its review entries with their people."""
    offered = [
        {"name": name, "label": label_of(name, dossier)}
        for name in MOVES_OF_REVIEW
        if can_now(name, dossier) and may(look.user, name, dossier) and not _urges_himself(look, name, dossier)
    ]
    return Diagnosis(
        row=row_of(dossier, look, with_spent=True),
        steps=_steps(dossier, look.at, look.calendar),
        stops=[_stop(stop, look.at, look.calendar) for stop in dossier.stops.all()],
        waits=_waits(dossier),
        forecast=forecast(dossier, look.at, look.calendar, rests)
        if dossier.finished_at is None
        else Forecast("done", f"Đã xong {_at(dossier.finished_at)}."),
        entries=entries_of(dossier),
        at_once=[move for move in offered if move["name"] in AT_ONCE],
        moves=[move for move in offered if move["name"] not in AT_ONCE],
    )


def entries_of(dossier: Dossier) -> list[dict[str, str]]:
    """What was urged, asked, reported and explained, in words."""
    return [
        {"title": _title(one), "text": one.text, "at": _at(one.at), "state": _state(one), "kind": one.kind}
        for one in dossier.review_entries.all()
    ]


def _urges_himself(look: Looking, name: str, dossier: Dossier) -> bool:
    """A head does not urge the head, nor a leader the leader."""
    post, task = post_for(look.user, name, dossier), dossier.current_task
    return name in AT_ONCE and post is not None and task is not None and task.step.role == post.role


def _steps(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> list[StepTime]:
    end, stops = dossier.finished_at or at, [stop for stop in dossier.stops.all() if stop.legal_basis]
    since, due = dossier.received_at, dossier.due_original
    limit = calendar.minutes_between(since, due) if since is not None and due is not None else 0
    return [
        StepTime(
            name=task.step.name,
            words=f"{used_words(task, stops, end, calendar)}{norm_words(task)}",
            percent=time_of(task, stops, end, calendar) * 100 // limit if limit > 0 else None,
            over=_over(task, end),
        )
        for task in dossier.tasks.all()
        if task.opened_at <= end
    ]


def _over(task: Task, end: datetime) -> bool:
    return task.late_from is not None and task.late_from <= min(task.closed_at or end, end)


def _stop(stop: ClockStop, at: datetime, calendar: WorkingCalendar) -> str:
    minutes = calendar.minutes_between(stop.since, stop.until or at)
    long = long_time(minutes) if minutes else duration_name(0)
    until = f"đến {_at(stop.until)}" if stop.until else "đến nay"
    basis = f"căn cứ {stop.legal_basis}" if stop.legal_basis else "không có căn cứ nên vẫn tính vào thời hạn"
    return f"Dừng {long}, từ {_at(stop.since)} {until}: {stop.get_reason_display()}; {basis}"


def _waits(dossier: Dossier) -> str:
    if dossier.finished_at is not None:
        return ""
    if dossier.open_proposal is not None:
        return "lãnh đạo duyệt điều đã trình"
    task = dossier.current_task
    return _WAITS[StepKind(task.step.kind)] if task is not None else ""


def _title(entry: ReviewEntry) -> str:
    name, verb = entry.by.get_full_name(), entry.get_kind_display().lower()
    if entry.kind == ReviewEntry.Kind.EXPLAIN:
        return f"{name} giải trình: {entry.reason}"
    return f"{name} {verb}" + (f", gửi {entry.to.get_full_name()}" if entry.to else "")


def _state(entry: ReviewEntry) -> str:
    if entry.kind == ReviewEntry.Kind.EXPLAIN:
        return ""
    if entry.settled_at is not None:
        return f"đã có việc tiếp lúc {_at(entry.settled_at)}"
    if entry.seen_at is not None:
        return f"đã xem lúc {_at(entry.seen_at)}"
    return "chưa xem" if entry.to else "chưa trả lời"


def _at(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m}"


def presses(dossier: Dossier, kind: str, step_kind: str) -> bool:
    """Whether there is reason to urge and ask: the promise is broken or near, or the step at hand is late."""
    late_done = dossier.finished_at is not None and kind == "late"
    return late_done or (dossier.finished_at is None and (kind in ("late", "today", "soon") or step_kind == "slow"))


def without_review(moves: list[Any]) -> list[Any]:
    """The moves without those that only late work needs."""
    return [move for move in moves if move.name not in ("urge", "ask_reason", "escalate", "explain")]
