"""What the applicant is told; written in the same transaction as the move it tells of."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier


class Notice(models.Model):
    """One message, shown in the portal."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="notices", verbose_name="hồ sơ")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="tài khoản",
    )
    action = models.CharField("thao tác", max_length=40)
    subject = models.CharField("tiêu đề", max_length=255)
    text = models.TextField("nội dung")
    created_at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["account"], condition=Q(read_at=None), name="notice_unread")]

    def __str__(self) -> str:
        return self.subject
