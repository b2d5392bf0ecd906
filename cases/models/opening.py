"""Who looked at a dossier: append-only, shown to its applicant (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.dossier import Dossier
from departments.models import Department
from departments.roles import Role


class Opening(models.Model):
    """One member of staff opened one kind of thing of one dossier on one day; written by `note_opening` alone."""

    class What(models.TextChoices):
        """What was opened."""

        PAGE = "page", _("Trang hồ sơ")
        FILE = "file", _("Tệp đính kèm")
        PAPER = "paper", _("Giấy in")

    # The key below begins with the dossier; what one person has opened is asked for by auditors alone, and rarely.
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="openings", db_index=False, verbose_name="hồ sơ")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name="người xem"
    )
    day = models.DateField("ngày")
    what = models.CharField("đã mở", max_length=8, choices=What)
    first_at = models.DateTimeField("lần đầu trong ngày lúc")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False, verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=16, choices=Role)

    class Meta:
        verbose_name = "lượt xem hồ sơ"
        verbose_name_plural = "nhật ký xem hồ sơ"
        constraints = [models.UniqueConstraint(fields=["dossier", "user", "day", "what"], name="one_opening_a_day")]

    def __str__(self) -> str:
        return f"{self.dossier}, {self.get_what_display()}, {self.day:%d/%m/%Y}"
