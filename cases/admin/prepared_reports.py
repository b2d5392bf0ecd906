"""Who had which report written to a file, when, and who has one sent; for those who audit. The files are not here."""

from django.contrib import admin

from cases.admin.dossiers import ReadOnlyAdmin
from cases.models import PreparedReport, ReportSchedule


@admin.register(PreparedReport)
class PreparedReportAdmin(ReadOnlyAdmin):
    """What was asked and what became of it."""

    list_display = ("asked_at", "account", "title", "form", "state", "total", "size", "ready_at", "error")
    list_filter = ("state", "form")
    list_select_related = ("account",)
    ordering = ("-pk",)
    fields = (
        *(
            "asked_at",
            "account",
            "title",
            "report",
            "query",
            "form",
            "schedule",
            "posts",
            "state",
            "attempts",
            "done",
            "total",
        ),
        *("name", "size", "ready_at", "expires_at", "error"),
    )


@admin.register(ReportSchedule)
class ReportScheduleAdmin(ReadOnlyAdmin):
    """What is sent to whom again and again."""

    list_display = ("account", "title", "rhythm", "form", "next_at", "paused_at", "ended_at")
    list_filter = ("rhythm",)
    list_select_related = ("account",)
    ordering = ("-pk",)
    fields = (
        *("account", "title", "report", "query", "form", "rhythm", "posts", "created_at", "next_at"),
        *("paused_at", "ended_at", "ended_why"),
    )
