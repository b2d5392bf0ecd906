"""What a citizen has begun and not yet submitted; it has no code and is no dossier."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from procedures.models import Offering, ProcedureVersion


class Draft(models.Model):
    """Answers of the wizard, page by page, saved while they are typed; there may be several of one procedure."""

    key = models.UUIDField("khóa", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", verbose_name="tài khoản"
    )
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+", verbose_name="phiên bản thủ tục")
    offering = models.ForeignKey(
        Offering, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nơi nộp"
    )
    answers = models.JSONField("nội dung đã nhập", default=dict, blank=True)
    number = models.PositiveSmallIntegerField("bản thứ", default=1)
    done = models.PositiveSmallIntegerField("số trang đã xong", default=0)
    pages = models.PositiveSmallIntegerField("số trang phải điền", default=0)
    turn = models.PositiveIntegerField(
        "lượt gửi", default=0, help_text="Mỗi lần gửi một trang thì tăng một; bản lưu tự động của lượt cũ không ghi đè."
    )
    started_at = models.DateTimeField("bắt đầu lúc")
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "version", "number"],
                name="drafts_of_a_procedure_are_numbered",
                violation_error_message="Bạn đang có một bản nháp mang số này của thủ tục này.",
            )
        ]

    def __str__(self) -> str:
        return f"Bản nháp: {self.version}"

    def address(self, page: str = "") -> str:
        """A page of the draft, or its first question; the first draft of a procedure needs no number."""
        name, again = ("cases:wizard", [page]) if page else ("cases:start", [])
        code = self.version.procedure.code
        if self.number == 1:
            return reverse(name, args=[code, *again])
        return reverse(f"{name}_again", args=[code, self.number, *again])

    def keeping_address(self, page: str) -> str:
        """Where the page is kept while it is typed."""
        return f"{self.address(page)}luu/"
