"""The cases app: after each migration the append-only guard is in place and what offices begin with is there."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _guard_the_log(using: str, **_: Any) -> None:
    """Put the triggers in place; SQLite loses them whenever Django rebuilds a table."""
    from cases import append_only

    append_only.install(connections[using])


def _first_lists(**_: Any) -> None:
    """An office has reasons for being late to choose, and criteria to score by, from the first day on."""
    from cases.late_reasons import load_late_reasons
    from cases.scoring_rules import load_scoring_rule

    load_late_reasons()
    load_scoring_rule()


class CasesConfig(AppConfig):
    """Second floor of the house."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Install the database's own guard once the tables exist."""
        post_migrate.connect(_guard_the_log, sender=self)
        post_migrate.connect(_first_lists, sender=self)
