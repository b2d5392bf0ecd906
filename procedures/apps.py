"""The Django app of the first floor."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Catalogue and versions of procedures."""

    name = "procedures"
    verbose_name = "Thủ tục hành chính"
    default_auto_field = "django.db.models.BigAutoField"
