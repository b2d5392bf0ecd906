"""Note that somebody has opened a dossier to work on it, for others to see; nobody is ever kept out by it."""

from datetime import datetime, timedelta

from django.db import transaction

from cases.access import post_on
from cases.actions._work import end
from cases.at_work import is_at_work, lasts_until
from cases.models import Dossier, Work
from departments.models import User

# Whoever sends a form again and again need not be noted each second.
_NOTED_AGAIN = timedelta(minutes=1)


def begin_work(dossier: Dossier, *, by: User, at: datetime) -> None:
    """The work is this person's, unless a colleague is at it. `dossier` was loaded with `cases.at_work.open_work`.

    Costs nothing while the person has just been noted, else two or three statements.
    """
    worker = is_at_work(dossier, at)
    if worker is not None and worker != by.pk:
        return
    if worker == by.pk and at - dossier.__dict__["working_seen"] < _NOTED_AGAIN:
        return
    post = post_on(by, dossier)
    if post is None:
        return
    with transaction.atomic():
        found = Work.objects.select_for_update().filter(dossier=dossier, ended_at=None).first()
        if found is not None and lasts_until(found.seen_at) > at:
            if found.person_id == by.pk:
                Work.objects.filter(pk=found.pk).update(seen_at=max(at, found.seen_at))
            return
        if found is not None:
            end(found, at=found.seen_at)
        task = dossier.current_task
        new = Work(
            dossier=dossier,
            step=task.step if task else None,
            department=post.department,
            person=by,
            since=at,
            seen_at=at,
        )
        # Two who open it at the same moment: the first is at work, the other sees it next time.
        Work.objects.bulk_create([new], ignore_conflicts=True)


def end_stale_work(*, at: datetime) -> int:
    """End what shows no sign of life any more, at its last one; how many."""
    stale = Work.objects.filter(ended_at=None, seen_at__lte=at - (lasts_until(at) - at))
    return sum(end(one, at=one.seen_at) for one in stale)
