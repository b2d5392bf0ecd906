"""How long the agency has (thời hạn giải quyết), by channel and case."""

from django.db import models
from django.db.models import Q

from procedures.channels import Channel
from procedures.models.version import ProcedureCase, ProcedureVersion
from procedures.time_limits import LimitUnit, TimeLimit


class ProcessingLimit(models.Model):
    """One row of the law's table; amount and unit stay empty where the source does not say them for sure."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="limits", verbose_name="phiên bản")
    channel = models.CharField(
        "cách thức", max_length=12, choices=Channel, blank=True, help_text="Để trống: mọi cách thức."
    )
    case = models.ForeignKey(
        ProcedureCase, models.CASCADE, null=True, blank=True, related_name="limits", verbose_name="trường hợp"
    )
    amount = models.PositiveSmallIntegerField("thời hạn", null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=16, choices=LimitUnit, blank=True)
    text = models.TextField("nguyên văn", blank=True)
    legal_basis = models.CharField("căn cứ", max_length=500, blank=True)

    class Meta:
        verbose_name = "thời hạn giải quyết"
        verbose_name_plural = "thời hạn giải quyết"
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit="") | Q(amount__gt=0) | Q(unit=LimitUnit.SAME_DAY, amount__isnull=False),
                name="limit_with_a_unit_has_an_amount",
                violation_error_message="Thời hạn có đơn vị thì phải có số lớn hơn 0.",
            )
        ]

    def __str__(self) -> str:
        limit = self.time_limit()
        return limit.text() if limit else self.text or "không quy định"

    def time_limit(self) -> TimeLimit | None:
        """The limit as the engine reads it, or None where a person must look at it first."""
        if self.amount is None or not self.unit:
            return None
        return TimeLimit(self.amount, LimitUnit(self.unit))
