"""Papers of a dossier: the checklist of what was handed in, and the files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.dossier import Dossier
from cases.models.draft import Draft
from cases.models.feedback import Feedback
from procedures.models import RequiredDocument


class Paper(models.Model):
    """One required document of a dossier: what came of it, whether it is digitised, and whether it will do."""

    class Digitisation(models.TextChoices):
        """Whether the office has it as a file (TT 01/2023/TT-VPCP)."""

        NONE = "none", "Chưa số hóa"
        DIGITISED = "digitised", "Đã số hóa"
        REUSED = "reused", "Tái sử dụng"

    class Verdict(models.TextChoices):
        """What whoever looked at it says."""

        NOT_LOOKED_AT = "", "Chưa xem"
        FITS = "fits", "Đạt"
        FAILS = "fails", "Không đạt"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers", verbose_name="hồ sơ")
    requirement = models.ForeignKey(RequiredDocument, models.PROTECT, related_name="+", verbose_name="giấy tờ")
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    digitisation = models.CharField("số hóa", max_length=10, choices=Digitisation, default=Digitisation.NONE)
    verdict = models.CharField("đánh giá", max_length=5, choices=Verdict, blank=True, default=Verdict.NOT_LOOKED_AT)
    verdict_note = models.CharField("chưa đạt ở chỗ nào", max_length=500, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đánh giá"
    )
    marked_at = models.DateTimeField("đánh giá lúc", null=True, blank=True)

    class Meta:
        verbose_name = "giấy tờ của hồ sơ"
        verbose_name_plural = "giấy tờ của hồ sơ"
        ordering = ["dossier", "requirement__position"]
        constraints = [models.UniqueConstraint(fields=["dossier", "requirement"], name="one_paper_per_requirement")]

    def __str__(self) -> str:
        return str(self.requirement)

    @property
    def is_on_paper(self) -> bool:
        """Whether the desk holds it as paper."""
        return bool(self.originals or self.copies)


class Document(models.Model):
    """One file, stored outside the web root under a name of our own; `cases.storage` checks it on the way in."""

    class Kind(models.TextChoices):
        """What the file is to the dossier."""

        SUBMITTED = "submitted", _("Giấy tờ nộp")
        SUPPLEMENT = "supplement", _("Giấy tờ bổ sung")
        RESULT = "result", _("Kết quả")
        MESSAGE = "message", _("Tệp trao đổi")
        OPINION = "opinion", "Tệp kèm ý kiến"

    class Scan(models.TextChoices):
        """What a virus scanner says of the file; nothing where the portal has none."""

        NONE = "", "Không quét"
        WAITING = "waiting", "Chưa quét"
        CLEAN = "clean", "Đã quét"
        INFECTED = "infected", "Có mã độc"

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="hồ sơ"
    )
    draft = models.ForeignKey(
        Draft, models.CASCADE, null=True, blank=True, related_name="documents", verbose_name="bản nháp"
    )
    feedback = models.ForeignKey(
        Feedback, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="phản ánh"
    )
    requirement = models.ForeignKey(
        RequiredDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thành phần hồ sơ"
    )
    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.SUBMITTED)
    position = models.PositiveSmallIntegerField("trang thứ", default=0)
    name = models.CharField("tên tệp", max_length=200)
    file = models.FileField("tệp", max_length=200)
    content_type = models.CharField("kiểu", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    doubt = models.CharField(
        "khó đọc", max_length=10, blank=True, help_text="Ảnh tối, nhòe, nhỏ hoặc trắng; chỉ để nhắc, không từ chối."
    )
    reused_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dùng lại từ",
        help_text="Giấy tờ đã có từ một hồ sơ trước, không phải nộp lại (tái sử dụng).",
    )
    is_reused = models.BooleanField("tái sử dụng", default=False)
    kept_out = models.BooleanField("đã bỏ khỏi kho giấy tờ của người dân", default=False)
    scan = models.CharField("quét mã độc", max_length=10, choices=Scan, blank=True, default=Scan.NONE)
    scan_found = models.CharField("mã độc tìm thấy", max_length=200, blank=True)
    scanned_at = models.DateTimeField("quét lúc", null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(scan="waiting"), name="document_to_scan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier=None, draft__isnull=False, feedback=None)
                | Q(dossier__isnull=False, draft=None, feedback=None)
                | Q(dossier=None, draft=None, feedback__isnull=False),
                name="document_belongs_to_one_matter",
                violation_error_message="Tệp phải thuộc một hồ sơ, một bản nháp hoặc một phản ánh.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_the_offices_own(self) -> bool:
        """Whether it is none of what the applicant handed in or was written: a result or its draft, an opinion."""
        return self.kind in OFFICES_OWN

    @property
    def is_infected(self) -> bool:
        """Whether nobody may open it any more."""
        return self.scan == self.Scan.INFECTED


# What the applicant has neither sent nor been sent: his room and his papers do not count it.
OFFICES_OWN = (Document.Kind.RESULT, Document.Kind.OPINION)
