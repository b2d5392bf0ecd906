"""How long a procedure usually takes, as a whole and from each step on: of all places together and of each place."""

from django.db import models
from django.db.models import Q

from departments.models import Department
from procedures.models.catalogue import Procedure
from procedures.steps import StepKind


class UsualTime(models.Model):
    """Counted from finished dossiers by the floor that knows them; replaced as a whole at each count."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="usual_times", verbose_name="thủ tục")
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="cơ quan",
        help_text="Để trống: mọi nơi cộng lại.",
    )
    count = models.PositiveIntegerField("số hồ sơ")
    on_time = models.PositiveIntegerField("trong đó trước hạn và đúng hạn")
    half_within = models.PositiveSmallIntegerField(
        "một nửa xong trong (ngày làm việc)", help_text="Ngày nhận không tính; ngày dừng có căn cứ không tính."
    )
    most_within = models.PositiveSmallIntegerField("chín phần mười xong trong (ngày làm việc)")
    since = models.DateField("tính từ ngày")
    counted_at = models.DateTimeField("tính lúc")

    class Meta:
        verbose_name = "thời gian thường mất"
        verbose_name_plural = "thời gian thường mất"
        ordering = ["procedure", "department"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "department"], name="one_usual_time_per_place"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(department=None), name="one_usual_time_of_all_places"
            ),
            models.CheckConstraint(condition=Q(on_time__lte=models.F("count")), name="on_time_is_part_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.count} hồ sơ"


class UsualRest(models.Model):
    """From the day a step of a kind begins for the first time until the result is signed; counted like `UsualTime`."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="usual_rests", verbose_name="thủ tục")
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="cơ quan",
        help_text="Để trống: mọi nơi cộng lại.",
    )
    kind = models.CharField("từ bước", max_length=12, choices=StepKind)
    count = models.PositiveIntegerField("số hồ sơ")
    half_within = models.PositiveSmallIntegerField("một nửa xong trong (ngày làm việc)")
    most_within = models.PositiveSmallIntegerField("chín phần mười xong trong (ngày làm việc)")
    counted_at = models.DateTimeField("tính lúc")

    class Meta:
        verbose_name = "thời gian thường còn lại"
        verbose_name_plural = "thời gian thường còn lại"
        ordering = ["procedure", "department", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "department", "kind"], name="one_usual_rest_per_place"),
            models.UniqueConstraint(
                fields=["procedure", "kind"], condition=Q(department=None), name="one_usual_rest_of_all_places"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}, từ {self.get_kind_display()}: {self.count} hồ sơ"
