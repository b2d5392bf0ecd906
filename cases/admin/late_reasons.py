"""Administration page for the reasons for being late: renamed, put in order, given up; never deleted once used."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from cases.models import LateReason


@admin.register(LateReason)
class LateReasonAdmin(admin.ModelAdmin):
    """The list that explanations choose from."""

    list_display = ("name", "position", "in_use")
    list_editable = ("position", "in_use")

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What was explained with it keeps it; a reason that is not wanted any more is taken out of use."""
        return False
