"""A person chooses by which carriers news come; in the portal they always stand."""

from cases.models import NoticePreference
from departments.models import User


def choose_carriers(account: User, *, email: bool, sms: bool) -> None:
    """From now on, also for what is already waiting to go out."""
    NoticePreference.objects.update_or_create(account=account, defaults={"email": email, "sms": sms})
