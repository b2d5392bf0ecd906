"""Administration pages of dossiers: to look at, never to change; and what a change of the calendar means for them.

Nothing here shows the papers, forms or people of a dossier: an administrator looks after the system, not after matters.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from cases.actions.recount import preview
from cases.models import Apology, ClockStop, Dossier, Event, Opening, Payment, Sequence, Task
from departments.admin import CalendarDayAdmin, CalendarYearAdmin, OfficeHoursAdmin
from departments.models import CalendarDay, CalendarYear, OfficeHours

_LOOKED_AT = 200
_COUNTED = 10_000


class FirstPages(Paginator):
    """Counts no further than people turn pages, so that millions of rows cost nothing."""

    @cached_property
    def count(self) -> int:
        """The number of rows, 10,000 at most."""
        rows = self.object_list
        return len(rows[:_COUNTED]) if not isinstance(rows, QuerySet) else rows.order_by()[:_COUNTED].count()


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the portal's own actions write."""

    actions: Any = None
    paginator = FirstPages
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes."""
        return False


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    """Where dossiers stand."""

    list_display = ("code", "version", "department", "status", "received_at", "due_at", "finished_at", "sync_status")
    list_filter = ("status", "sync_status")
    list_select_related = ("version", "department")
    search_fields = ("=code",)
    search_help_text = "Nhập đúng mã hồ sơ."
    ordering = ("-pk",)
    fields = (
        *("code", "version", "department", "desk", "division", "channel", "status", "current_task", "revision"),
        *("submitted_at", "answer_due_at", "received_at", "limit_amount", "limit_unit", "due_original", "due_at"),
        *("late_from", "reappointed_at", "clock_running", "finished_at", "returned_at", "finance_status"),
        *("fee_amount", "digitisation_status", "delivery_status", "sync_status", "deleted_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dossier]:
        """The deleted ones as well."""
        return Dossier.everything.order_by(*self.ordering)


class OfADossierAdmin(ReadOnlyAdmin):
    """Rows that belong to one dossier and are found by its code."""

    list_select_related: ClassVar[tuple[str, ...]] = ("dossier",)
    search_fields: ClassVar[tuple[str, ...]] = ("=dossier__code",)
    search_help_text = "Nhập đúng mã hồ sơ."
    ordering = ("-pk",)


@admin.register(Event)
class EventAdmin(OfADossierAdmin):
    """The log with its seals; what people wrote in it is read on the dossier's own page."""

    list_display = ("dossier", "number", "action", "at", "by_name", "to_status", "due_at")
    fields = (
        *("dossier", "number", "action", "at", "by_name", "department", "from_status", "to_status", "due_at"),
        *("previous_hash", "hash"),
    )


@admin.register(Opening)
class OpeningAdmin(OfADossierAdmin):
    """Who looked at which dossier; for those who audit."""

    list_display = ("dossier", "user", "department", "role", "what", "first_at")
    list_select_related = ("dossier", "user", "department")


@admin.register(Task)
class TaskAdmin(OfADossierAdmin):
    """Who holds which step."""

    list_display = ("dossier", "step", "department", "assignee", "opened_at", "due_at", "closed_at")
    list_select_related = ("dossier", "step", "department", "assignee")


@admin.register(ClockStop)
class ClockStopAdmin(OfADossierAdmin):
    """When clocks stood still, and by which law."""

    list_display = ("dossier", "reason", "policy", "legal_basis", "since", "until")


@admin.register(Apology)
class ApologyAdmin(OfADossierAdmin):
    """New dates that were promised."""

    list_display = ("dossier", "due_before", "due_after", "by", "at")
    list_select_related = ("dossier", "by")
    fields = ("dossier", "due_before", "due_after", "by", "at")


@admin.register(Payment)
class PaymentAdmin(OfADossierAdmin):
    """Money, without the names of those who paid."""

    list_display = ("reference", "dossier", "amount", "method", "state", "surplus", "receipt_number", "confirmed_at")
    list_filter = ("state", "method", "surplus")
    search_fields = ("=dossier__code", "=reference", "=receipt_number", "=outside_reference")
    search_help_text = "Nhập đúng mã hồ sơ, mã thanh toán, số phiếu thu hoặc mã giao dịch."
    fields = (
        *("dossier", "desk", "purpose", "method", "state", "amount", "surplus", "reference", "outside_reference"),
        *("started_at", "expires_at", "confirmed_at", "confirmed_by_name", "receipt_number", "refunded_at"),
        *("refunded_by_name", "refund_number", "refund_reference"),
    )


@admin.register(Sequence)
class SequenceAdmin(ReadOnlyAdmin):
    """The counters behind the numbers."""


class TellsOfPromises(admin.ModelAdmin):
    """After a change of working time: how many promises are not what they would be now, and what to do about it."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Told where every change of the calendar leads back to; nothing is counted for those who may not change it."""
        if request.method == "GET" and self.has_change_permission(request):
            _tell(request)
        return super().changelist_view(request, extra_context)


def _tell(request: HttpRequest) -> None:
    changes = preview(limit=_LOOKED_AT)
    if changes:
        more = "ít nhất " if len(changes) == _LOOKED_AT else ""
        sentence = (
            f"Lịch làm việc hiện nay cho ngày hẹn khác ở {more}{len(changes)} hồ sơ đang giải quyết (trong "
            f"{_LOOKED_AT} hồ sơ hẹn trả muộn nhất). Xem trước bằng lệnh “manage.py recount --dry-run”, "
            "áp dụng bằng “manage.py recount”."
        )
        messages.warning(request, sentence)


def _retold(known: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """The same pages, with a word about dossiers, which the floor below does not know."""
    return type(known.__name__, (TellsOfPromises, known), {})


for _model, _known in (
    (CalendarYear, CalendarYearAdmin),
    (CalendarDay, CalendarDayAdmin),
    (OfficeHours, OfficeHoursAdmin),
):
    admin.site.unregister(_model)
    admin.site.register(_model, _retold(_known))
