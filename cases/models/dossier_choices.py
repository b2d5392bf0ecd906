"""What is known of a dossier beside its status: how the result is wanted, what is owed, where it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """How the applicant wants the result."""

    PICK_UP = "pick_up", "Nhận tại Bộ phận Một cửa"
    POST = "post", "Nhận qua bưu chính công ích"
    ELECTRONIC = "electronic", "Nhận bản điện tử"


class Finance(models.TextChoices):
    """What is owed on this dossier."""

    NOTHING = "nothing", _("Không phải nộp")
    UNSETTLED = "unsettled", _("Chưa xác định số tiền")
    OWED = "owed", _("Chưa nộp")
    PAID = "paid", _("Đã nộp")
    REFUNDED = "refunded", _("Đã hoàn lại")


class Digitisation(models.TextChoices):
    """How many of the papers exist as files."""

    NONE = "none", "Chưa số hóa"
    PARTIAL = "partial", "Số hóa một phần"
    FULL = "full", "Đã số hóa"


class DeliveryStatus(models.TextChoices):
    """Where the result is."""

    NOT_READY = "not_ready", "Chưa có kết quả"
    READY = "ready", "Chờ trả kết quả"
    DELIVERED = "delivered", "Đã trả kết quả"


class Sync(models.TextChoices):
    """Whether the national portal knows the newest state."""

    PENDING = "pending", "Chờ đồng bộ"
    SYNCED = "synced", "Đã đồng bộ"
    FAILED = "failed", "Đồng bộ lỗi"
