"""When things happen to a dossier: its moments, the limit it was received under, and what is promised now."""

from datetime import datetime

from django.db import models

from procedures.time_limits import LimitUnit, TimeLimit


class DossierMoments(models.Model):
    """The part of a dossier that is its times; due moments are recomputed, never edited."""

    submitted_at = models.DateTimeField("nộp lúc")
    answer_due_at = models.DateTimeField("phải trả lời trước", null=True, blank=True)
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    limit_amount = models.PositiveSmallIntegerField("thời hạn giải quyết", null=True, blank=True)
    limit_unit = models.CharField("đơn vị tính", max_length=16, choices=LimitUnit, blank=True)
    due_original = models.DateTimeField("hẹn trả ban đầu", null=True, blank=True)
    due_at = models.DateTimeField("hẹn trả", null=True, blank=True)
    late_from = models.DateTimeField(
        "quá hạn kể từ", null=True, blank=True, help_text="Hạn theo ngày: hết ngày hẹn; hạn theo giờ: đúng giờ hẹn."
    )
    clock_running = models.BooleanField("đang tính thời hạn", default=False)
    reappointed_at = models.DateTimeField("hẹn lại", null=True, blank=True)
    finished_at = models.DateTimeField("xử lý xong lúc", null=True, blank=True)
    returned_at = models.DateTimeField("trả kết quả lúc", null=True, blank=True)
    deleted_at = models.DateTimeField(
        "xóa lúc", null=True, blank=True, editable=False, help_text="Nhập sai, nhập trùng; ai xóa, vì sao: ở nhật ký."
    )

    class Meta:
        abstract = True

    @property
    def is_reappointed(self) -> bool:
        """Whether an apology's new date is the promise now; a later due moment (a supplement since) overtakes it."""
        return self.reappointed_at is not None and (self.due_at is None or self.reappointed_at > self.due_at)

    @property
    def promised_at(self) -> datetime | None:
        """The moment the applicant is promised now. What counts as late is `due_at`, which no apology moves."""
        return self.reappointed_at if self.is_reappointed else self.due_at

    def time_limit(self) -> TimeLimit | None:
        """The limit the dossier was received under, or None where the procedure has none."""
        if self.limit_amount is None or not self.limit_unit:
            return None
        return TimeLimit(self.limit_amount, LimitUnit(self.limit_unit))
