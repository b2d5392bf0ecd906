"""The e-form (biểu mẫu điện tử tương tác): its fields as data."""

from django.core.validators import RegexValidator
from django.db import models

from procedures.models.version import ProcedureVersion

KEY = RegexValidator(r"^[a-z][a-z0-9_]{0,39}\Z", "Khóa chỉ gồm chữ thường không dấu, chữ số và gạch dưới.")


class FormField(models.Model):
    """One question of the form."""

    class Kind(models.TextChoices):
        """How it is asked and checked."""

        TEXT = "text", "Một dòng chữ"
        TEXTAREA = "textarea", "Đoạn văn"
        NUMBER = "number", "Số"
        DATE = "date", "Ngày"
        CHOICE = "choice", "Chọn một"
        PERSONAL_ID = "personal_id", "Số định danh cá nhân"
        PHONE = "phone", "Số điện thoại"
        MONEY = "money", "Số tiền (đồng)"
        YES_NO = "yes_no", "Có hoặc không"

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="form_fields", verbose_name="phiên bản")
    position = models.PositiveSmallIntegerField("thứ tự")
    group = models.CharField("nhóm câu hỏi", max_length=255)
    key = models.CharField("khóa", max_length=40, validators=[KEY])
    label = models.CharField("câu hỏi", max_length=255)
    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField("bắt buộc", default=True)
    help_text = models.CharField("hướng dẫn", max_length=500, blank=True)
    choices = models.JSONField("các lựa chọn", default=list, blank=True)

    class Meta:
        verbose_name = "câu hỏi của tờ khai"
        verbose_name_plural = "tờ khai"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="one_field_per_key", violation_error_message="Khóa bị trùng."
            )
        ]

    def __str__(self) -> str:
        return self.label
