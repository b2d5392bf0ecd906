"""Keys to sign with: whose, where they live, and the certificate that belongs to each. No key is kept here."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from departments.models import Department


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    """Questions about keys."""

    def in_use(self, at: datetime) -> "SigningKeyQuerySet":
        """Those that sign at the moment."""
        return self.filter(added_at__lte=at).exclude(ended_at__lte=at)


class SigningKey(models.Model):
    """The key of a person who decides, or of an agency (its seal); one in use each."""

    class Way(models.TextChoices):
        """Where the key lives."""

        REMOTE = "remote", "Dịch vụ ký số từ xa"
        PKCS12 = "pkcs12", "Tệp PKCS#12 trên máy chủ"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signing_keys",
        verbose_name="của người",
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="signing_keys", verbose_name="của cơ quan"
    )
    way = models.CharField("nơi giữ khóa", max_length=8, choices=Way)
    reference = models.CharField(
        "tên khóa", max_length=200, help_text="Mã chứng thư tại dịch vụ ký số, hoặc tên tệp trong thư mục khóa ký."
    )
    asks_pin = models.BooleanField(
        "hỏi mã PIN mỗi lần ký", default=True, help_text="Không hỏi: tệp mở bằng mật khẩu trong cấu hình của máy chủ."
    )
    certificate = models.BinaryField("chứng thư số")
    fingerprint = models.CharField("dấu vân tay chứng thư", max_length=64, db_index=True)
    subject = models.CharField("cấp cho", max_length=300)
    issuer = models.CharField("do", max_length=300)
    valid_from = models.DateTimeField("có hiệu lực từ")
    valid_until = models.DateTimeField("hết hiệu lực")
    added_at = models.DateTimeField("đăng ký lúc")
    ended_at = models.DateTimeField("ngừng dùng từ", null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "khóa ký số"
        verbose_name_plural = "khóa ký số"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, department__isnull=False) | Q(user__isnull=False, department=None),
                name="signing_key_has_one_owner",
                violation_error_message="Khóa là của một người hoặc của một cơ quan.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at=None),
                name="one_signing_key_per_person",
                violation_error_message="Người này đã có khóa đang dùng.",
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(ended_at=None),
                name="one_signing_key_per_agency",
                violation_error_message="Cơ quan này đã có khóa đang dùng.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
