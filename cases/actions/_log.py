"""Write the log and check its seals."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from cases.models import Dossier, Event
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
    previous = dossier.events.order_by("-number").values_list("number", "hash").first() or (0, "")
    event = Event(
        dossier=dossier,
        number=previous[0] + 1,
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
        previous_hash=previous[1],
    )
    event.hash = seal(event)
    event.save(force_insert=True)
    return event


def seal(event: Event) -> str:
    """SHA-256 over everything the event says and the seal before it."""
    said = [
        event.dossier_id,
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


def first_broken(dossier: Dossier) -> int | None:
    """The number of the first event whose seal or place in the chain is wrong, or None when the log is whole."""
    previous = ""
    for expected, event in enumerate(dossier.events.order_by("number"), start=1):
        if event.number != expected or event.previous_hash != previous or event.hash != seal(event):
            return expected
        previous = event.hash
    return None
