"""The cases app: installs the append-only guard of the log after each migration."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _guard_the_log(using: str, **_: Any) -> None:
    """Put the triggers in place; SQLite loses them whenever Django rebuilds a table."""
    from cases import append_only

    append_only.install(connections[using])


class CasesConfig(AppConfig):
    """Second floor of the house."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Install the database's own guard once the tables exist."""
        post_migrate.connect(_guard_the_log, sender=self)
