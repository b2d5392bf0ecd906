"""Where somebody is signed in: Django's session with what its holder may see of it."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from departments.vietnamese import plain_moment


class Session(AbstractBaseSession):
    """One browser. Written by `departments.sessions` alone; deleting the row signs that browser out."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name="tài khoản",
    )
    since = models.DateTimeField("đăng nhập lúc", null=True, blank=True)
    seen_at = models.DateTimeField("dùng lần cuối", null=True, blank=True, help_text="Chính xác đến mười phút.")
    device = models.CharField("thiết bị", max_length=60, blank=True)
    place = models.CharField("địa chỉ mạng", max_length=45, blank=True, help_text="Đã bỏ phần cuối.")

    class Meta:
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    def __str__(self) -> str:
        return f"{self.device}, từ {plain_moment(self.since)}" if self.since else "chưa đăng nhập"
