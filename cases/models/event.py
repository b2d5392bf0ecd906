"""The log of a dossier: append-only in the database itself, each entry sealed to the one before."""

from django.conf import settings
from django.db import models

from cases.models.dossier import Dossier
from cases.status import Status
from departments.models import Department


class Event(models.Model):
    """One thing that happened. Written by `cases.actions._move` alone; nobody can change or delete it."""

    # The key of dossier and number finds them; what one person or unit has done is asked of no log of all dossiers.
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events", db_index=False, verbose_name="hồ sơ")
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
    from_status = models.PositiveSmallIntegerField("từ trạng thái", choices=Status, null=True, blank=True)
    to_status = models.PositiveSmallIntegerField("đến trạng thái", choices=Status)
    due_at = models.DateTimeField(
        "hẹn trả sau thao tác", null=True, blank=True, help_text="Để báo cáo của kỳ đã qua nói lại đúng điều đã nói."
    )
    note = models.TextField("nội dung", blank=True)
    data = models.JSONField("chi tiết", default=dict, blank=True)
    previous_hash = models.CharField("mã niêm trước", max_length=64, blank=True)
    hash = models.CharField("mã niêm", max_length=64)

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký hồ sơ"
        ordering = ["dossier", "number"]
        indexes = [
            # The rare moves that undo a finish: what reports of past periods must know of what came after.
            models.Index(fields=["at"], condition=models.Q(action="recall"), include=["dossier"], name="event_recall"),
        ]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_event_per_number")]

    def __str__(self) -> str:
        return f"{self.dossier} #{self.number} {self.action}"
