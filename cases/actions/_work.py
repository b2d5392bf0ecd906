"""End a time of work; used by moves, inside their transaction."""

from datetime import datetime

from cases.at_work import lasts_until
from cases.models import Dossier, Work
from departments.models import User

_MOST = 32_767


def settle_work(dossier: Dossier, *, by: User | None, at: datetime) -> None:
    """The step has been done: whoever was at work on it worked until now, or until his last sign of life."""
    found = Work.objects.filter(dossier=dossier, ended_at=None).first()
    if found is not None:
        his = by is not None and found.person_id == by.pk and lasts_until(found.seen_at) >= at
        end(found, at=max(at, found.since) if his else found.seen_at)


def end(work: Work, *, at: datetime) -> int:
    """Write the end and the minutes, begun ones whole; another process may have done so already. How many."""
    minutes = min(_MOST, -(-int((at - work.since).total_seconds()) // 60) or 1)
    return Work.objects.filter(pk=work.pk, ended_at=None).update(ended_at=at, minutes=minutes)
