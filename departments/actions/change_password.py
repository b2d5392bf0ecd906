"""Give an account a new password, and sign it out everywhere else."""

from django.db import transaction

from departments.actions.end_sessions import end_sessions
from departments.models import User


@transaction.atomic
def change_password(user: User, password: str, *, keep_session: str) -> User:
    """Store the password; every session but the one with the key `keep_session` is over."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, keep=keep_session)
    return user
