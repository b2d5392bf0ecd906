"""How people want to be told, and the words an administrator has put in place of the shipped ones."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from cases.notices import (
    IN_PORTAL,
    IN_SMS,
    PLACEHOLDERS,
    SMS_LONGEST,
    TABLE,
    Carrier,
    example,
    unknown_names,
)
from departments.languages import Language
from departments.vietnamese import without_marks


class NoticePreference(models.Model):
    """What one account has chosen; an account without a row has chosen nothing and is told by every carrier."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference", verbose_name="tài khoản"
    )
    email = models.BooleanField("thư điện tử", default=True)
    sms = models.BooleanField("tin nhắn điện thoại", default=True)

    class Meta:
        verbose_name = "cách nhận thông báo"
        verbose_name_plural = "cách nhận thông báo"

    def __str__(self) -> str:
        return f"{self.account}"

    def wants(self, carrier: str) -> bool:
        """Whether news may come by this carrier; in the portal they always stand."""
        return {Carrier.EMAIL.value: self.email, Carrier.SMS.value: self.sms}.get(carrier, True)


class MessageText(models.Model):
    """The office's own words for one move on one carrier; where there are none, the shipped ones of `cases.notices`."""

    action = models.CharField("thao tác", max_length=40)
    carrier = models.CharField("kênh", max_length=8, choices=Carrier)
    language = models.CharField("ngôn ngữ", max_length=2, choices=Language, default=Language.VIETNAMESE)
    subject = models.CharField("tiêu đề", max_length=150, blank=True, help_text="Tin nhắn không có tiêu đề.")
    text = models.TextField("nội dung", max_length=2000)
    with_marks = models.BooleanField(
        "tin nhắn có dấu",
        default=False,
        help_text="Tin có dấu chỉ chứa 70 ký tự mỗi tin; một lời nhắn 160 ký tự bị tính tiền thành ba tin.",
    )

    class Meta:
        verbose_name = "lời thông báo"
        verbose_name_plural = "lời thông báo"
        ordering = ["action", "carrier", "-language"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "carrier", "language"],
                name="one_text_per_action_carrier_and_language",
                violation_error_message="Thao tác này đã có lời riêng cho kênh này bằng ngôn ngữ này; hãy sửa lời ấy.",
            )
        ]

    def __str__(self) -> str:
        news = TABLE.get(self.action)
        return f"{news.subject if news else self.action} ({self.get_carrier_display()}, {self.get_language_display()})"

    def clean(self) -> None:
        """Refuse names that mean nothing, and a short message that would break off."""
        allowed = {Carrier.SMS.value: IN_SMS, Carrier.PORTAL.value: IN_PORTAL}.get(self.carrier, tuple(PLACEHOLDERS))
        errors = {field: _wrong_names(value, allowed) for field, value in self._texts()}
        if self.carrier == Carrier.SMS:
            errors["subject"] = "Tin nhắn không có tiêu đề; hãy để trống." if self.subject else ""
            errors["text"] = errors["text"] or self._too_long()
        elif not self.subject.strip():
            errors["subject"] = "Hãy ghi tiêu đề."
        found = {field: sentence for field, sentence in errors.items() if sentence}
        if found:
            raise ValidationError(found)

    def _texts(self) -> list[tuple[str, str]]:
        return [("subject", self.subject), ("text", self.text)]

    def _too_long(self) -> str:
        longest = example(self.text, Carrier.SMS, self.language)
        length = len(longest if self.with_marks else without_marks(longest))
        return f"Dài nhất {length} ký tự khi đã điền; tin nhắn chỉ được {SMS_LONGEST}." if length > SMS_LONGEST else ""


def _wrong_names(text: str, allowed: tuple[str, ...]) -> str:
    wrong = unknown_names(text, allowed)
    if not wrong:
        return ""
    shown = ", ".join(f"{{{name}}}" if name not in ("{", "}") else name for name in dict.fromkeys(wrong))
    return f"Ở đây không dùng được {shown}. Chỉ dùng: {', '.join(f'{{{name}}}' for name in allowed)}."
