"""A file on its way: what has arrived of it so far, so that a broken line costs no more than its last piece."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.document import Document
from cases.models.draft import Draft
from procedures.models import RequiredDocument


class Upload(models.Model):
    """One file that is sent piece by piece; its pieces lie in the storage until all have come and were checked."""

    key = models.UUIDField("khóa", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản")
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="uploads", verbose_name="bản nháp")
    requirement = models.ForeignKey(RequiredDocument, models.PROTECT, related_name="+", verbose_name="giấy tờ")
    name = models.CharField("tên tệp", max_length=300)
    size = models.PositiveIntegerField("dung lượng (byte)")
    received = models.PositiveIntegerField("đã nhận (byte)", default=0)
    pieces = models.JSONField("các phần", default=list, help_text="Tên từng phần trong kho, theo thứ tự.")
    fingerprint = models.CharField(
        "dấu vân tay", max_length=100, help_text="Của máy gửi: chọn lại đúng tệp này thì gửi tiếp phần còn lại."
    )
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, related_name="+", verbose_name="thành tệp", help_text="Khi đã nhận xong."
    )
    refusal = models.CharField("lý do từ chối", max_length=1000, blank=True)
    began_at = models.DateTimeField("bắt đầu lúc")
    touched_at = models.DateTimeField("nhận lần cuối lúc", db_index=True)

    class Meta:
        verbose_name = "tệp đang gửi"
        verbose_name_plural = "tệp đang gửi"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=F("size")),
                name="upload_is_not_longer_than_announced",
                violation_error_message="Nhận nhiều hơn dung lượng đã báo.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_settled(self) -> bool:
        """Whether it has become a file or was refused; the answer stands for whoever asks again."""
        return self.document_id is not None or bool(self.refusal)
