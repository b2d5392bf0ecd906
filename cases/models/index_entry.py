"""What the portal cannot count for the index QĐ 766: entered by a person, with its source."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from departments.models import Department


class IndexEntryQuerySet(models.QuerySet["IndexEntry"]):
    """Questions about entries."""

    def newest(self, period: str) -> Self:
        """The entries of the period (`thang-2026-11`), the last word on a unit's criterion last."""
        return self.filter(period=period).order_by("pk")


class IndexEntry(models.Model):
    """One figure of one criterion of one unit in one period; a later entry replaces it and both stay on record."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị")
    period = models.CharField("kỳ", max_length=40, help_text="Như trong địa chỉ của báo cáo, ví dụ thang-2026-11.")
    criterion = models.CharField("tiêu chí", max_length=60)
    numerator = models.PositiveBigIntegerField("tử số", null=True, blank=True)
    denominator = models.PositiveBigIntegerField("mẫu số", null=True, blank=True)
    points = models.DecimalField(
        "số điểm", max_digits=5, decimal_places=2, null=True, blank=True, help_text="Khi chỉ biết điểm đã công bố."
    )
    source = models.CharField("nguồn", max_length=500, help_text="Văn bản, trang nào cho số này.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc", editable=False)

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu nhập cho Bộ chỉ số 766"
        verbose_name_plural = "số liệu nhập cho Bộ chỉ số 766"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["period", "department"], name="index_entry_of_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__isnull=False, numerator=None, denominator=None)
                | Q(points=None, numerator__isnull=False, denominator__isnull=False),
                name="index_entry_is_counts_or_points",
                violation_error_message="Nhập cả tử số và mẫu số, hoặc chỉ nhập số điểm.",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None) | Q(numerator__lte=F("denominator")),
                name="index_entry_is_a_share",
                violation_error_message="Tử số không lớn hơn mẫu số.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}, {self.department}, {self.period}"
