"""Where a unit takes money: its account at a bank or the treasury, for a time."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from departments.models.department import Department

_BIN = RegexValidator(r"\A[0-9]{6}\Z", "Mã định danh ngân hàng gồm 6 chữ số (mã BIN của Napas).")
_NUMBER = RegexValidator(r"\A[0-9A-Za-z]{1,19}\Z", "Số tài khoản gồm tối đa 19 chữ số, chữ cái, viết liền.")


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    """Questions about accounts."""

    def in_force(self, at: date) -> Self:
        """Accounts that take money on the day `at`."""
        return self.filter(valid_from__lte=at).exclude(valid_until__lte=at)


class BankAccount(models.Model):
    """A transfer to another account than this one is money lost, so it is entered with care and never guessed."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="bank_accounts", verbose_name="đơn vị thu")
    bank_bin = models.CharField("mã BIN của ngân hàng", max_length=6, validators=[_BIN], help_text="6 chữ số.")
    bank_name = models.CharField("tên ngân hàng", max_length=120)
    number = models.CharField("số tài khoản", max_length=19, validators=[_NUMBER])
    holder = models.CharField("tên chủ tài khoản", max_length=120)
    legal_basis = models.CharField("căn cứ, văn bản mở tài khoản", max_length=255, blank=True)
    valid_from = models.DateField("nhận tiền từ ngày")
    valid_until = models.DateField(
        "đến trước ngày", null=True, blank=True, help_text="Ngày đầu tiên không còn nhận tiền; để trống nếu chưa định."
    )

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "tài khoản thu"
        verbose_name_plural = "tài khoản thu"
        ordering = ["department", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="bank_account_ends_after_it_begins",
                violation_error_message="Ngày thôi nhận tiền phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(valid_until=None),
                name="one_open_bank_account_per_unit",
                violation_error_message="Đơn vị đang có một tài khoản thu; hãy ghi ngày thôi nhận tiền của nó trước.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.bank_name}"


def account_of(unit: Department, at: date) -> BankAccount | None:
    """The account for money paid at the unit on the day: its own, else that of the nearest unit above; None without."""
    codes = unit.path.split("/")[:-1]
    found = BankAccount.objects.in_force(at).filter(department__code__in=codes).select_related("department")
    return max(found, key=lambda row: (len(row.department.path), row.valid_from), default=None)
