"""Papers on their way between the one-stop desk and a division: a list that both sides confirm (Đ18 NĐ 118/2025)."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from departments.access import posts_in_force
from departments.models import Department, User
from departments.roles import Role

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# Those who carry papers from room to room; a leader signs and an inspector watches.
CARRIERS = frozenset({Role.RECEIVER, Role.OFFICER, Role.HEAD})


def units_of(user: User) -> list[Department]:
    """The units for which the person gives and takes papers today."""
    found = {post.department_id: post.department for post in posts_in_force(user) if post.role in CARRIERS}
    return list(found.values())


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Chain them."""

    def visible_to(self, user: User) -> Self:
        """Those that one of the person's units gives or takes."""
        units = units_of(user)
        return self.filter(Q(giver__in=units) | Q(taker__in=units))

    def with_numbers(self) -> Self:
        """Each with `waiting` and `missing`: how many of its dossiers are not confirmed, and not complete."""
        states = HandoverItem.State
        return self.annotate(
            total=models.Count("items"),
            waiting=models.Count("items", Q(items__state=states.WAITING)),
            missing=models.Count("items", Q(items__state=states.MISSING)),
        )


class Handover(models.Model):
    """One list, from one unit to another; its giver answers for what is on it until the taker has confirmed."""

    key = models.UUIDField(
        "khóa của lần lập", unique=True, editable=False, help_text="Gửi hai lần vẫn là một danh sách."
    )
    giver = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="bên giao")
    taker = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="bên nhận")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người giao")
    made_at = models.DateTimeField("giao lúc")
    note = models.CharField("ghi chú", max_length=500, blank=True)

    if TYPE_CHECKING:
        items: RelatedManager["HandoverItem"]

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách giao nhận"
        verbose_name_plural = "danh sách giao nhận"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["giver", "-id"], name="handover_of_giver"),
            models.Index(fields=["taker", "-id"], name="handover_of_taker"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="a_handover_is_between_two_units")
        ]

    def __str__(self) -> str:
        return f"Danh sách giao nhận số {self.pk}"


class HandoverItem(models.Model):
    """One dossier on a list, and what its taker said of it."""

    class State(models.TextChoices):
        """A dossier that was not complete is given again on another list."""

        WAITING = "waiting", "Chờ xác nhận"
        RECEIVED = "received", "Đã nhận đủ"
        MISSING = "missing", "Thiếu giấy tờ"

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items", verbose_name="danh sách")
    position = models.PositiveSmallIntegerField("thứ tự")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="handovers", verbose_name="hồ sơ")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.WAITING)
    missing = models.CharField("thiếu gì", max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhận"
    )
    settled_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "hồ sơ giao nhận"
        verbose_name_plural = "hồ sơ giao nhận"
        ordering = ["handover", "position"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "dossier"], name="one_line_per_dossier_of_a_handover"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state="waiting"),
                name="one_handover_at_a_time",
                violation_error_message="Hồ sơ đang ở một danh sách giao nhận chưa xác nhận.",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None, missing="")
                | Q(state="received", settled_at__isnull=False, missing="")
                | Q(state="missing", settled_at__isnull=False) & ~Q(missing=""),
                name="a_settled_line_says_when_and_what_is_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_state_display()}"
