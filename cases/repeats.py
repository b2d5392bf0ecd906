"""The same form sent twice: what was done the first time is done, and nobody is told of a conflict with himself."""

from collections.abc import Iterable

from cases.models import Dossier
from departments.models import User


def is_repeat(dossier: Dossier, actions: Iterable[str], by: User, revision: int | None) -> bool:
    """Whether the last thing that happened is this move, made by this person on the page that shows `revision`."""
    if revision is None or dossier.revision != revision + 1:
        return False
    return dossier.events.filter(number=dossier.revision, action__in=list(actions), by=by).exists()
