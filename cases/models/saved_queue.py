"""A list that somebody narrowed and kept under a name, for himself or for the people of a unit."""

from typing import Self

from django.conf import settings
from django.db import models

from departments.access import posts_in_force
from departments.models import Department, User


class ListPage(models.TextChoices):
    """The pages that hold lists of dossiers; the value stands in addresses."""

    COUNTER = "mot-cua", "Một cửa"
    DESK = "xu-ly", "Xử lý hồ sơ"
    REVIEW = "ra-soat", "Rà soát hồ sơ chậm"
    OVERDUE = "qua-han", "Hồ sơ quá hạn và sắp đến hạn"


class SavedQueueQuerySet(models.QuerySet["SavedQueue"]):
    """Questions about kept lists."""

    def for_reader(self, user: User) -> Self:
        """The person's own, and those shared in a unit where he holds a post today; his first."""
        units = [post.department_id for post in posts_in_force(user)]
        found = self.filter(models.Q(owner=user) | models.Q(department__in=units))
        return found.select_related("owner", "department").order_by(
            models.F("department").asc(nulls_first=True), "name", "pk"
        )


class SavedQueue(models.Model):
    """A question, not an answer: what is in it is asked anew each time, with the reader's own rights."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_queues", verbose_name="người lưu"
    )
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dùng chung trong đơn vị",
        help_text="Để trống thì chỉ người lưu thấy.",
    )
    page = models.CharField("trang", max_length=12, choices=ListPage)
    name = models.CharField("tên danh sách", max_length=60)
    asked = models.JSONField("bộ lọc", default=dict, help_text="Danh sách, bộ lọc và thứ tự như trong địa chỉ trang.")
    columns = models.JSONField("cột", default=list, blank=True, help_text="Để trống thì theo cột người xem đã chọn.")
    opens_first = models.BooleanField("mở đầu tiên", default=False, help_text="Mở trang là thấy danh sách này.")

    objects = SavedQueueQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách đã lưu"
        verbose_name_plural = "danh sách đã lưu"
        ordering = ["owner", "page", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="one_saved_queue_per_name",
                violation_error_message="Bạn đã có một danh sách mang tên này.",
            ),
            models.UniqueConstraint(
                fields=["owner", "page"],
                condition=models.Q(opens_first=True),
                name="one_queue_opens_first",
                violation_error_message="Mỗi trang chỉ có một danh sách mở đầu tiên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
