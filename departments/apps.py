"""The Django app of the ground floor."""

from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    """Organisation, people and calendar."""

    name = "departments"
    verbose_name = "Tổ chức, con người và lịch làm việc"
    default_auto_field = "django.db.models.BigAutoField"
