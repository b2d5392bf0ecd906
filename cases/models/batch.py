"""One move made on many dossiers at once: what was asked, and what became of each."""

import uuid

from django.conf import settings
from django.db import models

from cases.models.dossier import Dossier
from cases.status import MOVES


class Batch(models.Model):
    """What was asked once for all. `key` comes with the form, so that the same form sent again is the same batch."""

    key = models.UUIDField("khóa của lần gửi", unique=True, default=uuid.uuid4, editable=False)
    action = models.CharField("thao tác", max_length=32)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    at = models.DateTimeField("lúc")
    said = models.JSONField("điều đã nhập", default=dict, blank=True)
    came_from = models.CharField("từ danh sách", max_length=1000, blank=True)

    class Meta:
        verbose_name = "lần làm hàng loạt"
        verbose_name_plural = "các lần làm hàng loạt"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.label} hàng loạt"

    @property
    def label(self) -> str:
        """The move, as its button calls it."""
        return MOVES[self.action].label


class BatchItem(models.Model):
    """One dossier of a batch; `revision` is the one the person's page showed."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang làm"
        DONE = "done", "Đã làm"
        REFUSED = "refused", "Không làm được"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name="lần làm")
    position = models.PositiveSmallIntegerField("thứ tự")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    revision = models.PositiveIntegerField("lần thay đổi đã thấy")
    state = models.CharField("kết quả", max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField("vì sao", max_length=500, blank=True)

    class Meta:
        verbose_name = "hồ sơ của lần làm"
        verbose_name_plural = "hồ sơ của lần làm"
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "dossier"], name="once_in_a_batch")]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_state_display()}"
