"""What becomes of what those who lead have said about a dossier when it moves; used inside the moves' transaction."""

from datetime import datetime

from cases.models import Dossier, ReviewEntry
from cases.status import BESIDE
from departments.models import Post, User
from departments.roles import Role

_Kind = ReviewEntry.Kind


def say(dossier: Dossier, kind: str, *, by: User, at: datetime, text: str, to_holder: bool) -> ReviewEntry:
    """Keep what is said, to whoever holds the step at hand, or to nobody in particular."""
    task = dossier.current_task
    to = task.assignee if task is not None and to_holder else None
    return ReviewEntry.objects.create(dossier=dossier, kind=kind, task=task, by=by, to=to, text=text, at=at)


def settle_review(dossier: Dossier, action: str, *, post: Post | None, at: datetime) -> None:
    """A step of work answers urging, an explanation the question, whatever a leader does the report to him."""
    settled = set()
    if action not in BESIDE:
        settled.add(_Kind.URGE)
    if action == "explain" or dossier.finished_at is not None:
        settled.add(_Kind.ASK)
    if (post is not None and post.role == Role.LEADER) or dossier.finished_at is not None:
        settled.add(_Kind.ESCALATE)
    if settled:
        dossier.review_entries.filter(kind__in=settled, settled_at=None).update(settled_at=at)
