"""A file of a report that is made in the background for one person, and stands ready for him for some days."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.models import User

# Long enough for a leave; what lies longer is asked for again.
KEPT = timedelta(days=7)


class PreparedReportQuerySet(models.QuerySet["PreparedReport"]):
    """Chain them."""

    def of(self, account: User) -> Self:
        """What the person asked for and did not delete."""
        return self.filter(account=account).exclude(state=PreparedReport.State.GONE)

    def unfinished(self) -> Self:
        """Still to be made, or being made."""
        return self.filter(state__in=PreparedReport.UNFINISHED)

    def due(self, at: datetime) -> Self:
        """Those that a worker may take up now: new ones, and those whose worker was lost."""
        return self.unfinished().filter(next_at__lte=at)


class PreparedReport(models.Model):
    """One question of one person and the file that answers it.

    The row stays when the file is gone: who had which list of people written to a file may be asked later.
    """

    class Form(models.TextChoices):
        """What kind of file: the table in three ways, or the list behind one of its numbers."""

        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"
        PDF = "pdf", "PDF"
        LIST = "danh-sach", "Danh sách (CSV)"

    class State(models.TextChoices):
        """`failed` is told with its reason; `gone` was deleted by its person, or its days were over."""

        WAITING = "waiting", "Đang chờ"
        WORKING = "working", "Đang làm"
        READY = "ready", "Đã xong"
        FAILED = "failed", "Không làm được"
        GONE = "gone", "Đã xóa"

    UNFINISHED = (State.WAITING, State.WORKING)

    key = models.UUIDField("khóa", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người hỏi")
    report = models.CharField("báo cáo", max_length=40)
    query = models.CharField("câu hỏi", max_length=500, help_text="Kỳ, đơn vị, dòng, quy ước, bộ lọc như ở địa chỉ.")
    form = models.CharField("dạng tệp", max_length=10, choices=Form)
    posts = models.JSONField("hỏi với tư cách", help_text="Vai trò và đơn vị lúc hỏi: chúng quyết định có hồ sơ nào.")
    title = models.CharField("nội dung", max_length=300)
    schedule = models.ForeignKey(
        "cases.ReportSchedule", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gửi định kỳ"
    )
    asked_at = models.DateTimeField("hỏi lúc", help_text="Số liệu là của lúc này, dù tệp làm xong muộn hơn.")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("số lần đã làm", default=0)
    next_at = models.DateTimeField(
        "làm lúc", help_text="Khi đang làm: lúc tiến trình khác được làm thay, nếu tiến trình này mất."
    )
    done = models.PositiveIntegerField("số dòng đã ghi", default=0)
    total = models.PositiveIntegerField("số dòng phải ghi", default=0, help_text="0 khi chưa biết.")
    name = models.CharField("tên tệp", max_length=200, blank=True)
    file = models.CharField("tệp trong kho", max_length=200, blank=True, db_index=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", default=0)
    ready_at = models.DateTimeField("xong lúc", null=True, blank=True)
    expires_at = models.DateTimeField("giữ đến", null=True, blank=True)
    error = models.CharField("lý do không làm được", max_length=300, blank=True)

    objects = PreparedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_at", "id"], condition=Q(state__in=["waiting", "working"]), name="prepared_unfinished"
            ),
            models.Index(fields=["expires_at"], condition=Q(state__in=["ready", "failed"]), name="prepared_kept"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "report", "form", "query"],
                condition=Q(state__in=["waiting", "working"], schedule=None),
                name="one_unfinished_file_per_question",
                violation_error_message="Tệp này đang được chuẩn bị.",
            ),
            models.UniqueConstraint(fields=["schedule", "query"], name="one_file_per_schedule_and_period"),
            models.CheckConstraint(
                condition=Q(state="ready", ready_at__isnull=False, expires_at__isnull=False) & ~Q(file="")
                | ~Q(state="ready") & Q(file=""),
                name="a_ready_report_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the file is handed out."""
        return reverse("cases:prepared_report", args=[self.key])

    @property
    def page_url(self) -> str:
        """The page that asks the same."""
        if self.form == self.Form.LIST:
            return f"{reverse('cases:report_list', args=[self.report])}?{self.query}"
        return f"{reverse('cases:report', args=[self.report])}?{self.query}"
