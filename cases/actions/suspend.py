"""Suspend and resume, or stop for good (Mẫu 05): the leader's decisions."""

from datetime import datetime

from cases.actions._letters import NOTICE, letter_number
from cases.actions._move import moving
from cases.actions._requests import drop_request
from cases.actions._stops import start_clock, stop_clock
from cases.actions._tasks import close_step
from cases.models import ClockStop, Dossier
from departments.models import User
from procedures.models import ProcedureVersion


def suspend(
    dossier: Dossier, *, by: User, at: datetime, reason: str, legal_basis: str, revision: int | None = None
) -> Dossier:
    """Let the dossier rest; it can be resumed. Without a legal basis the rest moves no date."""
    data: dict[str, str] = {}
    with moving(dossier, "suspend", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        stop_clock(
            locked,
            at=at,
            reason=ClockStop.Reason.SUSPENDED,
            policy=ProcedureVersion.SupplementPolicy.PAUSE,
            legal_basis=legal_basis,
        )
        data["letter"] = letter_number(locked, NOTICE, at=at)
    return dossier


def resume(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """Go on with a suspended dossier."""
    with moving(dossier, "resume", by=by, at=at, note=note, revision=revision) as locked:
        start_clock(locked, at=at)
    return dossier


def stop(
    dossier: Dossier, *, by: User | None, at: datetime, reason: str, legal_basis: str = "", revision: int | None = None
) -> Dossier:
    """End the dossier without a result; the notice (Mẫu 05) names the reason and the rule."""
    data = {"legal_basis": legal_basis} if legal_basis else {}
    with moving(dossier, "stop", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        start_clock(locked, at=at)
        drop_request(locked, at=at)
        close_step(locked, by=by, at=at)
        locked.finished_at = at
        data["letter"] = letter_number(locked, NOTICE, at=at)
    return dossier
