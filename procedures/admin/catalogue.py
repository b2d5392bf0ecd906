"""Administration pages of fields, procedures and offerings."""

from django.contrib import admin
from django.http import HttpRequest

from procedures.models import Field, Offering, Procedure


@admin.register(Field)
class FieldAdmin(admin.ModelAdmin):
    """Fields of administration (lĩnh vực)."""

    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Procedure)
class ProcedureAdmin(admin.ModelAdmin):
    """Procedures by their codes; what they ask stands in their versions."""

    list_display = ("code", "field", "internal")
    list_filter = ("internal", "field")
    list_select_related = ("field",)
    search_fields = ("code", "versions__name")
    autocomplete_fields = ("field",)

    def get_readonly_fields(self, request: HttpRequest, obj: Procedure | None = None) -> tuple[str, ...]:
        """The national code of a procedure is its identity."""
        return ("code",) if obj else ()


@admin.register(Offering)
class OfferingAdmin(admin.ModelAdmin):
    """Where a procedure is received and worked on, and how far it goes online."""

    list_display = ("procedure", "department", "desk", "division", "online_level", "valid_from", "valid_until")
    list_filter = ("online_level",)
    list_select_related = ("procedure", "department", "desk", "division")
    search_fields = ("procedure__code", "department__name", "department__code")
    autocomplete_fields = ("procedure", "department", "desk", "division")
