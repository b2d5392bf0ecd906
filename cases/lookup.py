"""Find a dossier by what only those who have its receipt know: its code and four digits."""

import hmac

from django.db.models import Prefetch, prefetch_related_objects

from cases.models import Dossier, Task

_ALONE = ("version__procedure", "department", "desk", "submitter", "owner", "current_task__step", "rating")
_PARTS = ("version__steps", "supplements", "stops", "notices", Prefetch("tasks", Task.objects.select_related("step")))


def find(code: str, digits: str) -> Dossier | None:
    """The dossier with what the public page shows of it, or None.

    The digits end the personal number or the phone of the submitter or the owner; a dossier without any of them is
    never found. One statement whether the code or the digits were wrong, so that the time tells nothing.
    """
    dossier = Dossier.objects.filter(code=code).select_related(*_ALONE).first()
    people = (dossier.submitter, dossier.owner) if dossier else ()
    numbers = [number for one in people for number in (one.personal_id, one.phone)]
    # Every number is compared, also after one fits and also when there is no dossier.
    same = [hmac.compare_digest(number[-4:].encode(), digits.encode()) for number in numbers or [""]]
    if dossier is None or len(digits) != 4 or not any(same):
        return None
    prefetch_related_objects([dossier], *_PARTS)
    return dossier
