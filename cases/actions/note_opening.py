"""Note that a member of staff opened a dossier, a file or a paper of it."""

from datetime import datetime

from cases.access import post_on
from cases.models import Dossier, Opening
from departments.models import User
from departments.working_time import local


def note_opening(dossier: Dossier, what: Opening.What, *, by: User, at: datetime) -> None:
    """Once a person, dossier, day and kind; one statement, none when the dossier was loaded as `opened` already.

    Applicants who look at what is their own are not noted.
    """
    post = None if getattr(dossier, "opened", False) else post_on(by, dossier)
    if post is None or dossier.account_id == by.pk:
        return
    opening = Opening(
        dossier=dossier,
        user=by,
        day=local(at).date(),
        what=what,
        first_at=at,
        department=post.department,
        role=post.role,
    )
    Opening.objects.bulk_create([opening], ignore_conflicts=True)
