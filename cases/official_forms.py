"""The official forms of a dossier (Phụ lục I, TT 03/2025/TT-VPCP): what each says, filled from what is stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.conf import settings

from cases.lateness import classify
from cases.models import Apology, Dossier, Event, SupplementRequest, Task
from cases.status import MOVES, Status
from departments.identity import show_phone
from departments.vietnamese import long_date, long_moment
from departments.working_time import local
from procedures.models import StepKind
from procedures.time_limits import LimitUnit


@dataclass(frozen=True)
class Form:
    """One official form: its number in the annex, whether the applicant may have it, and whether there is one now."""

    number: str
    template: str
    for_applicant: bool
    exists: Callable[[Dossier], bool]


FORMS = {
    "tiep-nhan": Form("01", "print/receipt.html", True, lambda dossier: dossier.received_at is not None),
    "bo-sung": Form("02", "print/supplement.html", True, lambda dossier: dossier.supplement_count > 0),
    "tu-choi": Form("03", "print/refusal.html", True, lambda dossier: dossier.status == Status.REFUSED),
    "xin-loi": Form("04", "print/apology.html", True, lambda dossier: dossier.reappointed_at is not None),
    "kiem-soat": Form("06", "print/control.html", False, lambda dossier: dossier.received_at is not None),
}


def heading(dossier: Dossier, form: Form, day: datetime, look_up: str) -> dict[str, Any]:
    """What all forms share: who issues it, the code, the day, and how the applicant looks his dossier up."""
    return {
        "dossier": dossier,
        "number": f"Mã hồ sơ: {dossier.code}",
        "basis": f"Mẫu số {form.number} – {settings.FORMS_BASIS}",
        "place_date": f"{settings.PORTAL_PLACE}, {long_date(local(day))}",
        "look_up": look_up,
        "qr": segno.make(look_up, error="m").svg_data_uri(scale=3, border=1),
        "phone": show_phone(dossier.submitter.phone),
        "matter": _matter(dossier),
    }


def receipt(dossier: Dossier, lines: Iterable[str]) -> dict[str, Any]:
    """Mẫu 01: what was handed in, how long it takes, and the promised moment with its reasons."""
    received = {paper.requirement_id: paper for paper in dossier.papers.all()}
    files = {document.requirement_id for document in dossier.documents.all()}
    rows = []
    for requirement in dossier.version.requirements.all():
        paper = received.get(requirement.pk)
        if paper is not None:
            rows.append({"name": requirement.name, "originals": paper.originals, "copies": paper.copies, "file": ""})
        elif requirement.pk in files:
            rows.append({"name": requirement.name, "originals": "", "copies": "", "file": "x"})
    limit = dossier.time_limit()
    clerk = next((event.by_name for event in dossier.events.all() if event.action == "receive"), "")
    return {
        "rows": rows,
        "limit": limit.text() if limit else "không quy định",
        "received": long_moment(dossier.received_at) if dossier.received_at else "",
        "promised": long_moment(dossier.due_original) if dossier.due_original else "không có ngày hẹn",
        "moved": long_moment(dossier.due_at) if dossier.due_at and dossier.due_at != dossier.due_original else "",
        "lines": list(lines),
        "clerk": clerk,
    }


def supplement(dossier: Dossier, ordinal: int | None) -> dict[str, Any]:
    """Mẫu 02: everything that is asked for in one request; the last one unless another is named."""
    requests = list(dossier.supplements.all())
    found: SupplementRequest = next((one for one in requests if one.ordinal == ordinal), requests[-1])
    respond_by = long_date(found.respond_by) if found.respond_by else ""
    return {"request": found, "items": list(found.items.all()), "respond_by": respond_by}


def refusal(dossier: Dossier) -> dict[str, Any]:
    """Mẫu 03: why the dossier was not received."""
    event = next((event for event in dossier.events.all() if event.action == "refuse"), None)
    return {"reason": event.note if event else "", "clerk": event.by_name if event else ""}


def apology(dossier: Dossier) -> dict[str, Any]:
    """Mẫu 04: the last apology."""
    found: Apology = max(dossier.apologies.all(), key=lambda one: one.at)
    return {
        "apology": found,
        "received": long_moment(dossier.received_at) if dossier.received_at else "",
        "due_before": long_moment(found.due_before),
        "due_after": long_moment(found.due_after),
    }


def control(dossier: Dossier) -> dict[str, Any]:
    """Mẫu 06: one row a hand-over, from the log and the steps; never typed by hand."""
    events = {event.at: event for event in dossier.events.all()}
    tasks = list(dossier.tasks.all())
    rows = []
    for task, following in zip(tasks, [*tasks[1:], None], strict=True):
        if task.closed_at is None:
            continue
        event = events.get(task.closed_at)
        rows.append(
            {
                "from": f"{task.department} – {task.step.name}",
                "to": f"{following.department} – {following.step.name}" if following else "Người nhận kết quả",
                "at": long_moment(task.closed_at),
                "giver": task.closed_by.get_full_name() if task.closed_by else "",
                "taker": following.assignee.get_full_name() if following and following.assignee else "",
                "verdict": _verdict(task),
                "note": _note(event),
            }
        )
    return {"rows": rows, "promised": long_moment(dossier.due_at) if dossier.due_at else "không có ngày hẹn"}


def _matter(dossier: Dossier) -> str:
    """What is asked for; a summary that begins with the procedure's name says it already."""
    name, summary = dossier.version.name, dossier.summary
    return summary if summary.startswith(name) else f"{name} – {summary}"


def _verdict(task: Task) -> str:
    if task.closed_at is None or task.due_at is None or task.step.kind == StepKind.HAND_OVER:
        return ""
    return str(classify(task.closed_at, task.due_at, LimitUnit(task.step.limit_unit)).label)


def _note(event: Event | None) -> str:
    if event is None or event.action not in MOVES:
        return ""
    return f"{MOVES[event.action].label}{f': {event.note}' if event.note else ''}"[:300]
