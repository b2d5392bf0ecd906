"""The control slip (Mẫu 06): each hand-over of the dossier, from the steps and the log, never typed by hand."""

from datetime import datetime

from cases.lateness import classify
from cases.models import ClockStop, Dossier, Event, Task
from cases.printing.desk_forms import number_in_book
from cases.printing.facts import Facts, basis, desk_heading
from cases.status import MOVES, Status
from departments.day_names import moment_name
from departments.models import User
from departments.vietnamese import long_moment, short_moment
from departments.working_time import local
from procedures.time_limits import LimitUnit

_SENT_BACK = ("return_to", "recall")
_WITHOUT_RESULT = {Status.WITHDRAWN: "Người nộp rút hồ sơ", Status.STOPPED: "Dừng giải quyết hồ sơ"}


def control_slip(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ, as far as the dossier has come; None before receipt."""
    if dossier.received_at is None:
        return None
    tasks = list(dossier.tasks.select_related("step", "department", "assignee", "closed_by").order_by("pk"))
    events = list(dossier.events.order_by("number"))
    heading, place = desk_heading(dossier)
    facts = basis("mau-06", dossier=dossier, at=events[-1].at, look_up=look_up, heading=heading, place=place)
    return facts | {
        "book": f"{local(dossier.received_at):%m/%Y}",
        "book_number": str(number_in_book(dossier)),
        "received": short_moment(dossier.received_at),
        "due": short_moment(dossier.due_at) if dossier.due_at else "không quy định",
        "agency": f"{dossier.division.name}, {dossier.department.name}",
        "partners": ", ".join(_partners(dossier)),
        "rows": _rows(dossier, tasks, events),
        "stops": [_stop_line(stop) for stop in dossier.stops.all()],
        "result": _verdict(dossier),
        "source": facts["form"]["sentences"]["source"],
    }


def _partners(dossier: Dossier) -> list[str]:
    """The units that were asked for their opinion, each once."""
    asked = dossier.opinions.select_related("department").order_by("pk")
    return list(dict.fromkeys(one.department.name for one in asked))


def _rows(dossier: Dossier, tasks: list[Task], events: list[Event]) -> list[Facts]:
    """One row a hand-over: from the applicant to the desk, from step to step, and the result to the applicant."""
    back = {event.at: event for event in events if event.action in _SENT_BACK}
    who = dossier.submitter.full_name
    rows: list[Facts] = []
    before: Task | None = None
    for task in tasks:
        rows.append(
            {
                "giver": before.department.name if before else "Người nộp hồ sơ",
                "giver_person": _name(before.closed_by) if before else who,
                "taker": task.department.name,
                "taker_person": _name(task.assignee or task.closed_by),
                "moment": long_moment(task.opened_at),
                "result": _step_result(before),
                "note": _note(task, back.get(task.opened_at)),
            }
        )
        before = task
    if dossier.returned_at is not None and before is not None:
        handed = next((event for event in reversed(events) if event.action == "hand_over"), None)
        rows.append(_last_row(before, handed, dossier.returned_at))
    return rows


def _last_row(desk: Task, handed: Event | None, at: datetime) -> Facts:
    return {
        "giver": desk.department.name,
        "giver_person": handed.by_name if handed else "",
        "taker": "Người nhận kết quả",
        "taker_person": handed.data.get("received_by", "") if handed else "",
        "moment": long_moment(at),
        "result": "",
        "note": "Trả kết quả",
    }


def _step_result(task: Task | None) -> str:
    """How the giver stood to the limit of his own step; empty where the step has none."""
    limit = task.step.time_limit() if task else None
    if task is None or task.closed_at is None or task.due_at is None or limit is None:
        return ""
    return str(classify(task.closed_at, task.due_at, limit.unit).label)


def _note(task: Task, back: Event | None) -> str:
    if back is None:
        return task.step.name
    return f"{task.step.name}. {MOVES[back.action].label}: {back.note}"


def _stop_line(stop: ClockStop) -> str:
    until = f"đến {moment_name(local(stop.until))}" if stop.until else "đến nay"
    why = stop.get_reason_display()
    return f"Từ {moment_name(local(stop.since))} {until}: {why}{f' ({stop.legal_basis})' if stop.legal_basis else ''}"


def _verdict(dossier: Dossier) -> str:
    """Early, on time or late as a whole, or that the work ended without a result; empty while it goes on."""
    if dossier.finished_at is None:
        return ""
    if dossier.status in _WITHOUT_RESULT:
        return f"{_WITHOUT_RESULT[Status(dossier.status)]} lúc {short_moment(dossier.finished_at)}"
    if not dossier.limit_unit:
        return ""
    verdict = classify(dossier.finished_at, dossier.due_at, LimitUnit(dossier.limit_unit))
    return f"{verdict.label}, xử lý xong lúc {short_moment(dossier.finished_at)}"


def _name(user: User | None) -> str:
    return user.get_full_name() if user else ""
