"""The Django app of the first floor: keeps the guard of published versions in place over migrations."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def _lift_the_guard(using: str, **_: Any) -> None:
    """SQLite cannot rebuild a table that triggers of other tables look at; PostgreSQL keeps its guard all the time."""
    from procedures import guards

    if connections[using].vendor == "sqlite":
        guards.lift(connections[using])


def _guard_published_versions(using: str, **_: Any) -> None:
    """Put the triggers in place; SQLite loses them whenever Django rebuilds a table."""
    from procedures import guards

    guards.install(connections[using])


class ProceduresConfig(AppConfig):
    """Catalogue and versions of procedures."""

    name = "procedures"
    verbose_name = "Thủ tục hành chính"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database guard what has been published."""
        pre_migrate.connect(_lift_the_guard, sender=self)
        post_migrate.connect(_guard_published_versions, sender=self)
