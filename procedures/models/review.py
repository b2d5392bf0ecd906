"""Review and simplification of procedures (rà soát, đơn giản hóa; NĐ 63/2010/NĐ-CP chương V): rounds and their yield.

Not the head's review of late dossiers: that is `cases.models.review`.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from departments.models import Department
from procedures.compliance_cost import Cost, Effort, of_a_year
from procedures.models.catalogue import Procedure
from procedures.models.fee import FeeItem
from procedures.models.limit import ProcessingLimit
from procedures.models.requirement import RequiredDocument
from procedures.models.version import ProcedureVersion
from procedures.models.workflow import WorkflowStep

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ReviewRound(models.Model):
    """A plan of review (kế hoạch rà soát): which procedures, by whom, until when, on what ground."""

    name = models.CharField("tên kế hoạch", max_length=255, unique=True)
    year = models.PositiveSmallIntegerField("năm")
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    legal_basis = models.CharField("căn cứ", max_length=500, help_text="Quyết định ban hành kế hoạch: số, ngày.")
    decided_by = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="+",
        verbose_name="cơ quan quyết định",
        help_text="Lãnh đạo cơ quan này duyệt phương án đơn giản hóa.",
    )
    hourly_wage = models.PositiveIntegerField(
        "thu nhập bình quân một giờ (đồng)", help_text="Dùng tính chi phí tuân thủ của mọi thủ tục trong kế hoạch."
    )
    wage_basis = models.CharField("căn cứ của mức thu nhập", max_length=500)

    if TYPE_CHECKING:
        reviews: RelatedManager["ProcedureReview"]

    class Meta:
        verbose_name = "kế hoạch rà soát"
        verbose_name_plural = "kế hoạch rà soát"
        ordering = ["-year", "-first", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="round_ends_after_it_begins",
                violation_error_message="Ngày cuối phải sau hoặc trùng ngày đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("cases:simplify_round", args=[self.pk])

    def is_over(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.last < day


class ProcedureReview(models.Model):
    """One procedure in one round: what was found, what it costs, what was decided. Fixed once it is decided."""

    class Conclusion(models.TextChoices):
        """What came of looking at it."""

        OPEN = "", "Chưa rà soát"
        KEEP = "keep", "Giữ nguyên"
        SIMPLIFY = "simplify", "Đề xuất đơn giản hóa"

    class Decision(models.TextChoices):
        """What the leader said."""

        NONE = "", "Chưa quyết định"
        APPROVED = "approved", "Duyệt"
        REJECTED = "rejected", "Không duyệt"

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="reviews", verbose_name="kế hoạch")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="reviews", verbose_name="thủ tục")
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="+", verbose_name="phiên bản được rà soát"
    )
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị rà soát")
    times_a_year = models.PositiveIntegerField(
        "số hồ sơ một năm", help_text="Hồ sơ tiếp nhận trong 365 ngày khi đưa vào kế hoạch; sửa được khi có số tốt hơn."
    )
    conclusion = models.CharField("kết luận", max_length=8, choices=Conclusion, blank=True, default=Conclusion.OPEN)
    findings = models.TextField("nhận xét", blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người kết luận"
    )
    concluded_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=8, choices=Decision, blank=True, default=Decision.NONE)
    decision_number = models.CharField("số, ký hiệu quyết định", max_length=60, blank=True)
    decision_day = models.DateField("ngày quyết định", null=True, blank=True)
    decision_note = models.TextField("ý kiến của lãnh đạo", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    draft = models.OneToOneField(
        ProcedureVersion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="simplified_by",
        verbose_name="phiên bản mới",
    )

    if TYPE_CHECKING:
        changes: RelatedManager["ProposedChange"]
        costs: RelatedManager["CostLine"]

    class Meta:
        verbose_name = "thủ tục được rà soát"
        verbose_name_plural = "thủ tục được rà soát"
        ordering = ["procedure__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "procedure"], name="one_review_per_procedure_and_round"),
            models.CheckConstraint(
                condition=Q(decision="")
                | Q(decision="rejected", conclusion="simplify")
                | Q(decision="approved", conclusion="simplify", decision_day__isnull=False) & ~Q(decision_number=""),
                name="approval_has_number_and_day",
                violation_error_message="Quyết định phải có số và ngày.",
            ),
            models.CheckConstraint(
                condition=Q(draft=None) | Q(decision="approved"), name="only_approved_changes_become_a_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}, {self.round}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("cases:simplify_procedure", args=[self.pk])

    @property
    def stage(self) -> str:
        """Where it stands, in one word or two."""
        if self.decision:
            return "Đã duyệt" if self.decision == self.Decision.APPROVED else "Không duyệt"
        return "Chờ quyết định" if self.conclusion == self.Conclusion.SIMPLIFY else self.get_conclusion_display()

    def cost(self) -> Cost:
        """Compliance cost a year of its activities, in đồng."""
        efforts = (line.effort for line in self.costs.all())
        return of_a_year(efforts, wage=self.round.hourly_wage, times=self.times_a_year)


class ProposedChange(models.Model):
    """One thing to be made simpler, with the reason; what it is about is a part of the version under review."""

    class Kind(models.TextChoices):
        """What can be spared."""

        DROP_DOCUMENT = "drop_paper", "Bỏ giấy tờ"
        MERGE_DOCUMENTS = "merge_paper", "Gộp giấy tờ"
        CUT_LIMIT = "cut_limit", "Rút ngắn thời hạn"
        DROP_STEP = "drop_step", "Bỏ bước"
        CUT_FEE = "cut_fee", "Giảm phí, lệ phí"
        OTHER = "other", "Việc khác"

    review = models.ForeignKey(ProcedureReview, models.CASCADE, related_name="changes", verbose_name="thủ tục")
    kind = models.CharField("loại", max_length=12, choices=Kind)
    document = models.ForeignKey(RequiredDocument, models.PROTECT, null=True, blank=True, related_name="+")
    into = models.ForeignKey(RequiredDocument, models.PROTECT, null=True, blank=True, related_name="+")
    limit = models.ForeignKey(ProcessingLimit, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.ForeignKey(WorkflowStep, models.PROTECT, null=True, blank=True, related_name="+")
    fee = models.ForeignKey(FeeItem, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.PositiveIntegerField("mức mới", null=True, blank=True, help_text="Ngày, giờ hoặc đồng, như mức cũ.")
    text = models.CharField("nội dung", max_length=1000, help_text="Điều đề xuất, viết thành câu.")
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "nội dung đề xuất"
        verbose_name_plural = "nội dung đề xuất"
        ordering = ["review", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="drop_paper", document__isnull=False)
                | Q(kind="merge_paper", document__isnull=False, into__isnull=False) & ~Q(document=F("into"))
                | Q(kind="cut_limit", limit__isnull=False, amount__isnull=False)
                | Q(kind="drop_step", step__isnull=False)
                | Q(kind="cut_fee", fee__isnull=False, amount__isnull=False)
                | Q(kind="other"),
                name="change_names_its_part",
            ),
            *(
                models.UniqueConstraint(
                    fields=["review", part], condition=Q(**{f"{part}__isnull": False}), name=f"one_change_per_{part}"
                )
                for part in ("document", "limit", "step", "fee")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CostLine(models.Model):
    """One activity of whoever follows the procedure (standard cost model), before and after the change."""

    class Activity(models.TextChoices):
        """The activities of the model's form."""

        PREPARE = "prepare", "Chuẩn bị giấy tờ"
        SUBMIT = "submit", "Nộp hồ sơ"
        PAY = "pay", "Nộp phí, lệ phí"
        CHECK = "check", "Phục vụ kiểm tra"
        COLLECT = "collect", "Nhận kết quả"
        OTHER = "other", "Việc khác"

    review = models.ForeignKey(ProcedureReview, models.CASCADE, related_name="costs", verbose_name="thủ tục")
    activity = models.CharField("hoạt động", max_length=8, choices=Activity)
    document = models.ForeignKey(RequiredDocument, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("cụ thể", max_length=500, blank=True)
    minutes_before = models.PositiveIntegerField("số phút hiện nay", default=0)
    minutes_after = models.PositiveIntegerField("số phút sau đơn giản hóa", default=0)
    money_before = models.PositiveIntegerField("số tiền hiện nay", default=0, help_text="Phí, lệ phí, sao chụp; đồng.")
    money_after = models.PositiveIntegerField("số tiền sau đơn giản hóa", default=0)

    class Meta:
        verbose_name = "dòng chi phí tuân thủ"
        verbose_name_plural = "chi phí tuân thủ"
        ordering = ["review", "pk"]

    def __str__(self) -> str:
        return self.name or self.get_activity_display()

    @property
    def effort(self) -> Effort:
        """What it takes, as the model counts it."""
        return Effort(self.minutes_before, self.minutes_after, self.money_before, self.money_after)
