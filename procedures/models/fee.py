"""What it costs (phí, lệ phí), by channel and case, for as long as the rate holds."""

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone

from procedures.channels import Channel
from procedures.models.version import ProcedureCase, ProcedureVersion


class FeeItemQuerySet(models.QuerySet["FeeItem"]):
    """Questions about fees."""

    def in_force(self, at: date | None = None) -> Self:
        """Rates that hold on the day `at` (today in Hà Nội when not given)."""
        at = at or timezone.localdate()
        return self.exclude(valid_from__gt=at).exclude(valid_until__lte=at)


class FeeItem(models.Model):
    """One rate; the amount stays empty where the source names none for sure."""

    class Kind(models.TextChoices):
        """Luật Phí và lệ phí: a fee pays for state service, a charge for a service rendered."""

        FEE = "fee", "Lệ phí"
        CHARGE = "charge", "Phí"

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="fees", verbose_name="phiên bản")
    channel = models.CharField(
        "cách thức", max_length=12, choices=Channel, blank=True, help_text="Để trống: mọi cách thức."
    )
    case = models.ForeignKey(
        ProcedureCase, models.CASCADE, null=True, blank=True, related_name="fees", verbose_name="trường hợp"
    )
    kind = models.CharField("loại", max_length=8, choices=Kind, default=Kind.FEE)
    name = models.CharField("tên khoản thu", max_length=500)
    amount = models.PositiveIntegerField("mức thu (đồng)", null=True, blank=True)
    per = models.CharField("tính theo", max_length=60, blank=True, help_text="Ví dụ: bản, trang, trường hợp.")
    text = models.TextField("nguyên văn", blank=True)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=500, blank=True)

    objects = FeeItemQuerySet.as_manager()

    class Meta:
        verbose_name = "phí, lệ phí"
        verbose_name_plural = "phí, lệ phí"
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return self.name
