"""One version of a procedure: what the law asks from one day to another. Immutable once published."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from procedures.models.catalogue import Procedure

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from procedures.models.fee import FeeItem
    from procedures.models.form import FormField
    from procedures.models.limit import ProcessingLimit
    from procedures.models.relief import FeeRelief
    from procedures.models.requirement import RequiredDocument, ResultPaper
    from procedures.models.workflow import WorkflowStep


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Questions about versions."""

    def in_force(self, at: date | None = None) -> Self:
        """Published versions that hold on the day `at` (today in Hà Nội when not given)."""
        at = at or timezone.localdate()
        return (
            self.exclude(status=ProcedureVersion.Status.DRAFT).filter(valid_from__lte=at).exclude(valid_until__lte=at)
        )


class ProcedureVersion(models.Model):
    """A dossier keeps the version it was submitted under, whatever the law becomes later."""

    class Status(models.TextChoices):
        """Only a draft may be changed."""

        DRAFT = "draft", "Bản nháp"
        PUBLISHED = "published", "Đã công bố"
        ENDED = "ended", "Hết hiệu lực"

    class SupplementPolicy(models.TextChoices):
        """What an in-process supplement does to the limit; both effects exist in law."""

        RESET = "RESET", "Tính lại từ đầu khi đủ hồ sơ"
        PAUSE = "PAUSE", "Không tính thời gian bổ sung"

    class SupplementExpiry(models.TextChoices):
        """What becomes of a dossier when the applicant has not sent what was asked for in time."""

        ASK = "", "Nhắc cán bộ, cán bộ trình lãnh đạo quyết định"
        CLOSE = "close", "Đóng hồ sơ"
        REFUSE = "refuse", "Từ chối giải quyết"

    class UsualOwner(models.TextChoices):
        """Whose matter it usually is, as seen from whoever submits."""

        SELF = "self", "Chính người nộp"
        CHILD = "child", "Con chưa thành niên của người nộp"
        OTHER = "other", "Người khác"
        ORGANISATION = "organisation", "Tổ chức, doanh nghiệp"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions", verbose_name="thủ tục")
    number = models.PositiveSmallIntegerField("phiên bản số")
    status = models.CharField("trạng thái", max_length=12, choices=Status, default=Status.DRAFT)
    name = models.CharField("tên thủ tục", max_length=1000)
    search_text = models.TextField("nội dung tìm kiếm", editable=False, help_text="Tên, từ thường dùng, mã: đã bỏ dấu.")
    synopsis = models.TextField("nói ngắn gọn", blank=True, help_text="Một câu bằng lời thường: cho ai, để làm gì.")
    keywords = models.CharField("từ người dân hay dùng", max_length=500, blank=True)
    decision = models.CharField("quyết định công bố", max_length=255, blank=True)
    agency = models.CharField("cơ quan thực hiện", max_length=1000, blank=True)
    audience = models.CharField("đối tượng thực hiện", max_length=1000, blank=True)
    usual_owner = models.CharField(
        "thường nộp cho ai",
        max_length=12,
        choices=UsualOwner,
        default=UsualOwner.SELF,
        help_text="Câu trả lời chọn sẵn khi người dân bắt đầu nộp trực tuyến.",
    )
    commune_level = models.BooleanField("cấp xã", default=False)
    city_level = models.BooleanField("cấp tỉnh", default=False)
    ministry_level = models.BooleanField("cấp bộ", default=False)
    procedure_text = models.TextField("trình tự thực hiện", blank=True)
    conditions = models.TextField("yêu cầu, điều kiện", blank=True)
    legal_basis = models.TextField("căn cứ pháp lý", blank=True, help_text="Mỗi văn bản một dòng.")
    supplement_policy = models.CharField(
        "khi phải bổ sung trong quá trình giải quyết",
        max_length=8,
        choices=SupplementPolicy,
        default=SupplementPolicy.RESET,
    )
    supplement_basis = models.CharField("căn cứ của cách tính khi bổ sung", max_length=255, blank=True)
    supplement_days = models.PositiveSmallIntegerField(
        "thời hạn người dân bổ sung (ngày)", null=True, blank=True, help_text="Để trống nếu văn bản không quy định."
    )
    supplement_expiry = models.CharField(
        "hết thời hạn mà không bổ sung",
        max_length=8,
        choices=SupplementExpiry,
        default=SupplementExpiry.ASK,
        blank=True,
        help_text="Cổng chỉ tự đóng hoặc từ chối khi văn bản của thủ tục quy định như vậy.",
    )
    valid_from = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    valid_until = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    needs_review = models.BooleanField("cần người xem lại", default=False)
    review_notes = models.TextField("chỗ chưa đọc chắc chắn", blank=True, help_text="Mỗi chỗ một dòng.")
    source_fingerprint = models.CharField("dấu vân tay của nguồn", max_length=64, blank=True, editable=False)

    if TYPE_CHECKING:
        cases: RelatedManager["ProcedureCase"]
        limits: RelatedManager[ProcessingLimit]
        fees: RelatedManager[FeeItem]
        reliefs: RelatedManager[FeeRelief]
        requirements: RelatedManager[RequiredDocument]
        results: RelatedManager[ResultPaper]
        steps: RelatedManager[WorkflowStep]
        form_fields: RelatedManager[FormField]

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản thủ tục"
        verbose_name_plural = "phiên bản thủ tục"
        ordering = ["procedure__code", "-number"]
        indexes = [
            models.Index(fields=["source_fingerprint"], name="version_fingerprint"),
            models.Index(fields=["valid_from"], condition=~Q(status="draft"), name="version_published"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"],
                name="one_version_per_number",
                violation_error_message="Thủ tục đã có phiên bản mang số này.",
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(status="published", valid_until=None),
                name="one_open_published_version",
                violation_error_message="Thủ tục đang có một phiên bản công bố chưa định ngày hết hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(valid_from__isnull=False),
                name="published_version_has_its_first_day",
                violation_error_message="Phiên bản công bố phải có ngày hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="version_ends_after_it_begins",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the procedure."""
        return self.procedure.get_absolute_url()


class ProcedureCase(models.Model):
    """A case (trường hợp) of one version with limits, fees or papers of its own."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="cases", verbose_name="phiên bản")
    code = models.CharField("mã trường hợp", max_length=40)
    name = models.TextField("trường hợp")

    class Meta:
        verbose_name = "trường hợp"
        verbose_name_plural = "trường hợp"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"], name="one_case_per_code", violation_error_message="Mã trường hợp bị trùng."
            )
        ]

    def __str__(self) -> str:
        return self.name
