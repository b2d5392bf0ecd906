"""The catalogue: fields (lĩnh vực) and the procedures in them, whatever their versions."""

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from procedures.models.offering import Offering
    from procedures.models.version import ProcedureVersion

# One digit, six digits; local variants carry the agency (domain: 1.001193.000.00.00.H26).
CODE = RegexValidator(
    r"^\d\.\d{6}(?:\.000\.00\.00\.[GH]\d{2})?\Z", "Mã thủ tục có dạng 1.001193 (một chữ số, dấu chấm, sáu chữ số)."
)


class Field(models.Model):
    """A field of administration, such as Hộ tịch or Đất đai."""

    code = models.CharField("mã lĩnh vực", max_length=32, unique=True)
    name = models.CharField("tên lĩnh vực", max_length=255, unique=True)

    if TYPE_CHECKING:
        procedures: RelatedManager["Procedure"]

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """One procedure for as long as it has the same code; what the law asks stands in its versions."""

    code = models.CharField("mã thủ tục", max_length=32, unique=True, validators=[CODE])
    field = models.ForeignKey(Field, models.PROTECT, related_name="procedures", verbose_name="lĩnh vực")
    non_territorial = models.BooleanField(
        "nhận hộ được (phi địa giới)",
        default=False,
        help_text="Bộ phận Một cửa nào cũng nhận hồ sơ thủ tục này rồi chuyển đến cơ quan có thẩm quyền.",
    )
    non_territorial_basis = models.CharField(
        "căn cứ nhận hộ", max_length=500, blank=True, help_text="Quyết định công bố danh mục, điều, khoản."
    )
    internal = models.BooleanField(
        "thủ tục hành chính nội bộ",
        default=False,
        help_text="Giữa các cơ quan hành chính nhà nước với nhau (Quyết định 1085/QĐ-TTg).",
    )

    if TYPE_CHECKING:
        versions: RelatedManager["ProcedureVersion"]
        offerings: RelatedManager["Offering"]

    class Meta:
        verbose_name = "thủ tục hành chính"
        verbose_name_plural = "thủ tục hành chính"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(non_territorial=False) | ~models.Q(non_territorial_basis=""),
                name="taking_in_for_others_has_its_law",
                violation_error_message="Nhận hộ phải có căn cứ.",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The public page of the procedure."""
        return reverse("procedures:procedure", args=[self.code])
