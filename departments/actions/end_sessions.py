"""Sign an account out of browsers."""

from departments.models import Session, User


def end_sessions(user: User, *, keep: str = "", only: str = "") -> int:
    """End the session with the key `only`, or all but the one with the key `keep`; says how many ended."""
    sessions = Session.objects.filter(account=user).exclude(session_key=keep)
    if only:
        sessions = sessions.filter(session_key=only)
    ended, _ = sessions.delete()
    return ended
