"""Sentences that people write again and again: each person's own, and those of a unit."""

from typing import Self

from django.conf import settings
from django.db import models

from departments.access import posts_in_force
from departments.models import Department, User


class SnippetQuerySet(models.QuerySet["Snippet"]):
    """Questions about snippets."""

    def for_reader(self, user: User) -> Self:
        """The person's own, and those of the units where he holds a post today; his first."""
        units = [post.department_id for post in posts_in_force(user)]
        found = self.filter(models.Q(owner=user) | models.Q(department__in=units))
        return found.select_related("owner", "department").order_by(
            models.F("department").asc(nulls_first=True), "title", "pk"
        )


class Snippet(models.Model):
    """A text with a title by which it is found; put into the words of a move, where it can still be changed."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="snippets", verbose_name="người viết"
    )
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dùng chung trong đơn vị",
        help_text="Để trống thì chỉ người viết thấy.",
    )
    title = models.CharField("tên câu mẫu", max_length=80)
    text = models.TextField("nội dung", max_length=2000)

    objects = SnippetQuerySet.as_manager()

    class Meta:
        verbose_name = "câu mẫu"
        verbose_name_plural = "câu mẫu"
        ordering = ["owner", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "title"],
                name="one_snippet_per_title",
                violation_error_message="Bạn đã có một câu mẫu mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.title
