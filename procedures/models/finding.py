"""How people find a procedure whose name they do not know: everyday words, moments of life, and what was not found."""

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models

from procedures.models.catalogue import Procedure

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

SLUG = RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", "Chỉ gồm chữ thường không dấu, chữ số và gạch nối.")


class Synonym(models.Model):
    """An everyday phrase and what it is called officially: in other words, or as the procedures themselves."""

    phrase = models.CharField(
        "người dân nói",
        max_length=100,
        help_text="Từ hai chữ trở lên, ví dụ “sổ đỏ”. Gõ có dấu hay không dấu, hoa hay thường đều như nhau.",
    )
    folded = models.CharField("đã bỏ dấu", max_length=100, unique=True, editable=False)
    official = models.CharField(
        "văn bản gọi là",
        max_length=200,
        blank=True,
        help_text="Từ có trong tên thủ tục, ví dụ “đăng ký thường trú”. Để trống nếu chỉ cần chọn thủ tục.",
    )
    procedures = models.ManyToManyField(
        Procedure,
        blank=True,
        related_name="synonyms",
        verbose_name="thủ tục",
        help_text="Các thủ tục này hiện lên đầu khi ai đó gõ cụm từ trên.",
    )

    class Meta:
        verbose_name = "từ thường dùng"
        verbose_name_plural = "từ thường dùng"
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.phrase


class LifeEvent(models.Model):
    """A moment of life with all that has to be done then."""

    class Icon(models.TextChoices):
        """Drawings of the sprite."""

        BABY = "baby-carriage", "Xe nôi"
        HEART = "heart-handshake", "Bàn tay và trái tim"
        HOME = "home", "Ngôi nhà"
        BUILDING = "building", "Tòa nhà"
        STORE = "building-store", "Cửa hàng"
        PLANT = "plant", "Cây"
        PEOPLE = "users", "Mọi người"
        TOOL = "tool", "Dụng cụ"
        SCHOOL = "school", "Trường học"
        HEALTH = "stethoscope", "Ống nghe"
        CAR = "car", "Xe"
        SCALE = "scale", "Cán cân"
        CARD = "id", "Thẻ căn cước"
        PLACE = "map-pin", "Bản đồ"
        PAPER = "certificate", "Giấy chứng nhận"

    slug = models.CharField("tên trong địa chỉ trang", max_length=40, unique=True, validators=[SLUG])
    name = models.CharField("việc trong đời", max_length=100, help_text="Ví dụ “Sinh con”.")
    text = models.CharField("nói thêm", max_length=200, blank=True, help_text="Một câu ngắn dưới tên.")
    icon = models.CharField("hình", max_length=20, choices=Icon, default=Icon.PAPER)
    position = models.PositiveSmallIntegerField("thứ tự", default=100)

    if TYPE_CHECKING:
        steps: RelatedManager["LifeEventStep"]

    class Meta:
        verbose_name = "việc trong đời"
        verbose_name_plural = "việc trong đời"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class LifeEventStep(models.Model):
    """One procedure of a life event, at its place among the others."""

    event = models.ForeignKey(LifeEvent, models.CASCADE, related_name="steps", verbose_name="việc trong đời")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+", verbose_name="thủ tục")
    position = models.PositiveSmallIntegerField("thứ tự", default=100)
    note = models.CharField("khi nào cần", max_length=200, blank=True, help_text="Ví dụ “Khi chưa đăng ký kết hôn”.")

    class Meta:
        verbose_name = "thủ tục cần làm"
        verbose_name_plural = "các thủ tục cần làm"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "procedure"],
                name="one_step_per_procedure",
                violation_error_message="Thủ tục này đã có trong danh sách.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.procedure}"


class MissedSearch(models.Model):
    """How often on one day a phrase found nothing; who looked is known to nobody."""

    phrase = models.CharField("cụm từ", max_length=60, help_text="Đã bỏ dấu; cụm từ có chữ số không được ghi lại.")
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("số lần", default=1)

    class Meta:
        verbose_name = "tìm không thấy"
        verbose_name_plural = "tìm không thấy"
        ordering = ["-day", "-count", "phrase"]
        constraints = [models.UniqueConstraint(fields=["day", "phrase"], name="one_row_per_phrase_and_day")]

    def __str__(self) -> str:
        return self.phrase
