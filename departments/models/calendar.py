"""The official calendar (days off, make-up days) and the office hours of units; all of it data with its legal basis."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from departments.models.department import Department


class Weekday(models.IntegerChoices):
    """Monday is 0, as in Python."""

    MONDAY = 0, "Thứ Hai"
    TUESDAY = 1, "Thứ Ba"
    WEDNESDAY = 2, "Thứ Tư"
    THURSDAY = 3, "Thứ Năm"
    FRIDAY = 4, "Thứ Sáu"
    SATURDAY = 5, "Thứ Bảy"
    SUNDAY = 6, "Chủ nhật"


class CalendarYear(models.Model):
    """A year whose days off are entered; a deadline is never computed into a year without such a row."""

    year = models.PositiveSmallIntegerField(
        "năm", unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    legal_basis = models.CharField("căn cứ", max_length=255, help_text="Thông báo nghỉ lễ, Tết của năm.")
    is_final = models.BooleanField(
        "đã có thông báo chính thức", default=True, help_text="Bỏ chọn khi lịch mới là dự kiến; ngày hẹn sẽ ghi rõ."
    )

    class Meta:
        verbose_name = "năm lịch"
        verbose_name_plural = "năm lịch"
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is not like its weekday: off, or worked to make up for another (hoán đổi, làm bù)."""

    class Kind(models.TextChoices):
        """Off on a working weekday, or worked on a weekend."""

        OFF = "off", "Ngày nghỉ"
        MAKEUP = "makeup", "Ngày làm bù"

    date = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=8, choices=Kind)
    name = models.CharField("tên gọi", max_length=120, help_text="Ví dụ: Ngày Văn hóa Việt Nam.")
    as_weekday = models.PositiveSmallIntegerField(
        "làm theo giờ của", choices=Weekday, null=True, blank=True, help_text="Chỉ dùng cho ngày làm bù."
    )
    legal_basis = models.CharField("căn cứ", max_length=255, help_text="Điều luật hoặc số thông báo.")

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="makeup", as_weekday__isnull=False) | Q(kind="off", as_weekday=None),
                name="makeup_day_has_the_hours_of_a_weekday",
                violation_error_message="Ngày làm bù phải chọn giờ làm của một thứ; ngày nghỉ thì để trống.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class OfficeHoursQuerySet(models.QuerySet["OfficeHours"]):
    """Questions about office hours."""

    def in_force(self, at: date | None = None) -> Self:
        """Hours that hold on the day `at` (today in Hà Nội when not given)."""
        at = at or timezone.localdate()
        return self.filter(valid_from__lte=at).exclude(valid_until__lte=at)


class OfficeHours(models.Model):
    """One session of one weekday; rows without a unit are the default of every unit that has none of its own."""

    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="office_hours",
        verbose_name="đơn vị",
        help_text="Để trống: giờ chung. Đơn vị có giờ riêng thì đơn vị trực thuộc theo giờ đó.",
    )
    weekday = models.PositiveSmallIntegerField("thứ", choices=Weekday)
    opens = models.TimeField("mở cửa")
    closes = models.TimeField("đóng cửa")
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    objects = OfficeHoursQuerySet.as_manager()

    class Meta:
        verbose_name = "giờ làm việc"
        verbose_name_plural = "giờ làm việc"
        ordering = ["department__path", "valid_from", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="office_closes_after_it_opens",
                violation_error_message="Giờ đóng cửa phải sau giờ mở cửa.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="office_hours_end_after_they_begin",
                violation_error_message="Ngày hết áp dụng phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["department", "weekday", "opens", "valid_from"],
                name="one_session_per_opening",
                violation_error_message="Ca làm việc này đã có.",
            ),
            models.UniqueConstraint(
                fields=["weekday", "opens", "valid_from"],
                condition=Q(department=None),
                name="one_common_session_per_opening",
                violation_error_message="Ca làm việc chung này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
