"""Administration page for what the portal cannot count for the index QĐ 766: added with its source, never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from cases.models import IndexEntry
from cases.reports import periods
from cases.reports.index_766.counting import ENTERED_BESIDES, ONLY_COUNTED
from cases.reports.index_766.criteria import Criterion, criteria_in_force
from departments.models import User


class IndexEntryForm(forms.ModelForm):
    """Only what the portal does not count all by itself can be entered, and only for a period that a report can have.

    Of feedback the counts of the national portal alone are entered, for they are added to the portal's own.
    """

    criterion = forms.ChoiceField(label="Tiêu chí", choices=lambda: [(c.code, c.title) for c in _not_counted()])

    class Meta:
        model = IndexEntry
        fields = ("department", "period", "criterion", "numerator", "denominator", "points", "source")

    def clean_period(self) -> str:
        """The key of a period, as in the addresses of the reports."""
        key: str = self.cleaned_data["period"].strip()
        if periods.read(key) is None:
            raise forms.ValidationError("Không có kỳ báo cáo như vậy; hãy chép phần sau “ky=” trong địa chỉ báo cáo.")
        return key

    def clean(self) -> dict[str, Any]:
        """Points stay within the criterion's greatest."""
        cleaned = super().clean() or self.cleaned_data
        points, code = cleaned.get("points"), cleaned.get("criterion")
        most = next((row.max_points for row in _not_counted() if row.code == code), None)
        if points is not None and most is not None and not 0 <= points <= most:
            self.add_error("points", f"Điểm của tiêu chí này từ 0 đến {most}.")
        if points is not None and code in ENTERED_BESIDES:
            self.add_error(
                "points",
                "Cổng tự đếm tiêu chí này; chỉ nhập tử số, mẫu số của phản ánh gửi ở Cổng quốc gia, không nhập điểm.",
            )
        return cleaned


@admin.register(IndexEntry)
class IndexEntryAdmin(admin.ModelAdmin):
    """A later entry replaces an earlier one of the same unit, period and criterion; both stay to be read."""

    form = IndexEntryForm
    list_display = ("period", "department", "criterion", "numerator", "denominator", "points", "source", "entered_by")
    list_select_related = ("department", "entered_by")
    autocomplete_fields = ("department",)
    search_fields = ("=period", "=criterion")
    search_help_text = "Nhập đúng kỳ hoặc mã tiêu chí."

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What was entered stands."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What was entered stands."""
        return False

    def save_model(self, request: HttpRequest, obj: IndexEntry, form: Any, change: bool) -> None:
        """Who entered it, and when, is noted."""
        assert isinstance(request.user, User)  # noqa: S101  # the administration pages are for signed-in people
        obj.entered_by, obj.entered_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)


def _not_counted() -> list[Criterion]:
    return [row for row in criteria_in_force(timezone.localdate()) if row.code not in ONLY_COUNTED and row.max_points]
