"""Administration pages of the ways into the catalogue: everyday words, life events, what was not found."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from procedures.actions.save_synonym import folded_phrase, save_synonym
from procedures.models import Bundle, BundleMember, LifeEvent, LifeEventStep, MissedSearch, Synonym, UsualTime

_SHOWN_FROM = 3  # a phrase is shown once so many have looked for it: a slip or a name is not read by anybody


class SynonymForm(ModelForm):
    """An everyday phrase must lead somewhere, and be there once."""

    def clean(self) -> dict[str, Any]:
        """Official words, procedures, or both."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("official") and not found.get("procedures"):
            raise ValidationError("Hãy ghi “văn bản gọi là”, hoặc chọn ít nhất một thủ tục.")
        if found.get("phrase"):
            folded_phrase(Synonym(pk=self.instance.pk, phrase=found["phrase"]))
        return found


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    """Everyday words: what people type, and what it is called in the catalogue."""

    form = SynonymForm
    fields = ("phrase", "official", "procedures")
    list_display = ("phrase", "official")
    search_fields = ("folded", "phrase", "official")
    autocomplete_fields = ("procedures",)

    def save_model(self, request: HttpRequest, obj: Synonym, form: ModelForm, change: bool) -> None:
        """Save with the form that search compares."""
        save_synonym(obj)


class LifeEventStepInline(admin.TabularInline):
    """The procedures of a life event, in the order in which people do them."""

    model = LifeEventStep
    extra = 1
    fields = ("position", "procedure", "note")
    autocomplete_fields = ("procedure",)


@admin.register(LifeEvent)
class LifeEventAdmin(admin.ModelAdmin):
    """Life events: entrances of the first page and of the catalogue."""

    list_display = ("name", "text", "position")
    list_editable = ("position",)
    search_fields = ("name",)
    inlines = (LifeEventStepInline,)


class _ReadOnly(admin.ModelAdmin):
    """Counted by the portal itself; nobody writes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are counted, not written."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are counted, not written."""
        return False


@admin.register(MissedSearch)
class MissedSearchAdmin(_ReadOnly):
    """What people looked for and did not find: give it an everyday word. No person is known here."""

    list_display = ("phrase", "day", "count", "teach")
    date_hierarchy = "day"
    search_fields = ("phrase",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissedSearch]:
        """Only phrases that were looked for several times."""
        same = MissedSearch.objects.filter(phrase=OuterRef("phrase")).order_by().values("phrase")
        total = same.annotate(total=Sum("count")).values("total")
        found: QuerySet[MissedSearch] = super().get_queryset(request)
        return found.annotate(total=Subquery(total)).filter(total__gte=_SHOWN_FROM)

    @admin.display(description="dạy cổng hiểu")
    def teach(self, obj: MissedSearch) -> str:
        """The way to give the phrase its meaning."""
        address = f"{reverse('admin:procedures_synonym_add')}?{urlencode({'phrase': obj.phrase})}"
        return format_html('<a href="{}">Thêm từ thường dùng</a>', address)


@admin.register(UsualTime)
class UsualTimeAdmin(_ReadOnly):
    """How long finished dossiers took, as last counted."""

    list_display = ("procedure", "department", "count", "half_within", "most_within", "on_time", "counted_at")
    list_select_related = ("procedure", "department")
    search_fields = ("procedure__code",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The next count replaces all rows."""
        return False


class BundleMemberInline(admin.TabularInline):
    """The procedures of a bundle, in their order."""

    model = BundleMember
    extra = 1
    fields = ("position", "procedure", "after")
    autocomplete_fields = ("procedure", "after")


@admin.register(Bundle)
class BundleAdmin(admin.ModelAdmin):
    """Interlinked procedures: which, in which order, by which law."""

    list_display = ("procedure", "legal_basis", "in_use")
    list_select_related = ("procedure",)
    autocomplete_fields = ("procedure",)
    inlines = (BundleMemberInline,)
