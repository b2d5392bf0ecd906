"""One step of the workflow at one department: who holds it, since when, until when."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from departments.models import Department
from procedures.models import WorkflowStep

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from cases.models.reminder import Reminder
    from cases.models.task_tick import TaskTick


class Task(models.Model):
    """Opened and closed by moves; its due moment is the step's own limit, apart from the dossier's promise."""

    class Handed(models.TextChoices):
        """How a step came to its holder."""

        PASSED = "passed", "Chuyển người giữ"
        RETURNED = "returned", "Trả lại"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tasks", verbose_name="hồ sơ")
    step = models.ForeignKey(WorkflowStep, models.PROTECT, related_name="+", verbose_name="bước")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="người giữ"
    )
    # Where the step came to its holder otherwise than by the way of the workflow: from a colleague, or sent back.
    handed_how = models.CharField("đến do", max_length=10, choices=Handed, blank=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người chuyển"
    )
    handed_at = models.DateTimeField("chuyển lúc", null=True, blank=True)
    handed_why = models.TextField("lý do chuyển", blank=True)
    held_before = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người giữ trước",
    )
    opened_at = models.DateTimeField("bắt đầu lúc")
    due_at = models.DateTimeField("hạn của bước", null=True, blank=True)
    late_from = models.DateTimeField("chậm kể từ", null=True, blank=True)
    closed_at = models.DateTimeField("xong lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người làm xong"
    )

    if TYPE_CHECKING:
        reminders: RelatedManager[Reminder]
        ticks: RelatedManager[TaskTick]

    class Meta:
        verbose_name = "việc"
        verbose_name_plural = "việc"
        ordering = ["dossier", "pk"]
        indexes = [
            models.Index(
                fields=["assignee", "due_at", "id"],
                condition=Q(closed_at=None),
                include=["dossier", "late_from"],
                name="task_open_of_person",
            ),
            models.Index(
                fields=["department", "due_at", "id"],
                condition=Q(closed_at=None),
                include=["dossier", "assignee"],
                name="task_open_in_unit",
            ),
            # How fast a unit's people worked of late, however long its history.
            models.Index(
                fields=["department", "closed_at"],
                condition=Q(assignee__isnull=False, late_from__isnull=False),
                include=["assignee", "dossier", "step", "late_from"],
                name="task_closed_in_unit",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(closed_at=None),
                name="one_open_task_per_dossier",
                violation_error_message="Hồ sơ đang có một bước chưa xong.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} – {self.dossier}"
