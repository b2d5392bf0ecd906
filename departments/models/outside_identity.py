"""The electronic identity (VNeID and its like) by which an account is entered."""

from django.conf import settings
from django.db import models


class OutsideIdentity(models.Model):
    """One subject of one issuer, tied to one account by its holder; never by a name, number or address that matches."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities", verbose_name="tài khoản"
    )
    issuer = models.CharField("nơi cấp", max_length=200)
    subject = models.CharField("mã tại nơi cấp", max_length=255)
    linked_at = models.DateTimeField("liên kết lúc")

    class Meta:
        verbose_name = "tài khoản định danh điện tử"
        verbose_name_plural = "tài khoản định danh điện tử"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="one_account_per_identity",
                violation_error_message="Tài khoản định danh này đã liên kết với một tài khoản khác.",
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                name="one_identity_per_account_and_issuer",
                violation_error_message="Tài khoản này đã liên kết với một tài khoản định danh khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} – {self.user}"
