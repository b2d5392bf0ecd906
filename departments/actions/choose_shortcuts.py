"""Whether single keys do something on this person's pages (WCAG 2.1.4: they can be turned off)."""

from departments.models import User


def choose_shortcuts(user: User, *, on: bool) -> None:
    """Turn them on or off."""
    user.shortcuts = on
    user.save(update_fields=["shortcuts"])
