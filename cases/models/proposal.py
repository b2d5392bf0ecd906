"""What only a leader may send to an applicant, laid before him by those who found it out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier


class Proposal(models.Model):
    """A request for papers or a refusal that waits for the leader's word; nobody outside the office sees it."""

    class Kind(models.TextChoices):
        """The move that the leader makes when he agrees."""

        ASK_COMPLETION = "ask_completion", "Yêu cầu bổ sung trước khi tiếp nhận"
        REQUEST_SUPPLEMENT = "request_supplement", "Yêu cầu bổ sung"
        REFUSE = "refuse", "Từ chối tiếp nhận"

    class Decision(models.TextChoices):
        """What became of it; empty while it waits."""

        AGREED = "agreed", "Lãnh đạo đã duyệt"
        DECLINED = "declined", "Lãnh đạo không duyệt"
        DROPPED = "dropped", "Không còn cần: hồ sơ đã sang việc khác"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="proposals", verbose_name="hồ sơ")
    kind = models.CharField("việc trình", max_length=20, choices=Kind)
    # A list of {"text": …, "requirement": id of the required document or null}; the leader may still change it.
    lines = models.JSONField("nội dung cần bổ sung", default=list, blank=True)
    reason = models.TextField("lý do")
    ignored_guidance = models.TextField("hướng dẫn không được thực hiện", blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trình"
    )
    proposed_at = models.DateTimeField("trình lúc")
    decision = models.CharField("quyết định", max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người quyết"
    )
    decided_at = models.DateTimeField("quyết lúc", null=True, blank=True)
    answer = models.TextField("lý do không duyệt", blank=True)

    class Meta:
        verbose_name = "việc trình lãnh đạo"
        verbose_name_plural = "việc trình lãnh đạo"
        ordering = ["dossier", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(decision=""),
                name="one_open_proposal_per_dossier",
                violation_error_message="Hồ sơ đang có việc chờ lãnh đạo duyệt.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
