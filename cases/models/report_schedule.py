"""A report that one person wants again and again: the same question about each new period."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models.prepared_report import PreparedReport
from departments.models import User

# Tables alone: whoever needs people's names opens the list each time.
_TABLES = [choice for choice in PreparedReport.Form.choices if choice[0] != PreparedReport.Form.LIST]


class ReportScheduleQuerySet(models.QuerySet["ReportSchedule"]):
    """Chain them."""

    def of(self, account: User) -> Self:
        """The person's own."""
        return self.filter(account=account)

    def running(self) -> Self:
        """Neither paused nor ended."""
        return self.filter(paused_at=None, ended_at=None)

    def due(self, at: datetime) -> Self:
        """Those of which a file is to be asked for now."""
        return self.running().filter(next_at__lte=at)


class ReportSchedule(models.Model):
    """Only for the one who set it up: what a colleague may see is asked of the colleague's own posts."""

    class Rhythm(models.TextChoices):
        """How often, and of which period; `cases.reports.rhythms` says when."""

        DAILY = "hang-ngay", "Hằng ngày (của hôm trước)"
        WEEKLY = "hang-tuan", "Hằng tuần (thứ Hai)"
        MONTHLY = "hang-thang", "Hằng tháng, kỳ 15–14"
        QUARTERLY = "hang-quy", "Hằng quý, kỳ 15–14"
        CALENDAR_MONTHLY = "thang-duong-lich", "Hằng tháng dương lịch"
        CALENDAR_QUARTERLY = "quy-duong-lich", "Hằng quý dương lịch"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhận")
    report = models.CharField("báo cáo", max_length=40)
    query = models.CharField("câu hỏi", max_length=500, help_text="Như ở địa chỉ, không có kỳ.")
    form = models.CharField("dạng tệp", max_length=10, choices=_TABLES)
    posts = models.JSONField(
        "đặt với tư cách", help_text="Vai trò và đơn vị lúc đặt: mất một trong số đó thì dừng hẳn."
    )
    title = models.CharField("nội dung", max_length=300)
    rhythm = models.CharField("nhịp", max_length=20, choices=Rhythm)
    created_at = models.DateTimeField("đặt lúc")
    next_at = models.DateTimeField("lần tới")
    paused_at = models.DateTimeField("tạm dừng lúc", null=True, blank=True)
    ended_at = models.DateTimeField("dừng hẳn lúc", null=True, blank=True)
    ended_why = models.CharField("vì sao dừng hẳn", max_length=300, blank=True)

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo gửi định kỳ"
        verbose_name_plural = "báo cáo gửi định kỳ"
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(paused_at=None, ended_at=None), name="schedule_running"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "report", "form", "query", "rhythm"],
                condition=Q(ended_at=None),
                name="one_schedule_per_question_and_rhythm",
                violation_error_message="Báo cáo này đã được đặt gửi định kỳ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_rhythm_display()}"

    @property
    def page_url(self) -> str:
        """The report as it is now."""
        return f"{reverse('cases:report', args=[self.report])}?{self.query}"
