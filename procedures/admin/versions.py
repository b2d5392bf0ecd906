"""Administration pages of versions: written as drafts with all their parts, published, ended, drafted anew."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from departments.models import User
from procedures.actions.publish import end, new_draft, publish
from procedures.actions.save_draft import save_draft
from procedures.completeness import missing
from procedures.forms.questions import QuestionForm
from procedures.models import (
    FeeItem,
    FeeRelief,
    FormField,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
    WorkflowStep,
)

_SHORT_TEXT: Mapping[Any, Any] = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 40})}}


class PartInline(admin.TabularInline):
    """Rows of one kind; they can be written while the version is a draft, and only then."""

    extra = 0
    formfield_overrides = _SHORT_TEXT

    def has_add_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        """Parts are added to drafts."""
        return _is_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        """Parts of drafts are changed."""
        return _is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        """Parts of drafts are deleted."""
        return _is_draft(obj) and super().has_delete_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A case is chosen among those of the same version."""
        if db_field.name == "case" and request.resolver_match:
            version = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = ProcedureCase.objects.filter(version_id=version)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _inline(model: type[models.Model], *names: str) -> type[PartInline]:
    return type(f"{model.__name__}Inline", (PartInline,), {"model": model, "fields": names or None})


class QuestionInline(PartInline):
    """The questions of the e-form, one below the other, each with its lines side by side."""

    model = FormField
    form = QuestionForm
    template = "admin/edit_inline/stacked.html"
    classes = ("collapse",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("position", "group", "key"),
                    ("label", "kind", "required"),
                    "help_text",
                    ("minimum", "maximum", "decimals", "day_limit", "paper"),
                    ("choices", "columns"),
                    ("show_when", "require_when"),
                    "owner_fact",
                )
            },
        ),
    )


class DayForm(forms.Form):
    """The day from which something holds."""

    day = forms.DateField(label="Từ ngày", help_text="Ví dụ 01/12/2026.")


@admin.register(ProcedureVersion)
class ProcedureVersionAdmin(admin.ModelAdmin):
    """Versions: written as drafts, published when complete, read-only from then on."""

    list_display = ("name", "procedure", "number", "status", "valid_from", "valid_until", "needs_review")
    list_filter = ("status", "needs_review", "commune_level", "city_level", "procedure__field")
    list_select_related = ("procedure",)
    search_fields = ("search_text", "procedure__code")
    autocomplete_fields = ("procedure",)
    change_form_template = "admin/procedures/procedureversion/change_form.html"
    readonly_fields = ("number", "status", "valid_from", "valid_until", "published_at", "published_by")
    inlines = (
        _inline(ProcedureCase, "code", "name"),
        _inline(ProcessingLimit),
        _inline(FeeItem),
        _inline(FeeRelief),
        _inline(RequiredDocument),
        _inline(ResultPaper),
        _inline(WorkflowStep),
        QuestionInline,
    )

    def get_readonly_fields(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> tuple[str, ...]:
        """A version stays with its procedure."""
        return (*self.readonly_fields, "procedure") if obj else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        """What is published is only shown."""
        return _is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        """Only drafts go away, one at a time: a list may hold others."""
        return obj is not None and _is_draft(obj) and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: ProcedureVersion, form: ModelForm, change: bool) -> None:
        """Save the draft with its number and its search text."""
        save_draft(obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page also says what is missing before the draft can be published."""
        version = self.get_object(request, object_id)
        extra = {
            "version": version,
            "missing": missing(version) if version and _is_draft(version) else [],
            "has_form": version is not None and version.form_fields.exists(),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def get_urls(self) -> list[URLPattern]:
        """The acts of a version beside its pages."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/cong-bo/", view(self.publish_view), name="publish_version"),
            path("<int:pk>/het-hieu-luc/", view(self.end_view), name="end_version"),
            path("<int:pk>/ban-nhap-moi/", view(self.draft_view), name="draft_version"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish from a day."""

        def act(version: ProcedureVersion, by: User, at: datetime, day: date) -> ProcedureVersion:
            return publish(version, by=by, at=at, valid_from=day)

        return self._act(request, pk, "Công bố phiên bản", "Đã công bố.", act, DayForm)

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End on a day."""

        def act(version: ProcedureVersion, by: User, at: datetime, day: date) -> ProcedureVersion:
            return end(version, by=by, at=at, valid_until=day)

        return self._act(request, pk, "Định ngày hết hiệu lực", "Đã định ngày hết hiệu lực.", act, DayForm)

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the next version with all that this one says."""

        def act(version: ProcedureVersion, by: User, at: datetime) -> ProcedureVersion:
            return new_draft(version, by=by, at=at)

        return self._act(request, pk, "Lập bản nháp mới", "Đã lập bản nháp mới.", act, forms.Form)

    def _act(
        self,
        request: HttpRequest,
        pk: int,
        title: str,
        done: str,
        act: Callable[..., ProcedureVersion],
        form_class: type[forms.Form],
    ) -> HttpResponse:
        """Ask, do it, show the version it led to."""
        version = self.get_object(request, str(pk))
        if version is None:
            raise Http404
        if not isinstance(request.user, User) or not request.user.has_perm("procedures.change_procedureversion"):
            raise PermissionDenied
        form = form_class(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                made = act(version, by=request.user, at=timezone.now(), **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:procedures_procedureversion_change", args=[made.pk]))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return render(
            request,
            "admin/procedures/procedureversion/act.html",
            {**context, "version": version, "form": form},
        )


def _is_draft(version: ProcedureVersion | None) -> bool:
    return version is None or version.status == ProcedureVersion.Status.DRAFT
