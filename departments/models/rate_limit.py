"""Counters that hold over several processes; written by `departments.rate_limits` alone."""

from django.db import models

from departments.vietnamese import plain_moment


class RateLimit(models.Model):
    """How often something was tried in the window that is running."""

    key = models.CharField("khóa", max_length=64, primary_key=True, help_text="Mã băm; không lưu tên hay địa chỉ.")
    hits = models.PositiveIntegerField("số lần")
    window_ends = models.DateTimeField("hết hiệu lực lúc", db_index=True)

    class Meta:
        verbose_name = "giới hạn số lần thử"
        verbose_name_plural = "giới hạn số lần thử"

    def __str__(self) -> str:
        return f"{self.hits} lần, đến {plain_moment(self.window_ends)}"
