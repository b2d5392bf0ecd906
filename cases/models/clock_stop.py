"""Stretches in which a dossier's clock stands still, each with the law that says so."""

from django.db import models
from django.db.models import F, Q

from cases.models.dossier import Dossier
from departments.vietnamese import plain_moment
from procedures.models import ProcedureVersion


class ClockStop(models.Model):
    """One stop; without a legal basis it is recorded but moves no date (the engine sees to that)."""

    class Reason(models.TextChoices):
        """Why the clock stands."""

        SUPPLEMENT = "supplement", "chờ bổ sung hồ sơ"
        FINANCIAL = "financial", "chờ thực hiện nghĩa vụ tài chính"
        EXTERNAL_OPINION = "external_opinion", "chờ ý kiến cơ quan khác"
        FIELD_CHECK = "field_check", "kiểm tra thực địa"
        SUSPENDED = "suspended", "tạm dừng giải quyết"
        OTHER = "other", "lý do khác"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="stops", verbose_name="hồ sơ")
    reason = models.CharField("lý do", max_length=20, choices=Reason)
    policy = models.CharField("cách tính", max_length=8, choices=ProcedureVersion.SupplementPolicy)
    legal_basis = models.CharField("căn cứ", max_length=500, blank=True)
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần dừng tính thời hạn"
        verbose_name_plural = "các lần dừng tính thời hạn"
        ordering = ["dossier", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="stop_ends_after_it_begins",
                violation_error_message="Lần dừng phải kết thúc sau khi bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(until=None),
                name="one_open_stop_per_dossier",
                violation_error_message="Hồ sơ đang tạm dừng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} từ {plain_moment(self.since)}"
