"""A person chooses by which carriers news come, and in which language; in the portal they always stand."""

from cases.models import NoticePreference
from departments.actions.choose_language import choose_language
from departments.languages import Language
from departments.models import User


def choose_carriers(account: User, *, email: bool, sms: bool, language: Language) -> None:
    """From now on, also for what is already waiting to go out."""
    NoticePreference.objects.update_or_create(account=account, defaults={"email": email, "sms": sms})
    choose_language(account, language)
