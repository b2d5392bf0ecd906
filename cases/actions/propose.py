"""The officer's and the head's part of a decision: work on, propose a result, approve it for signature."""

from datetime import datetime
from typing import Any

from cases.actions._move import moving
from cases.actions._tasks import advance
from cases.models import Document, Dossier, Result
from cases.models.issued import new_token
from departments.models import User


def forward(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """Finish one step of the handling and go on to the next; the same officer keeps the dossier."""
    with moving(dossier, "forward", by=by, at=at, note=note, revision=revision) as locked:
        advance(locked, by=by, at=at, assignee=by)
    return dossier


def propose(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    outcome: str,
    text: str,
    document: Document | None = None,
    token: str = "",
    symbol: str = "",
    revision: int | None = None,
) -> Dossier:
    """Draft the result (granted or refused with its reason) and pass it on; a returned draft is written over.

    `token` is the one that the document bears as a QR code, and `symbol` its ký hiệu, where it was made of a template.
    """
    data = {"outcome": outcome}
    with moving(dossier, "propose", by=by, at=at, note=text, data=data, revision=revision) as locked:
        draft: dict[str, Any] = {"outcome": outcome, "text": text, "proposed_by": by, "proposed_at": at}
        draft["symbol"] = symbol
        if document is not None:
            draft |= {"document": document, "token": token or new_token()}
        Result.objects.update_or_create(dossier=locked, defaults=draft)
        if locked.current_task is not None and locked.current_task.assignee is None:
            locked.current_task.assignee = by
            locked.current_task.save(update_fields=["assignee"])
        advance(locked, by=by, at=at)
    return dossier


def approve(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """The head has checked the draft: on to the leader."""
    with moving(dossier, "approve", by=by, at=at, note=note, revision=revision) as locked:
        advance(locked, by=by, at=at)
    return dossier
