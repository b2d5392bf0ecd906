"""How content the applicant is with how a dossier was handled: said once, append-only in the database itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.dossier import Dossier


class SatisfactionRating(models.Model):
    """One per dossier, after it is done (QĐ 766/QĐ-TTg, mức độ hài lòng); written by `rate` alone."""

    class Score(models.IntegerChoices):
        """From one to five, as the national index asks."""

        VERY_BAD = 1, _("Rất không hài lòng")
        BAD = 2, _("Không hài lòng")
        FAIR = 3, _("Bình thường")
        GOOD = 4, _("Hài lòng")
        VERY_GOOD = 5, _("Rất hài lòng")

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="rating", verbose_name="hồ sơ")
    score = models.PositiveSmallIntegerField("mức độ hài lòng", choices=Score)
    reasons = models.JSONField("lý do", default=list, blank=True, help_text="Mã trong danh mục lý do.")
    words = models.TextField("ý kiến", max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="tài khoản",
        help_text="Trống khi người nộp đánh giá từ trang tra cứu, không có tài khoản.",
    )
    at = models.DateTimeField("lúc", db_index=True)

    class Meta:
        verbose_name = "đánh giá hài lòng"
        verbose_name_plural = "đánh giá hài lòng"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5),
                name="rating_is_one_to_five",
                violation_error_message="Mức độ hài lòng từ 1 đến 5.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.score}/5"
