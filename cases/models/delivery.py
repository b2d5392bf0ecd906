"""The outbox: what goes out by mail and by short message of the notices that the portal shows, and how far it came."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from cases.models.notice import Notice
from cases.notices import Audience, Carrier
from departments.languages import Language


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Chain them."""

    def waiting(self) -> Self:
        """Not out yet and not given up."""
        return self.filter(state__in=Delivery.WAITING)

    def due(self, at: datetime) -> Self:
        """Those to be sent now."""
        return self.waiting().filter(next_at__lte=at)


class Delivery(models.Model):
    """One notice on its way to one person by one carrier; written in the transaction of the move it tells of.

    The portal's own notice needs no delivery: it is there when the move is. `cases.actions.deliver` empties the outbox.
    """

    class State(models.TextChoices):
        """`failed` is tried again at `next_at`, `given_up` waits for an administrator, `dropped` is not wanted now."""

        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Chưa gửi được, sẽ gửi lại"
        GIVEN_UP = "given_up", "Đã thôi gửi"
        DROPPED = "dropped", "Không gửi nữa"

    # One that is being sent is due again when its claim ends: then its worker is no more.
    WAITING = (State.QUEUED, State.SENDING, State.FAILED)

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries", verbose_name="thông báo")
    audience = models.CharField("gửi cho", max_length=12, choices=Audience)
    carrier = models.CharField("kênh", max_length=8, choices=Carrier)
    address = models.CharField("địa chỉ nhận", max_length=254)
    name = models.CharField("tên người nhận", max_length=255)
    language = models.CharField("ngôn ngữ", max_length=2, choices=Language, default=Language.VIETNAMESE)
    subject = models.CharField("tiêu đề", max_length=255, blank=True)
    text = models.TextField("nội dung", help_text="“{ma_ho_so}” được điền khi gửi.")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("số lần đã gửi", default=0)
    next_at = models.DateTimeField(
        "gửi lúc", help_text="Khi đang gửi: lúc tiến trình khác được gửi thay, nếu tiến trình này mất."
    )
    last_error = models.CharField("lý do chưa gửi được", max_length=300, blank=True)
    created_at = models.DateTimeField("tạo lúc")
    sent_at = models.DateTimeField("đã gửi lúc", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "tin gửi đi"
        verbose_name_plural = "tin gửi đi"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(state__in=["queued", "sending", "failed"]),
                name="delivery_waiting",
            ),
            models.Index(fields=["-id"], condition=Q(state="given_up"), name="delivery_given_up"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "audience", "carrier"], name="one_delivery_per_notice"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="a_sent_delivery_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_carrier_display()}: {self.subject}"
