"""What those who lead do about late work and what is answered: urged, asked why, reported, the reason in the end."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from cases.models.task import Task
from departments.models import User


class LateReason(models.Model):
    """One reason that can be chosen; the office keeps its own list."""

    name = models.CharField("lý do", max_length=160, unique=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    in_use = models.BooleanField("đang dùng", default=True, help_text="Bỏ dấu thì không chọn được nữa; lời cũ còn lại.")

    class Meta:
        verbose_name = "lý do chậm"
        verbose_name_plural = "lý do chậm"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ReviewEntryQuerySet(models.QuerySet["ReviewEntry"]):
    """Chain them."""

    def open(self) -> Self:
        """Said, and nothing done about it yet."""
        return self.filter(settled_at=None).exclude(kind=ReviewEntry.Kind.EXPLAIN)

    def unseen_by(self, user: User) -> Self:
        """Said to this person, who has not opened the dossier since."""
        return self.filter(to=user, seen_at=None)


class ReviewEntry(models.Model):
    """Written by moves alone. `to` is who held the dossier then; without one it is said to the unit or the leader."""

    class Kind(models.TextChoices):
        """The move that wrote it."""

        URGE = "urge", "Đôn đốc"
        ASK = "ask_reason", "Hỏi lý do chậm"
        ESCALATE = "escalate", "Báo cáo lãnh đạo"
        EXPLAIN = "explain", "Giải trình"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="review_entries", verbose_name="hồ sơ")
    kind = models.CharField("việc", max_length=12, choices=Kind)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bước khi đó")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gửi đến"
    )
    reason = models.ForeignKey(
        LateReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lý do"
    )
    text = models.TextField("nội dung", blank=True)
    at = models.DateTimeField("lúc")
    seen_at = models.DateTimeField("người nhận mở hồ sơ lúc", null=True, blank=True)
    settled_at = models.DateTimeField("đã có người làm tiếp lúc", null=True, blank=True)

    objects = ReviewEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "lời đôn đốc, giải trình"
        verbose_name_plural = "đôn đốc, giải trình"
        ordering = ["dossier", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(settled_at=None, kind__in=["ask_reason", "escalate"]),
                name="one_open_question_of_a_kind",
                violation_error_message="Việc này đã hỏi rồi và đang chờ trả lời.",
            ),
            models.CheckConstraint(
                condition=Q(kind="explain", reason__isnull=False) | (~Q(kind="explain") & Q(reason=None)),
                name="an_explanation_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.dossier}"
