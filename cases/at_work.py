"""Whether somebody is at work on a dossier just now, in words; reads what was loaded with it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, FilteredRelation, Q

from cases.models import Dossier
from departments.models import User
from departments.working_time import local


def open_work() -> dict[str, Any]:
    """What is to be annotated to dossiers for the questions below; one person at most, so the join adds no rows."""
    return {
        "open_work": FilteredRelation("works", condition=Q(works__ended_at=None)),
        "worker": F("open_work__person"),
        "worker_name": F("open_work__person__full_name"),
        "working_since": F("open_work__since"),
        "working_seen": F("open_work__seen_at"),
    }


def lasts_until(seen_at: datetime) -> datetime:
    """Until when it counts: whoever shows no sign of life for so many minutes has gone to something else."""
    return seen_at + timedelta(minutes=settings.WORK_MINUTES)


def is_at_work(dossier: Dossier, at: datetime) -> int | None:
    """Whose work it is at `at`, by id; None for nobody's."""
    said = dossier.__dict__
    worker: int | None = said.get("worker")
    return worker if worker is not None and lasts_until(said["working_seen"]) > at else None


def at_work(dossier: Dossier, user: User, at: datetime) -> str:
    """“Đang được xử lý từ 10:02, bởi Lê Quang Minh”; "" for nobody, and for the reader himself."""
    if is_at_work(dossier, at) in (None, user.pk):
        return ""
    since = local(dossier.__dict__["working_since"])
    moment = f"{since:%H:%M}" if since.date() == local(at).date() else f"{since:%H:%M %d/%m}"
    return f"Đang được xử lý từ {moment}, bởi {dossier.__dict__['worker_name'] or 'đồng nghiệp'}"
