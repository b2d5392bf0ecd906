"""One submission of interlinked procedures (liên thông): what its dossiers have in common."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from procedures.models import Bundle, ProcedureVersion


class Application(models.Model):
    """The shared form and who sent it; each dossier has its own code, agency and clock. Closed when all are done."""

    key = models.UUIDField("khóa của lần nộp", default=uuid.uuid4, unique=True, editable=False)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="+", verbose_name="liên thông")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+", verbose_name="phiên bản thủ tục")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="tài khoản"
    )
    submitted_at = models.DateTimeField("nộp lúc")
    closed_at = models.DateTimeField("xong mọi hồ sơ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần nộp liên thông"
        verbose_name_plural = "các lần nộp liên thông"

    def __str__(self) -> str:
        return f"{self.version} {self.submitted_at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        """The one page on which all its dossiers are followed."""
        return reverse("cases:application", args=[self.key])
