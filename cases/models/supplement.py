"""Requests for what is missing: one notice lists everything (NĐ 118/2025 Đ17.2a as amended by NĐ 309/2026)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.clock_stop import ClockStop
from cases.models.dossier import Dossier
from procedures.models import RequiredDocument

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class SupplementRequest(models.Model):
    """One written request (Mẫu 02): before receipt no clock runs, in process the clock stops."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="supplements", verbose_name="hồ sơ")
    ordinal = models.PositiveSmallIntegerField("lần thứ")
    before_receipt = models.BooleanField("trước khi tiếp nhận")
    reason = models.TextField("lý do")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lãnh đạo duyệt",
        help_text="Khi phải có lãnh đạo duyệt mới được yêu cầu.",
    )
    asked_at = models.DateTimeField("yêu cầu lúc")
    respond_by = models.DateField("bổ sung trước ngày", null=True, blank=True)
    answer = models.TextField("lời của người nộp", blank=True)
    answered_at = models.DateTimeField("người nộp bổ sung lúc", null=True, blank=True)
    accepted_at = models.DateTimeField("nhận đủ lúc", null=True, blank=True)
    dropped_at = models.DateTimeField(
        "không còn cần lúc", null=True, blank=True, help_text="Hồ sơ kết thúc trước khi nhận đủ."
    )
    stop = models.OneToOneField(ClockStop, models.PROTECT, null=True, blank=True, related_name="supplement")

    if TYPE_CHECKING:
        items: RelatedManager["SupplementItem"]

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        verbose_name_plural = "yêu cầu bổ sung"
        ordering = ["dossier", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="one_supplement_per_ordinal"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(accepted_at=None, dropped_at=None),
                name="one_open_supplement_per_dossier",
                violation_error_message="Hồ sơ đang chờ bổ sung.",
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu bổ sung lần {self.ordinal}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be answered, or its answer to be looked at."""
        return self.accepted_at is None and self.dropped_at is None


class SupplementItem(models.Model):
    """One thing that is missing or wrong."""

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items", verbose_name="yêu cầu")
    position = models.PositiveSmallIntegerField("thứ tự")
    requirement = models.ForeignKey(
        RequiredDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="giấy tờ"
    )
    text = models.CharField("nội dung", max_length=1000)

    class Meta:
        verbose_name = "nội dung cần bổ sung"
        verbose_name_plural = "nội dung cần bổ sung"
        ordering = ["request", "position"]

    def __str__(self) -> str:
        return self.text
