"""Write the logs of dossiers and of feedback, and check their seals."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cases.models import Dossier, Event, Feedback, FeedbackEvent
from departments.models import Department, User


def log(
    dossier: Dossier,
    action: str,
    *,
    by: User | None,
    at: datetime,
    from_status: int | None,
    department: Department | None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add the dossier's next event, sealed to the one before it."""
    event = Event(
        dossier=dossier,
        action=action,
        at=at,
        by=by,
        by_name=by.get_full_name() if by else "Hệ thống",
        department=department,
        from_status=from_status,
        to_status=dossier.status,
        due_at=dossier.due_at,
        note=note,
        data=data or {},
    )
    _append(event, dossier.events.order_by("-number").values_list("number", "hash").first())
    return event


def log_feedback(
    feedback: Feedback,
    action: str,
    *,
    by: User | None,
    by_name: str,
    at: datetime,
    from_status: int | None,
    department: Department | None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> FeedbackEvent:
    """Add the feedback's next event, sealed to the one before it; `by` is None for a sender without an account."""
    event = FeedbackEvent(
        feedback=feedback,
        action=action,
        at=at,
        by=by,
        by_name=by_name,
        department=department,
        from_status=from_status,
        to_status=feedback.status,
        due_at=feedback.due_at,
        note=note,
        data=data or {},
    )
    _append(event, feedback.events.order_by("-number").values_list("number", "hash").first())
    return event


def _append(event: Event | FeedbackEvent, previous: tuple[int, str] | None) -> None:
    number, event.previous_hash = previous or (0, "")
    event.number = number + 1
    event.hash = seal(event)
    event.save(force_insert=True)


def seal(event: Event | FeedbackEvent) -> str:
    """SHA-256 over everything the event says and the seal before it."""
    said = [
        event.matter_id,
        event.number,
        event.action,
        event.at.astimezone(UTC).isoformat(),
        event.by_id,
        event.by_name,
        event.department_id,
        event.from_status,
        event.to_status,
        event.due_at.astimezone(UTC).isoformat() if event.due_at else None,
        event.note,
        event.data,
        event.previous_hash,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(matter: Dossier | Feedback) -> int | None:
    """The number of the first event that is missing or whose seal or place in the chain is wrong; None for a whole log.

    The last entries may be missing too: each change counts in `revision`, which is kept with the matter itself.
    """
    previous, expected = "", 0
    events: Iterable[Event | FeedbackEvent] = matter.events.order_by("number")
    for expected, event in enumerate(events, start=1):
        if event.number != expected or event.previous_hash != previous or event.hash != seal(event):
            return expected
        previous = event.hash
    changes = type(matter)._base_manager.values_list("revision", flat=True).get(pk=matter.pk)
    return None if changes <= expected else expected + 1
