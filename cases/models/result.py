"""What the dossier ends with, and the apology when it ends late."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.document import Document
from cases.models.dossier import Dossier


class Result(models.Model):
    """Proposed by an officer, signed by a leader who did not propose it (separation of duties)."""

    class Outcome(models.TextChoices):
        """Granted, or refused in writing with its reason (NĐ 63/2010)."""

        GRANTED = "granted", "Đồng ý, cấp kết quả"
        REFUSED = "refused", "Từ chối giải quyết, có văn bản nêu lý do"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="result", verbose_name="hồ sơ")
    outcome = models.CharField("kết luận", max_length=12, choices=Outcome)
    text = models.TextField("nội dung kết quả hoặc lý do từ chối")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp kết quả"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trình"
    )
    proposed_at = models.DateTimeField("trình lúc")
    token = models.CharField("mã kiểm tra", max_length=43, blank=True, help_text="In trong dự thảo thành mã QR.")
    symbol = models.CharField("ký hiệu văn bản", max_length=40, blank=True, help_text="Ví dụ GXN-UBND.")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký"
    )
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    received_by = models.CharField("người nhận kết quả", max_length=255, blank=True)

    class Meta:
        verbose_name = "kết quả giải quyết"
        verbose_name_plural = "kết quả giải quyết"
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
                name="nobody_signs_what_he_proposed",
                violation_error_message="Người trình không được tự ký kết quả.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} – {self.dossier}"


class Apology(models.Model):
    """Văn bản xin lỗi (Mẫu 04): a new date is promised; the original one stays and decides what counts as late."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="apologies", verbose_name="hồ sơ")
    reason = models.TextField("lý do chậm")
    due_before = models.DateTimeField("ngày hẹn trước đó")
    due_after = models.DateTimeField("ngày hẹn lại")
    exception = models.TextField(
        "lý do làm khác quy định", blank=True, help_text="Khi gửi muộn hơn một ngày trước hạn, hoặc hẹn lại lần nữa."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ký")
    at = models.DateTimeField("lúc")
    confirmed_at = models.DateTimeField(
        "người nộp xác nhận đã nhận lúc", null=True, blank=True, help_text="Tự xác nhận trên cổng, hoặc tại quầy."
    )

    class Meta:
        verbose_name = "văn bản xin lỗi"
        verbose_name_plural = "văn bản xin lỗi"
        ordering = ["dossier", "at"]

    def __str__(self) -> str:
        return f"Xin lỗi, hẹn lại {self.due_after:%d/%m/%Y}"
