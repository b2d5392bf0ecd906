"""Counters behind the dashboards: written in the transaction of each move, so that a number is as true as the move."""

from django.db import models

from departments.models import Department
from procedures.channels import Channel
from procedures.models import Field


class Statistic(models.Model):
    """What came in and what was closed in one day, or one month of the law, at one division, field and channel.

    `early`, `on_time`, `late` compare by the date as biểu II.06a does; `ended` was withdrawn or stopped. What is
    recalled leaves the day in which it was closed. Written by `cases.actions._statistics` alone.
    """

    class Span(models.TextChoices):
        """How long the counted time is; a month is the legal one, from the 15th to the 14th (NĐ 09/2019/NĐ-CP Đ12)."""

        DAY = "day", "Ngày"
        MONTH = "month", "Tháng báo cáo"

    span = models.CharField("khoảng", max_length=5, choices=Span)
    first = models.DateField("ngày đầu")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", db_index=False, verbose_name="cơ quan có thẩm quyền"
    )
    division = models.ForeignKey(
        Department, models.PROTECT, related_name="+", db_index=False, verbose_name="phòng chuyên môn"
    )
    field = models.ForeignKey(Field, models.PROTECT, related_name="+", db_index=False, verbose_name="lĩnh vực")
    channel = models.CharField("cách thức nộp", max_length=12, choices=Channel)
    # Not positive by constraint: a correction is added to the row as a negative number.
    received = models.IntegerField("tiếp nhận", default=0)
    early = models.IntegerField("xong trước hạn", default=0)
    on_time = models.IntegerField("xong đúng hạn", default=0)
    late = models.IntegerField("xong quá hạn", default=0)
    ended = models.IntegerField("rút, dừng giải quyết", default=0)

    class Meta:
        verbose_name = "số đếm"
        verbose_name_plural = "số đếm"
        constraints = [
            models.UniqueConstraint(
                fields=["span", "first", "department", "division", "field", "channel"], name="one_statistic_per_place"
            )
        ]
        indexes = [
            models.Index(fields=["department", "span", "first"], name="statistic_of_agency"),
            models.Index(fields=["division", "span", "first"], name="statistic_of_division"),
        ]

    def __str__(self) -> str:
        return f"{self.get_span_display()} {self.first:%d/%m/%Y}"


COUNTED = ("received", "early", "on_time", "late", "ended")
