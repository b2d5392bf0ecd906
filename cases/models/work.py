"""Who is at work on a dossier now, and how long people have worked at each step."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.dossier import Dossier
from departments.models import Department
from procedures.models import WorkflowStep


class Work(models.Model):
    """One person at one step, from opening the work to the move; it tells others and keeps nobody out."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="works", verbose_name="hồ sơ")
    step = models.ForeignKey(
        WorkflowStep,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bước",
        help_text="Trống khi hồ sơ chưa được tiếp nhận.",
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name="người làm"
    )
    since = models.DateTimeField("từ")
    seen_at = models.DateTimeField("thấy còn làm lúc")
    ended_at = models.DateTimeField("đến", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("số phút", default=0)

    class Meta:
        verbose_name = "lần làm việc"
        verbose_name_plural = "các lần làm việc"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["department", "ended_at"], name="work_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None), name="one_person_at_work_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")), name="work_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}, {self.person}"
