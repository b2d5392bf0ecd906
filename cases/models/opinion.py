"""What other units are asked about a dossier, each for itself and until when; and what they answer (lấy ý kiến)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from cases.models.clock_stop import ClockStop
from cases.models.document import Document
from cases.models.dossier import Dossier
from departments.access import posts_in_force
from departments.models import Department, User
from departments.roles import Role

# Who answers for a unit.
ANSWERING = frozenset({Role.OFFICER, Role.HEAD, Role.LEADER})


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Chain them."""

    def open(self) -> Self:
        """Asked and neither answered nor withdrawn."""
        return self.filter(answered_at=None, dropped_at=None)

    def late(self, at: datetime) -> Self:
        """Not answered in time."""
        return self.open().filter(due_at__lt=at)

    def asked_of(self, user: User | AnonymousUser) -> Self:
        """Those that the person's units are to answer, or have answered."""
        return self.filter(department__in=units_of(user), dropped_at=None)

    def asked_by_units_of(self, user: User | AnonymousUser) -> Self:
        """Those that wait for others, of the dossiers on which the person's units work."""
        mine = units_of(user)
        return self.filter(Q(dossier__division__in=mine) | Q(dossier__department__in=mine), dropped_at=None)


class Opinion(models.Model):
    """One question to one unit. It stops the clock only where the law says so; then `stop` names the stop."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions", verbose_name="hồ sơ")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị được hỏi")
    question = models.TextField("nội dung cần ý kiến")
    legal_basis = models.CharField("căn cứ", max_length=500, blank=True)
    stop = models.ForeignKey(
        ClockStop, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="lần dừng thời hạn"
    )
    due_at = models.DateTimeField("trả lời trước")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người hỏi")
    asked_at = models.DateTimeField("hỏi lúc")
    reminded_at = models.DateTimeField("nhắc lúc", null=True, blank=True)
    answer = models.TextField("ý kiến", blank=True)
    documents = models.ManyToManyField(Document, related_name="opinions", blank=True, verbose_name="tệp kèm ý kiến")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    dropped_at = models.DateTimeField("không chờ nữa lúc", null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu ý kiến"
        verbose_name_plural = "các yêu cầu ý kiến"
        ordering = ["dossier", "pk"]
        indexes = [
            models.Index(
                fields=["department", "due_at", "id"],
                condition=Q(answered_at=None, dropped_at=None),
                include=["dossier"],
                name="opinion_to_give",
            ),
            # What a unit has answered grows with the years and is read a page at a time, the newest first.
            models.Index(
                fields=["department", "-answered_at", "-id"],
                condition=Q(answered_at__isnull=False, dropped_at=None),
                name="opinion_given",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "department"],
                condition=Q(answered_at=None, dropped_at=None),
                name="one_open_opinion_per_unit",
                violation_error_message="Đơn vị này đang được hỏi, chưa trả lời.",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")),
                name="opinion_is_due_after_it_is_asked",
                violation_error_message="Hạn trả lời phải sau lúc hỏi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ý kiến của {self.department}"

    @property
    def is_open(self) -> bool:
        """Whether the unit still has to answer."""
        return self.answered_at is None and self.dropped_at is None


def units_of(user: User | AnonymousUser) -> list[int]:
    """The units in whose name the person answers, by id."""
    return [post.department_id for post in posts_in_force(user) if post.role in ANSWERING]
