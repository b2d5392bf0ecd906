"""A file on its way: what has arrived of it so far, so that a broken line costs no more than its last piece."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.document import Document
from cases.models.draft import Draft
from procedures.models import RequiredDocument


class Upload(models.Model):
    """One file that is sent piece by piece; its pieces lie in the storage until all have come and were checked.

    It becomes a file of a draft at once, or waits for the form of a page to be sent with it.
    """

    key = models.UUIDField("khóa", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="uploads", verbose_name="bản nháp")
    requirement = models.ForeignKey(
        RequiredDocument, models.PROTECT, null=True, related_name="+", verbose_name="giấy tờ"
    )
    page = models.CharField(
        "trang", max_length=200, blank=True, help_text="Địa chỉ của biểu mẫu mà tệp sẽ đi cùng, khi không vào bản nháp."
    )
    box = models.CharField("ô", max_length=100, blank=True, help_text="Ô chọn tệp của biểu mẫu ấy.")
    arrived_at = models.DateTimeField(
        "nhận xong lúc", null=True, help_text="Đã nhận đủ và kiểm tra, chờ người gửi bấm gửi biểu mẫu."
    )
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
            ),
            models.CheckConstraint(
                condition=Q(draft__isnull=False, requirement__isnull=False, page="", arrived_at=None)
                | (Q(draft=None, requirement=None, document=None) & ~Q(page="")),
                name="upload_goes_to_a_draft_or_with_a_form",
                violation_error_message="Tệp vào một bản nháp hoặc đi cùng một biểu mẫu, không cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_settled(self) -> bool:
        """Whether it has become a file, waits for its form or was refused; the answer stands for whoever asks again."""
        return self.document_id is not None or self.arrived_at is not None or bool(self.refusal)
