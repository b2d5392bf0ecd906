"""What every log says of one thing that happened; the log of dossiers and that of feedback are two tables."""

from django.conf import settings
from django.db import models

from departments.models import Department


class LogEntry(models.Model):
    """One thing that happened, sealed to the one before; nobody can change or delete it."""

    number = models.PositiveIntegerField("số thứ tự")
    action = models.CharField("thao tác", max_length=40)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="người làm",
    )
    by_name = models.CharField("họ tên người làm", max_length=150)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name="đơn vị"
    )
    due_at = models.DateTimeField(
        "hẹn trả sau thao tác", null=True, blank=True, help_text="Để báo cáo của kỳ đã qua nói lại đúng điều đã nói."
    )
    note = models.TextField("nội dung", blank=True)
    data = models.JSONField("chi tiết", default=dict, blank=True)
    previous_hash = models.CharField("mã niêm trước", max_length=64, blank=True)
    hash = models.CharField("mã niêm", max_length=64)

    class Meta:
        abstract = True
