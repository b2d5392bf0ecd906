"""The leader decides: sign, send back for correction, recall a result with an error in it."""

from datetime import datetime

from django.utils import timezone

from cases.actions._move import moving
from cases.actions._tasks import advance, close_step, last_handling_step, open_step
from cases.codes import next_number
from cases.errors import MoveRefused
from cases.models import Dossier, Result
from departments.models import User


def sign(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """Sign what another person proposed: the work is finished, which is what decides on time or late.

    Raises MoveRefused when nothing was proposed (no dossier is finished without a result or a written refusal).
    """
    data: dict[str, str] = {}
    with moving(dossier, "sign", by=by, at=at, note=note, data=data, revision=revision) as locked:
        result: Result | None = getattr(locked, "result", None)
        if result is None:
            raise MoveRefused("Hồ sơ chưa có dự thảo kết quả để ký.")
        year = timezone.localtime(at).date().replace(month=1, day=1)
        number = next_number(f"{locked.department.code}/KQ", year)
        result.number, result.signed_by, result.signed_at = f"{number}/KQ-{year.year}", by, at
        result.save()
        locked.finished_at = at
        locked.delivery_status = Dossier.DeliveryStatus.READY
        data["number"] = result.number
        advance(locked, by=by, at=at)
    return dossier


def return_to(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Send the draft back to the officer who made it, with the reason."""
    with moving(dossier, "return_to", by=by, at=at, note=reason, revision=revision) as locked:
        _back_to_handling(locked, by=by, at=at)
    return dossier


def recall(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Take back a signed result that has an error before it is handed over; the clock has been running all the time."""
    with moving(dossier, "recall", by=by, at=at, note=reason, revision=revision) as locked:
        locked.finished_at = None
        locked.delivery_status = Dossier.DeliveryStatus.NOT_READY
        result = locked.result
        result.number, result.signed_by, result.signed_at = "", None, None
        result.save()
        _back_to_handling(locked, by=by, at=at)
    return dossier


def _back_to_handling(dossier: Dossier, *, by: User, at: datetime) -> None:
    close_step(dossier, by=by, at=at)
    open_step(dossier, last_handling_step(dossier), at=at, assignee=dossier.result.proposed_by)
