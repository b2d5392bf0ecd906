"""Who pays less or nothing (miễn, giảm phí, lệ phí), by which rule and for how long."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from procedures.channels import Channel
from procedures.models.version import ProcedureVersion


class FeeRelief(models.Model):
    """One rule of relief; several never add up, the best one for the payer holds."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="reliefs", verbose_name="phiên bản")
    name = models.CharField(
        "đối tượng, trường hợp", max_length=500, help_text="Ví dụ: người thuộc hộ nghèo; nộp trực tuyến đến hết năm."
    )
    percent = models.PositiveSmallIntegerField(
        "giảm (%)", validators=[MinValueValidator(1), MaxValueValidator(100)], help_text="100: miễn."
    )
    fee_name = models.CharField(
        "khoản thu được giảm", max_length=500, blank=True, help_text="Đúng tên khoản thu; để trống: mọi khoản."
    )
    channel = models.CharField(
        "cách thức", max_length=12, choices=Channel, blank=True, help_text="Để trống: mọi cách thức."
    )
    automatic = models.BooleanField("cho mọi người", default=False, help_text="Không phải khai, không phải chứng minh.")
    proof = models.CharField("giấy tờ chứng minh", max_length=500, blank=True)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=500)

    class Meta:
        verbose_name = "miễn, giảm phí, lệ phí"
        verbose_name_plural = "miễn, giảm phí, lệ phí"
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100),
                name="relief_is_a_share",
                violation_error_message="Mức giảm từ 1 đến 100 phần trăm.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {'miễn' if self.percent == 100 else f'giảm {self.percent}%'}"
