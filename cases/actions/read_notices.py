"""A person has read what he was told."""

from datetime import datetime

from cases.models import Notice
from departments.models import User


def read_notices(account: User, *, at: datetime, up_to: int) -> int:
    """Mark all as read that the page showed: what came after notice `up_to` nobody has seen yet. How many."""
    return Notice.objects.filter(account=account, read_at=None, pk__lte=up_to).update(read_at=at)
