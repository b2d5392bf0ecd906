"""Which unit takes a procedure in, who works on it there, and how far it goes online."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from departments.models import Department
from procedures.models.catalogue import Procedure


class OfferingQuerySet(models.QuerySet["Offering"]):
    """Questions about offerings."""

    def in_force(self, at: date | None = None) -> Self:
        """Offerings that hold on the day `at` (today in Hà Nội when not given)."""
        at = at or timezone.localdate()
        return self.filter(valid_from__lte=at).exclude(valid_until__lte=at)

    def online(self) -> Self:
        """Offerings that can be submitted online."""
        return self.exclude(online_level=Offering.OnlineLevel.NONE)


class Offering(models.Model):
    """A procedure at one competent agency; it outlives the procedure's versions."""

    class OnlineLevel(models.TextChoices):
        """NĐ 224/2026/NĐ-CP Đ14: the whole way by default, part of it only with published reasons."""

        FULL = "full", "Toàn trình"
        PARTIAL = "partial", "Một phần"
        NONE = "none", "Nộp tại Bộ phận Một cửa"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="offerings", verbose_name="thủ tục")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="offerings", verbose_name="cơ quan có thẩm quyền"
    )
    desk = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="Bộ phận Một cửa")
    division = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="phòng chuyên môn")
    online_level = models.CharField("mức độ trực tuyến", max_length=8, choices=OnlineLevel, default=OnlineLevel.FULL)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi thực hiện thủ tục"
        verbose_name_plural = "nơi thực hiện thủ tục"
        ordering = ["procedure", "department__path"]
        indexes = [models.Index(fields=["desk", "procedure"], name="offering_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "department"],
                condition=Q(valid_until=None),
                name="one_open_offering_per_department",
                violation_error_message="Cơ quan này đang thực hiện thủ tục đó.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="offering_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} tại {self.department}"
