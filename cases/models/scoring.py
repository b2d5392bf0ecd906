"""Scores of officers (chấm điểm): by which criteria, what a period's was fixed at, and what was said against it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from departments.models import Department

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Measure(models.TextChoices):
    """What the portal can count of an officer; each is explained where it is counted."""

    ON_TIME = "dung-han", "Hồ sơ xong đúng hẹn"
    STEPS = "dung-buoc", "Bước thụ lý trong định mức"
    RETURNED = "khong-tra-lai", "Hồ sơ lãnh đạo không phải trả lại để sửa"
    ASKED_ONCE = "bo-sung-mot-lan", "Hồ sơ không yêu cầu bổ sung quá một lần"
    CONTENT = "hai-long", "Đánh giá của người dân không phải “không hài lòng”"
    COMPLAINTS = "phan-anh", "Phản ánh được kết luận là đúng"


class ScoringRuleQuerySet(models.QuerySet["ScoringRule"]):
    """Questions about sets of criteria."""

    def in_force(self, on: date) -> Self:
        """Those that hold on the day."""
        return self.filter(valid_from__lte=on).exclude(valid_until__lt=on)


class ScoringRule(models.Model):
    """One set of criteria as the city or the unit above decided it, for the periods that end while it is in force."""

    name = models.CharField("tên bộ tiêu chí", max_length=200)
    legal_basis = models.CharField("căn cứ", max_length=500)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)
    least = models.PositiveSmallIntegerField(
        "số hồ sơ tối thiểu", help_text="Làm xong ít hơn trong kỳ thì không chấm: con số nói về may rủi hơn về người."
    )
    objection_days = models.PositiveSmallIntegerField(
        "số ngày làm việc được phản hồi", help_text="Kể từ ngày điểm của kỳ được chốt."
    )

    if TYPE_CHECKING:
        criteria: RelatedManager["ScoringCriterion"]

    objects = ScoringRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí chấm điểm"
        verbose_name_plural = "bộ tiêu chí chấm điểm"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="scoring_rule_ends_after_it_begins",
                violation_error_message="Ngày cuối phải không trước ngày đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """At any day at most one set is in force."""
        since: date | None = self.valid_from
        if since is None:
            return
        others = ScoringRule.objects.exclude(pk=self.pk).exclude(valid_until__lt=since)
        if self.valid_until:
            others = others.exclude(valid_from__gt=self.valid_until)
        if other := others.first():
            raise ValidationError({"valid_from": f"Trùng thời gian với “{other}”; hãy cho bộ ấy một ngày cuối trước."})


class ScoringCriterion(models.Model):
    """One criterion: full weight from a share on, in proportion below it; or so many points lost for each case."""

    rule = models.ForeignKey(ScoringRule, models.CASCADE, related_name="criteria", verbose_name="bộ tiêu chí")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    measure = models.CharField("tiêu chí", max_length=20, choices=Measure)
    weight = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=2)
    threshold = models.DecimalField(
        "tỷ lệ được trọn điểm (%)", max_digits=5, decimal_places=2, null=True, blank=True,
        help_text="Dưới tỷ lệ này thì điểm giảm theo tỷ lệ.",
    )  # fmt: skip
    lost_each = models.DecimalField(
        "điểm trừ mỗi vụ", max_digits=5, decimal_places=2, null=True, blank=True, help_text="Chỉ cho phản ánh đúng."
    )
    least = models.PositiveSmallIntegerField(
        "số lượng tối thiểu", default=0, help_text="Đếm được ít hơn thì không chấm tiêu chí này, không tính vào tổng."
    )

    class Meta:
        verbose_name = "tiêu chí chấm điểm"
        verbose_name_plural = "tiêu chí chấm điểm"
        ordering = ["rule", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "measure"],
                name="one_criterion_of_a_measure",
                violation_error_message="Tiêu chí này đã có trong bộ.",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs_something"),
            models.CheckConstraint(
                condition=Q(measure="phan-anh", lost_each__gt=0, threshold=None)
                | (~Q(measure="phan-anh") & Q(lost_each=None, threshold__gt=0, threshold__lte=100)),
                name="criterion_is_a_share_or_a_loss",
                violation_error_message="Phản ánh: nhập điểm trừ mỗi vụ. Tiêu chí khác: nhập tỷ lệ, trên 0 đến 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_measure_display()


class FixedScore(models.Model):
    """An officer's score of a closed period, with its evidence; written once by `fix_scores`, never changed."""

    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="scores", verbose_name="chuyên viên"
    )
    period = models.CharField("kỳ", max_length=40)
    score = models.JSONField("điểm và cách tính")
    evidence = models.JSONField("hồ sơ làm căn cứ")
    fingerprint = models.CharField("mã niêm", max_length=64)
    note = models.TextField("ghi chú", blank=True, max_length=1000)
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chốt")
    fixed_at = models.DateTimeField("chốt lúc")
    object_until = models.DateField("phản hồi đến hết ngày")

    if TYPE_CHECKING:
        entries: RelatedManager["ScoreEntry"]

    class Meta:
        verbose_name = "điểm đã chốt"
        verbose_name_plural = "điểm đã chốt"
        ordering = ["-fixed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "officer"], name="a_score_is_fixed_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.officer}, {self.period}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("cases:score", args=[self.unit.code, self.period, self.officer_id])


class ScoreEntry(models.Model):
    """What was said about a fixed score: the officer's objection, its answer, each corrected criterion. Append-only."""

    class Kind(models.TextChoices):
        """Who says what."""

        OBJECT = "object", "Phản hồi"
        ANSWER = "answer", "Trả lời"
        CORRECT = "correct", "Sửa điểm"

    score = models.ForeignKey(FixedScore, models.PROTECT, related_name="entries", verbose_name="điểm")
    kind = models.CharField("việc", max_length=8, choices=Kind)
    measure = models.CharField("tiêu chí", max_length=20, choices=Measure, blank=True)
    points = models.DecimalField("điểm sửa thành", max_digits=5, decimal_places=2, null=True, blank=True)
    text = models.TextField("nội dung", max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phản hồi về điểm"
        verbose_name_plural = "phản hồi về điểm"
        ordering = ["score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["score", "kind", "measure"], name="said_once_about_a_score"),
            models.CheckConstraint(
                condition=Q(kind="correct", points__isnull=False) & ~Q(measure="")
                | ~Q(kind="correct") & Q(points=None, measure=""),
                name="a_correction_names_its_criterion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.score}"
