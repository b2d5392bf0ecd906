"""The steps inside the office (quy trình nội bộ), one list per version."""

from django.db import models
from django.db.models import Q

from departments.roles import Role
from procedures.models.version import ProcedureVersion
from procedures.steps import Place, StepKind
from procedures.time_limits import LimitUnit, TimeLimit


class WorkflowStep(models.Model):
    """One step with its role, its place and its own limit."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="steps", verbose_name="phiên bản")
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại bước", max_length=12, choices=StepKind)
    name = models.CharField("tên bước", max_length=255)
    role = models.CharField("vai trò", max_length=16, choices=Role)
    place = models.CharField("nơi làm", max_length=12, choices=Place)
    checklist = models.TextField(
        "việc cần kiểm tra", blank=True, help_text="Mỗi việc một dòng, tối đa 255 ký tự; cán bộ đánh dấu khi làm bước."
    )
    limit_amount = models.PositiveSmallIntegerField("thời hạn của bước", null=True, blank=True)
    limit_unit = models.CharField("đơn vị tính", max_length=16, choices=LimitUnit, blank=True)

    class Meta:
        verbose_name = "bước của quy trình"
        verbose_name_plural = "các bước của quy trình"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="one_step_per_position",
                violation_error_message="Hai bước có cùng thứ tự.",
            ),
            models.CheckConstraint(
                condition=Q(limit_amount=None, limit_unit="") | Q(limit_amount__gt=0) & ~Q(limit_unit=""),
                name="step_limit_is_whole",
                violation_error_message="Thời hạn của bước cần cả số và đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def checks(self) -> list[str]:
        """The lines of the checklist, each once."""
        return list(dict.fromkeys(line.strip()[:255] for line in self.checklist.splitlines() if line.strip()))

    def time_limit(self) -> TimeLimit | None:
        """The step's own limit, or None where it has none."""
        if self.limit_amount is None:
            return None
        return TimeLimit(self.limit_amount, LimitUnit(self.limit_unit))
