"""How many notices wait to be read: a statement of its own, or part of one that a page sends anyway."""

from django.db.models import Count, QuerySet, Subquery

from cases.models import Dossier, Notice
from departments.models import User

# Nobody counts further.
_MOST = 99


def unread_words(account: User) -> str:
    """The number for the head of a page, "" for none; one statement."""
    return in_words(Notice.objects.unread_by(account)[: _MOST + 1].count())


def with_unread(dossiers: QuerySet[Dossier], account: User) -> QuerySet[Dossier]:
    """The dossiers, each with `unread_by_account`: how many notices of all dossiers the account has not read."""
    unread = Notice.objects.unread_by(account).order_by().values("account").annotate(count=Count("pk"))
    return dossiers.annotate(unread_by_account=Subquery(unread.values("count")))


def in_words(count: int | None) -> str:
    """The number as it stands beside the bell."""
    return f"{_MOST}+" if (count or 0) > _MOST else str(count or "")
