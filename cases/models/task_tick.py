"""What was ticked off the checklist of a step: which line, by whom, when; it stays with the step."""

from django.conf import settings
from django.db import models

from cases.models.task import Task


class TaskTick(models.Model):
    """One line of the step's checklist that somebody has looked at."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="ticks", verbose_name="bước")
    line = models.CharField("việc đã kiểm tra", max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đánh dấu")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "việc đã đánh dấu"
        verbose_name_plural = "việc đã đánh dấu"
        ordering = ["task", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "line"], name="one_tick_per_line")]

    def __str__(self) -> str:
        return self.line
