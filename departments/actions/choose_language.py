"""A person chooses in which language he is told."""

from departments.languages import Language
from departments.models import User


def choose_language(account: User, language: Language) -> None:
    """From the next message on; nothing is written where nothing changes."""
    if account.language != language:
        User.objects.filter(pk=account.pk).update(language=language)
        account.language = language
