"""Files of reports: who had what written to a file, when; for those who audit. The files themselves are not here."""

from django.contrib import admin

from cases.admin.dossiers import ReadOnlyAdmin
from cases.models import PreparedReport


@admin.register(PreparedReport)
class PreparedReportAdmin(ReadOnlyAdmin):
    """What was asked and what became of it."""

    list_display = ("asked_at", "account", "title", "form", "state", "total", "size", "ready_at", "error")
    list_filter = ("state", "form")
    list_select_related = ("account",)
    ordering = ("-pk",)
    fields = (
        *("asked_at", "account", "title", "report", "query", "form", "posts", "state", "attempts", "done", "total"),
        *("name", "size", "ready_at", "expires_at", "error"),
    )
