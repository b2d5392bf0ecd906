"""Results as they left the office: numbered, dated, and standing, revoked or replaced ever after."""

import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.document import Document
from cases.models.dossier import Dossier
from departments.models import Department


def new_token() -> str:
    """What nobody guesses: 128 bits in the letters of an address."""
    return secrets.token_urlsafe(16)


class IssuedResult(models.Model):
    """One numbered paper. Its number is used once, also where the paper never left or was called back."""

    class State(models.TextChoices):
        """Whether people may rely on it."""

        NUMBERED = "numbered", "Đã cấp số, chưa ban hành"
        VOID = "void", "Bỏ số, không ban hành"
        VALID = "valid", "Còn hiệu lực"
        REVOKED = "revoked", "Đã bị thu hồi"
        REPLACED = "replaced", "Đã được thay thế"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="issued_results", verbose_name="hồ sơ")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="cơ quan ban hành")
    symbol = models.CharField("ký hiệu", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    token = models.CharField("mã kiểm tra", max_length=43, unique=True, default=new_token, editable=False)
    name = models.CharField("tên văn bản", max_length=500)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản điện tử"
    )
    sha256 = models.CharField("mã băm", max_length=64, blank=True, db_index=True)
    is_signed = models.BooleanField("ký số", default=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký"
    )
    signed_by_name = models.CharField("họ tên người ký", max_length=150, blank=True)
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.NUMBERED)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ban hành"
    )
    ended_at = models.DateTimeField("hết hiệu lực lúc", null=True, blank=True)
    end_reason = models.TextField("lý do thu hồi, thay thế", blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="được thay bằng"
    )

    class Meta:
        verbose_name = "văn bản kết quả"
        verbose_name_plural = "sổ văn bản kết quả"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["department", "-issued_at", "-id"], name="issued_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "symbol", "year", "number"],
                name="one_paper_per_number",
                violation_error_message="Số văn bản này đã dùng.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=["numbered", "valid"]),
                name="one_standing_result_per_dossier",
                violation_error_message="Hồ sơ đã có một văn bản kết quả.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["numbered", "void"]) | Q(issued_at__isnull=False, issued_on__isnull=False),
                name="issued_result_has_its_day",
                violation_error_message="Văn bản đã ban hành phải có ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """Số, ký hiệu as the paper bears it: `15/GXN-UBND`."""
        return number_in_words(self.number, self.symbol, self.year)

    def end(self, state: "IssuedResult.State", *, at: datetime, reason: str) -> None:
        """It stands no more; the caller saves."""
        self.state, self.ended_at, self.end_reason = state, at, reason


def number_in_words(number: int, symbol: str, year: int) -> str:
    """`15/GXN-UBND`; a paper without a symbol of its own is told apart by its year."""
    return f"{number}/{symbol}" if symbol else f"{number}/KQ-{year}"


def first_day_of(day: date) -> date:
    """Numbers begin anew each year."""
    return day.replace(month=1, day=1)
