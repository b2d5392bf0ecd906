"""Phản ánh, kiến nghị (PAKN): what somebody says about how he was served or about a rule, and the office's answer."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.feedback_status import FeedbackStatus
from cases.models.dossier import Dossier
from cases.models.feedback_queries import FeedbackQuerySet
from cases.models.log_entry import LogEntry
from departments.models import Department
from procedures.models import Procedure

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from cases.models.document import Document
    from cases.models.notice import Notice


class Feedback(models.Model):
    """Its status is written by `cases.actions._feedback_move` alone; its due moments are recomputed, never edited."""

    Status = FeedbackStatus

    class Kind(models.TextChoices):
        """What it is about, in the words of those who send it."""

        LATE = "late", _("Chậm giải quyết, chậm trả lời")
        CONDUCT = "conduct", _("Thái độ, hành vi của cán bộ")
        DEMANDS = "demands", _("Đòi giấy tờ, khoản tiền ngoài quy định")
        RULE = "rule", _("Quy định, thủ tục chưa hợp lý")
        PORTAL = "portal", _("Cổng trực tuyến khó dùng, bị lỗi")
        PROPOSAL = "proposal", _("Kiến nghị cách làm tốt hơn")
        OTHER = "other", _("Việc khác")

    code = models.CharField("mã phản ánh", max_length=20, unique=True, null=True, editable=False)
    key = models.UUIDField(
        "khóa của lần gửi", default=uuid.uuid4, unique=True, editable=False, help_text="Gửi hai lần vẫn là một."
    )
    revision = models.PositiveIntegerField("lần thay đổi", default=0, editable=False)

    # What it is about.
    kind = models.CharField("về việc", max_length=10, choices=Kind)
    subject = models.CharField("tóm tắt", max_length=200)
    text = models.TextField("nội dung", max_length=5000)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="feedback", verbose_name="về hồ sơ"
    )
    dossier_said = models.CharField(
        "mã hồ sơ người gửi ghi", max_length=40, blank=True, help_text="Không kiểm chứng là hồ sơ của người gửi."
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="về thủ tục"
    )

    # Who answers: the agency, its reception, the unit that has it now, and the person there.
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="cơ quan trả lời")
    desk = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="nơi tiếp nhận")
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị đang xử lý")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xử lý"
    )

    # Who sent it. The law wants a name and a way to answer; neither is ever published.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tài khoản"
    )
    sender_name = models.CharField("họ tên người gửi", max_length=255)
    phone = models.CharField("số điện thoại", max_length=32, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    address = models.CharField("địa chỉ", max_length=500, blank=True)
    search_text = models.TextField("chữ để tìm trong công việc", blank=True, editable=False)
    wants_silence = models.BooleanField(
        "đề nghị không đăng công khai", default=False, help_text="Tên và liên hệ thì không bao giờ được đăng."
    )

    # Where it stands.
    status = models.PositiveSmallIntegerField("trạng thái", choices=FeedbackStatus, default=FeedbackStatus.SENT)
    sent_at = models.DateTimeField("gửi lúc")
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    finished_at = models.DateTimeField("trả lời, từ chối hoặc rút lúc", null=True, blank=True)
    published_at = models.DateTimeField("công khai lúc", null=True, blank=True)
    due_at = models.DateTimeField("phải trả lời trước", null=True, blank=True)
    duty_due_at = models.DateTimeField("hạn của việc tiếp theo", null=True, blank=True)
    duty_late_from = models.DateTimeField("việc tiếp theo quá hạn kể từ", null=True, blank=True)
    broken_term = models.CharField(
        "thời hạn đã không giữ", max_length=10, blank=True, help_text="Thời hạn đầu tiên bị quá; trống: giữ đủ."
    )

    # What came of it.
    answer = models.TextField("câu trả lời", max_length=10000, blank=True)
    upheld = models.BooleanField(
        "phản ánh đúng",
        null=True,
        blank=True,
        help_text="Kết luận của người trả lời; trống khi không có gì để kết luận.",
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trình"
    )
    public_question = models.TextField("nội dung đăng công khai", max_length=5000, blank=True)
    public_answer = models.TextField("câu trả lời đăng công khai", max_length=10000, blank=True)
    public_folded = models.TextField("chữ để tìm", blank=True, editable=False)
    satisfied = models.BooleanField("hài lòng với câu trả lời", null=True, blank=True)
    rating_words = models.TextField("ý kiến về câu trả lời", max_length=2000, blank=True)
    rated_at = models.DateTimeField("đánh giá lúc", null=True, blank=True)

    if TYPE_CHECKING:
        events: RelatedManager["FeedbackEvent"]
        stops: RelatedManager["FeedbackStop"]
        documents: RelatedManager[Document]
        notices: RelatedManager[Notice]

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"
        indexes = [
            models.Index(
                fields=["unit", "duty_due_at", "id"], condition=Q(duty_due_at__isnull=False), name="feedback_owed"
            ),
            models.Index(fields=["-published_at", "-id"], condition=Q(status=6), name="feedback_published"),
            # The public figures of a year read this index alone.
            models.Index(
                fields=["sent_at"],
                include=["status", "broken_term", "duty_late_from", "satisfied"],
                name="feedback_sent",
            ),
            models.Index(fields=["department", "sent_at"], name="feedback_of_agency"),
            models.Index(fields=["account", "-sent_at"], name="feedback_of_account"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="feedback_can_be_answered",
                violation_error_message="Cần số điện thoại hoặc thư điện tử để trả lời người gửi.",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(finished_at__isnull=False, finished_at__lte=F("published_at")),
                name="feedback_is_answered_before_it_is_published",
                violation_error_message="Chỉ công khai sau khi đã trả lời.",
            ),
        ]

    def __str__(self) -> str:
        return self.code or "phản ánh đang gửi"

    def get_absolute_url(self) -> str:
        """The page for those who work on it; the sender and the public have their own."""
        return reverse("cases:feedback_work", args=[self.code])

    def is_late(self, at: datetime) -> bool:
        """Whether a term was broken, or what is due now is late."""
        return bool(self.broken_term) or (self.duty_late_from is not None and self.duty_late_from <= at)


class FeedbackStop(models.Model):
    """A stretch in which the clock stands because the sender was asked."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="stops", verbose_name="phản ánh")
    legal_basis = models.CharField("căn cứ", max_length=500)
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần chờ người gửi bổ sung"
        verbose_name_plural = "các lần chờ người gửi bổ sung"
        ordering = ["feedback", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="feedback_stop_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["feedback"], condition=Q(until=None), name="one_open_stop_per_feedback"),
        ]

    def __str__(self) -> str:
        return f"Chờ bổ sung từ {self.since:%d/%m/%Y}"


class FeedbackEvent(LogEntry):
    """One thing that happened. Written by `cases.actions._feedback_move` alone; nobody can change or delete it."""

    feedback = models.ForeignKey(
        Feedback, models.PROTECT, related_name="events", db_index=False, verbose_name="phản ánh"
    )
    from_status = models.PositiveSmallIntegerField("từ trạng thái", choices=FeedbackStatus, null=True, blank=True)
    to_status = models.PositiveSmallIntegerField("đến trạng thái", choices=FeedbackStatus)

    class Meta:
        verbose_name = "sự kiện của phản ánh"
        verbose_name_plural = "nhật ký phản ánh"
        ordering = ["feedback", "number"]
        constraints = [models.UniqueConstraint(fields=["feedback", "number"], name="one_feedback_event_per_number")]

    def __str__(self) -> str:
        return f"{self.feedback} #{self.number} {self.action}"

    @property
    def matter_id(self) -> int:
        """Whose log it stands in; part of the seal."""
        return self.feedback_id
