"""Find a dossier by what only those who have its receipt know: its code and four digits."""

import hmac

from django.db.models import Prefetch, prefetch_related_objects

from cases.models import Dossier, Task
from departments.identity import show_phone

_ALONE = (
    "version__procedure",
    "department",
    "desk",
    "origin_desk",
    "submitter",
    "owner",
    "current_task__step",
    "rating",
)
_PARTS = ("version__steps", "supplements", "stops", "notices", Prefetch("tasks", Task.objects.select_related("step")))


def is_whole(digits: str) -> bool:
    """Whether it is a whole number, which nobody guesses, and not its last four digits."""
    return len(digits) != 4


def find(code: str, digits: str) -> Dossier | None:
    """The dossier with what the public page shows of it, or None.

    The digits are the personal number or the phone of the submitter or the owner, or the last four of it; a dossier
    without any of them is never found. One statement whether the code or the digits were wrong, so that the time tells
    nothing.
    """
    dossier = Dossier.objects.filter(code=code).select_related(*_ALONE).first()
    people = (dossier.submitter, dossier.owner) if dossier else ()
    numbers = [number for one in people for number in (one.personal_id, show_phone(one.phone).replace(" ", ""))]
    known = [number if is_whole(digits) else number[-4:] for number in numbers]
    # Every number is compared, also after one fits and also when there is no dossier.
    same = [bool(number) and hmac.compare_digest(number.encode(), digits.encode()) for number in known or [""]]
    if dossier is None or not any(same):
        return None
    prefetch_related_objects([dossier], *_PARTS)
    return dossier
