"""What the applicant and the office write to each other about a dossier; apart from notes that colleagues leave."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.document import Document
from cases.models.dossier import Dossier


class Message(models.Model):
    """One message; nobody changes or deletes it."""

    class Side(models.TextChoices):
        """Who speaks."""

        CITIZEN = "citizen", "Người nộp"
        OFFICE = "office", "Cơ quan"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="messages", verbose_name="hồ sơ")
    key = models.UUIDField(
        "khóa của lần gửi", default=uuid.uuid4, unique=True, editable=False, help_text="Gửi hai lần vẫn là một tin."
    )
    side = models.CharField("bên gửi", max_length=8, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name="người viết"
    )
    text = models.TextField("nội dung", max_length=2000)
    documents = models.ManyToManyField(Document, related_name="messages", blank=True, verbose_name="tệp kèm")
    sent_at = models.DateTimeField("gửi lúc")
    read_at = models.DateTimeField("bên kia đọc lúc", null=True, blank=True)
    settled_at = models.DateTimeField(
        "trả lời lúc", null=True, blank=True, help_text="Của người nộp: cơ quan đã trả lời, hoặc không cần trả lời."
    )

    class Meta:
        verbose_name = "tin trao đổi"
        verbose_name_plural = "tin trao đổi"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["dossier"], condition=Q(side="citizen", settled_at=None), name="message_unanswered")
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}, {self.sent_at:%d/%m/%Y}"
