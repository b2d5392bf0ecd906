"""The e-form (biểu mẫu điện tử tương tác): its fields as data."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as _

from procedures.models.version import ProcedureVersion

KEY = RegexValidator(r"^[a-z][a-z0-9_]{0,39}\Z", "Khóa chỉ gồm chữ thường không dấu, chữ số và gạch dưới.")


class FormField(models.Model):
    """One question of the form."""

    class Kind(models.TextChoices):
        """How it is asked and checked."""

        TEXT = "text", "Một dòng chữ"
        TEXTAREA = "textarea", "Đoạn văn"
        NUMBER = "number", "Số"
        DATE = "date", "Ngày"
        CHOICE = "choice", "Chọn một"
        CHOICES = "choices", "Chọn nhiều"
        PERSONAL_ID = "personal_id", "Số định danh cá nhân"
        TAX_CODE = "tax_code", "Mã số thuế"
        PHONE = "phone", "Số điện thoại"
        ADDRESS = "address", "Địa chỉ"
        MONEY = "money", "Số tiền (đồng)"
        YES_NO = "yes_no", "Có hoặc không"
        DECLARATION = "declaration", "Lời cam đoan phải đánh dấu"
        TABLE = "table", "Bảng nhiều dòng"
        FILE = "file", "Giấy tờ phải kèm"

    class DayLimit(models.TextChoices):
        """Which days a date may be, counted from the day it is filled in."""

        ANY = "", "Ngày bất kỳ"
        PAST = "past", "Không sau hôm nay"
        FUTURE = "future", "Không trước hôm nay"

    class OwnerFact(models.TextChoices):
        """What the question repeats of the owner, so that nobody types it twice."""

        NONE = "", "Không"
        NAME = "full_name", "Họ và tên, tên tổ chức"
        NUMBER = "personal_id", "Số định danh cá nhân"
        TAX_CODE = "tax_code", "Mã số thuế"
        BIRTH_DATE = "birth_date", "Ngày sinh"
        PHONE = "phone", "Số điện thoại"

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="form_fields", verbose_name="phiên bản")
    position = models.PositiveSmallIntegerField("thứ tự")
    group = models.CharField("nhóm câu hỏi", max_length=255)
    key = models.CharField("khóa", max_length=40, validators=[KEY])
    label = models.CharField("câu hỏi", max_length=255)
    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField("bắt buộc", default=True)
    help_text = models.CharField("hướng dẫn", max_length=500, blank=True)
    choices = models.JSONField("các lựa chọn", default=list, blank=True)
    columns = models.JSONField(
        "các cột",
        default=list,
        blank=True,
        help_text="Chỉ với bảng nhiều dòng: mỗi cột là một câu hỏi nhỏ.",
    )
    minimum = models.DecimalField(
        "nhỏ nhất",
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Số, số tiền: giá trị nhỏ nhất. Ngày: đủ bao nhiêu tuổi. Bảng: ít nhất bao nhiêu dòng.",
    )
    maximum = models.DecimalField(
        "lớn nhất",
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Số, số tiền: giá trị lớn nhất. Ngày: chưa quá bao nhiêu tuổi. Bảng: nhiều nhất bao nhiêu dòng.",
    )
    decimals = models.PositiveSmallIntegerField(
        "số chữ số thập phân", default=0, validators=[MaxValueValidator(4)], help_text="Chỉ với loại Số."
    )
    day_limit = models.CharField("giới hạn ngày", max_length=6, choices=DayLimit, default=DayLimit.ANY, blank=True)
    paper = models.CharField(
        "mã giấy tờ", max_length=60, blank=True, help_text="Chỉ với loại Giấy tờ phải kèm: mã của thành phần hồ sơ."
    )
    owner_fact = models.CharField(
        "điền sẵn theo chủ hồ sơ",
        max_length=12,
        choices=OwnerFact,
        default=OwnerFact.NONE,
        blank=True,
        help_text="Câu hỏi này hỏi lại điều đã khai ở phần người nộp, chủ hồ sơ.",
    )
    show_when = models.JSONField("chỉ hỏi khi", default=dict, blank=True)
    require_when = models.JSONField("bắt buộc khi", default=dict, blank=True)

    class Meta:
        verbose_name = "câu hỏi của tờ khai"
        verbose_name_plural = "tờ khai"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="one_field_per_key", violation_error_message="Khóa bị trùng."
            )
        ]

    def __str__(self) -> str:
        return self.label

    def pairs(self) -> list[tuple[str, str]]:
        """What can be chosen: value and label; a choice is stored as a text, or with a label of its own."""
        if self.kind == self.Kind.YES_NO:
            return [("yes", _("Có")), ("no", _("Không"))]
        if self.kind == self.Kind.DECLARATION:
            return [("yes", _("đã đánh dấu"))]
        return [_pair(choice) for choice in self.choices]

    def column_fields(self) -> list["FormField"]:
        """The columns of a table as questions of their own, which are rows of no database."""
        return [
            FormField(
                key=column["key"],
                label=column["label"],
                kind=column.get("kind", self.Kind.TEXT),
                required=column.get("required", True),
                help_text=column.get("help", ""),
                choices=column.get("choices", []),
                minimum=column.get("min"),
                maximum=column.get("max"),
                decimals=column.get("decimals", 0),
                day_limit=column.get("days", ""),
            )
            for column in self.columns
        ]


def _pair(choice: Any) -> tuple[str, str]:
    if isinstance(choice, Mapping):
        return (str(choice["value"]), str(choice["label"]))
    if isinstance(choice, list | tuple):
        return (str(choice[0]), str(choice[1]))
    return (str(choice), str(choice))
