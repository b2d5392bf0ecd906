"""Who works where, as what, from which day to which day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from departments.models.department import Department
from departments.roles import Role

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def in_force(self, at: date | None = None) -> Self:
        """Posts held on the day `at` (today in Hà Nội when not given); a deputy's falls with the one it is for."""
        at = at or timezone.localdate()
        held = Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
        stood_in_for = Q(deputy_for__since__lte=at) & (Q(deputy_for__until=None) | Q(deputy_for__until__gt=at))
        return self.filter(held, Q(deputy_for=None) | stood_in_for)


class Post(models.Model):
    """One role of one person in one unit for a time; `deputy_for` names the post it stands in for."""

    Role = Role

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name="người giữ vị trí"
    )
    role = models.CharField("vai trò", max_length=16, choices=Role)
    department = models.ForeignKey(Department, models.PROTECT, related_name="posts", verbose_name="đơn vị")
    title = models.CharField(
        "chức vụ ghi ở chỗ ký",
        max_length=80,
        blank=True,
        help_text="Chỉ cho cấp phó, ví dụ Phó Chủ tịch: ký thay (KT.) người đứng đầu. Người đứng đầu để trống.",
    )
    since = models.DateField("từ ngày")
    until = models.DateField(
        "đến trước ngày", null=True, blank=True, help_text="Ngày đầu tiên không còn giữ vị trí; để trống nếu chưa định."
    )
    deputy_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name="làm thay cho",
        help_text="Vị trí được ủy quyền làm thay, nếu có.",
    )

    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người ủy quyền",
    )

    if TYPE_CHECKING:
        deputies: RelatedManager["Post"]

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"
        ordering = ["department__path", "role", "user__username"]
        indexes = [models.Index(fields=["department", "role"], name="post_department_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="post_ends_after_it_begins",
                violation_error_message="Ngày thôi giữ vị trí phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(deputy_for=None) | ~Q(deputy_for=F("id")),
                name="post_is_not_its_own_deputy",
                violation_error_message="Một vị trí không thể làm thay cho chính nó.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department"],
                condition=Q(until=None),
                name="one_open_post_per_user_role_department",
                violation_error_message="Người này đang giữ vai trò đó tại đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}, {self.department}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it is held; None where nobody has said."""
        return self.until - timedelta(days=1) if self.until else None
