"""Interlinked procedures (liên thông): one submission that opens dossiers at several agencies."""

from typing import TYPE_CHECKING

from django.db import models

from procedures.models.catalogue import Procedure

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Bundle(models.Model):
    """What a procedure that stands for several others consists of; its own form and papers are those of all of them."""

    procedure = models.OneToOneField(
        Procedure,
        models.PROTECT,
        related_name="bundle",
        verbose_name="thủ tục liên thông",
        help_text="Thủ tục người dân chọn: tờ khai và giấy tờ của nó dùng chung cho các thủ tục bên dưới.",
    )
    legal_basis = models.CharField("căn cứ", max_length=500, help_text="Văn bản cho phép liên thông.")
    in_use = models.BooleanField("đang dùng", default=True)

    if TYPE_CHECKING:
        members: RelatedManager["BundleMember"]

    class Meta:
        verbose_name = "liên thông thủ tục"
        verbose_name_plural = "liên thông thủ tục"
        ordering = ["procedure"]

    def __str__(self) -> str:
        return str(self.procedure)


class BundleMember(models.Model):
    """One procedure of a bundle; it goes on at once, or when an earlier one has its result."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="members", verbose_name="liên thông")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+", verbose_name="thủ tục")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    after = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chờ kết quả của",
        help_text="Một thủ tục đứng trước trong danh sách này; để trống thì làm song song.",
    )

    class Meta:
        verbose_name = "thủ tục thành phần"
        verbose_name_plural = "các thủ tục thành phần"
        ordering = ["bundle", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "procedure"],
                name="one_member_per_procedure",
                violation_error_message="Thủ tục này đã có trong liên thông.",
            ),
            models.CheckConstraint(
                condition=models.Q(after=None) | ~models.Q(after=models.F("procedure")),
                name="no_member_waits_for_itself",
                violation_error_message="Thủ tục không chờ chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle}: {self.procedure}"


def bundle_of(procedure: int) -> Bundle | None:
    """The bundle that the procedure (by its key) stands for, if it stands for several and they are in use."""
    return Bundle.objects.filter(procedure=procedure, in_use=True).prefetch_related("members__procedure").first()
