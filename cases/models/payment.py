"""What was paid on a dossier: one row for each sum on its way, confirmed, failed or given back."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.dossier import Dossier
from departments.models import Department


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Questions about payments."""

    def awaited(self) -> Self:
        """Transfers that somebody has said he makes and that the bank has not shown yet, those by cash apart."""
        return self.filter(state=Payment.State.STARTED, method=Payment.Method.TRANSFER)

    def taken(self) -> Self:
        """Money that is here: confirmed and not given back."""
        return self.filter(state=Payment.State.CONFIRMED)

    def under_way(self, at: datetime) -> Self:
        """Money that may still come."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), state=Payment.State.STARTED)

    def to_give_back(self) -> Self:
        """Money that is here and that nobody owed."""
        return self.taken().filter(surplus=True)

    def given_back(self) -> Self:
        """Money that was returned."""
        return self.filter(state=Payment.State.REFUNDED)


class Payment(models.Model):
    """One sum in đồng. Written by the actions of payment alone; a row is never deleted, its amount never changed."""

    class Purpose(models.TextChoices):
        """A fee goes to the desk; a financial obligation (tax, land levy) to the treasury, shown here by its proof."""

        FEE = "fee", _("Phí, lệ phí")
        OBLIGATION = "obligation", _("Nghĩa vụ tài chính")

    class Method(models.TextChoices):
        """How the money comes."""

        CASH = "cash", _("Tiền mặt")
        CARD = "card", _("Quẹt thẻ tại quầy")
        TRANSFER = "transfer", _("Chuyển khoản (VietQR)")
        GATEWAY = "gateway", _("Cổng thanh toán trực tuyến")

    class State(models.TextChoices):
        """Where the money is."""

        STARTED = "started", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã thu")
        FAILED = "failed", _("Không thành")
        REFUNDED = "refunded", _("Đã hoàn")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="payments", verbose_name="hồ sơ")
    purpose = models.CharField("khoản nộp", max_length=12, choices=Purpose, default=Purpose.FEE)
    method = models.CharField("cách nộp", max_length=12, choices=Method)
    state = models.CharField("tình trạng", max_length=12, choices=State, default=State.STARTED)
    amount = models.PositiveBigIntegerField("số tiền (đồng)")
    surplus = models.BooleanField("nộp thừa", default=False, help_text="Không ai còn nợ khoản này: phải hoàn lại.")
    reference = models.CharField("mã thanh toán", max_length=40, unique=True)
    outside_reference = models.CharField(
        "mã giao dịch của ngân hàng, cổng thanh toán", max_length=80, blank=True, help_text="Hoặc số giấy nộp tiền."
    )
    payer = models.CharField("người nộp tiền", max_length=255)
    started_at = models.DateTimeField("bắt đầu lúc")
    expires_at = models.DateTimeField("hết hạn lúc", null=True, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )
    confirmed_by_name = models.CharField("tên người xác nhận", max_length=150, blank=True)
    desk = models.ForeignKey(Department, models.PROTECT, related_name="payments", verbose_name="nơi thu")
    receipt_number = models.CharField("số phiếu thu", max_length=20, blank=True)
    refunded_at = models.DateTimeField("hoàn lúc", null=True, blank=True)
    refunded_by_name = models.CharField("tên người hoàn", max_length=150, blank=True)
    refund_number = models.CharField("số phiếu hoàn", max_length=20, blank=True)
    refund_reason = models.TextField("lý do hoàn", blank=True)
    refund_reference = models.CharField("mã giao dịch hoàn", max_length=80, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản nộp"
        verbose_name_plural = "khoản nộp"
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["desk", "-started_at", "-id"], condition=Q(state="started"), name="payment_awaited"),
            models.Index(
                fields=["desk", "-confirmed_at", "-id"],
                condition=Q(state__in=["confirmed", "refunded"]),
                name="payment_of_desk",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payment_is_of_something",
                violation_error_message="Số tiền phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["started", "failed"]) | Q(confirmed_at__isnull=False),
                name="money_here_was_confirmed_at_a_moment",
                violation_error_message="Khoản đã thu phải có lúc xác nhận.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state="confirmed", surplus=False, purpose="fee"),
                name="no_fee_is_paid_twice",
                violation_error_message="Phí của hồ sơ này đã nộp.",
            ),
            models.UniqueConstraint(
                fields=["method", "outside_reference"],
                condition=~Q(outside_reference=""),
                name="one_payment_per_outside_reference",
                violation_error_message="Mã giao dịch này đã dùng cho một khoản nộp khác.",
            ),
            models.UniqueConstraint(
                fields=["desk", "receipt_number"],
                condition=~Q(receipt_number=""),
                name="one_payment_per_receipt_number",
                violation_error_message="Số phiếu thu bị trùng.",
            ),
            models.UniqueConstraint(
                fields=["desk", "refund_number"],
                condition=~Q(refund_number=""),
                name="one_refund_per_number",
                violation_error_message="Số phiếu hoàn bị trùng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} đồng"

    def is_open(self, at: datetime) -> bool:
        """Whether the money may still be expected at the moment `at`."""
        return self.state == self.State.STARTED and (self.expires_at is None or at < self.expires_at)
