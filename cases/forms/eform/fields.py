"""The kinds of answers that Django has no field for; each refuses what it cannot take with a sentence that helps."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.forms.days import DayField
from departments.identity import IdentityError, check_personal_id, check_phone, check_tax_code, show_phone
from departments.vietnamese import money
from departments.written import refusal
from procedures.models import FormField

_BIGGEST_AMOUNT = 10**15


class PersonalIdField(forms.CharField):
    """Twelve digits, stored without spaces."""

    def clean(self, value: Any) -> str:
        """The number as it is stored."""
        return _checked(super().clean(value), check_personal_id)


class TaxCodeField(forms.CharField):
    """A tax code whose check digit is right, or a personal number in its place."""

    def clean(self, value: Any) -> str:
        """The code as it is stored."""
        return _checked(super().clean(value), check_tax_code)


class PhoneField(forms.CharField):
    """A Vietnamese number, stored in E.164 and shown as people write it."""

    def prepare_value(self, value: Any) -> Any:
        """A stored number as people write it."""
        return show_phone(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The number as it is stored."""
        return _checked(super().clean(value), check_phone)


class MoneyField(forms.CharField):
    """An amount in đồng; points and spaces between the thousands are welcome."""

    def __init__(self, *, minimum: Decimal | None = None, maximum: Decimal | None = None, **options: Any) -> None:
        """Any option of a form field, and the bounds of the amount."""
        super().__init__(**options)
        self.minimum, self.maximum = minimum, maximum

    def clean(self, value: Any) -> Any:
        """The amount as a whole number."""
        text = super().clean(value)
        digits = text.replace(".", "").replace(" ", "").removesuffix("đồng").removesuffix("đ")
        if not text:
            return None
        if not (digits.isascii() and digits.isdigit()) or int(digits) > _BIGGEST_AMOUNT:
            raise ValidationError(_("Hãy nhập số tiền bằng số, ví dụ 30.000.000."))
        amount = int(digits)
        _within(amount, self.minimum, self.maximum, _("số tiền"), lambda bound: money(int(bound)))
        return amount


class NumberField(forms.DecimalField):
    """A number with so many decimals at most, between its bounds; a comma stands before the decimals."""

    def __init__(
        self, *, minimum: Decimal | None = None, maximum: Decimal | None = None, decimals: int = 0, **options: Any
    ) -> None:
        """Any option of a form field, the bounds and the number of decimals."""
        example = _("2 hoặc 12,5") if decimals else "2"
        options.setdefault("error_messages", {}).setdefault(
            "invalid", _("Hãy nhập một số, ví dụ {example}.").format(example=example)
        )
        super().__init__(localize=True, max_digits=18, decimal_places=4, **options)
        self.minimum, self.maximum, self.decimals = minimum, maximum, decimals

    def validate(self, value: Any) -> None:
        """Refuse what is outside the bounds or too finely divided."""
        super().validate(value)
        if value is None:
            return
        if value != round(value, self.decimals):
            limit = (
                _("có nhiều nhất {decimals} chữ số sau dấu phẩy").format(decimals=self.decimals)
                if self.decimals
                else _("nguyên, không có phần lẻ")
            )
            raise ValidationError(_("Hãy nhập số {limit}.").format(limit=limit))
        _within(value, self.minimum, self.maximum, _("số"), plain)


class BoundedDayField(DayField):
    """A day that may be bound to the past or the future, or to the age of whoever was born on it."""

    def __init__(self, question: FormField, *, day: date, **options: Any) -> None:
        """The question with its bounds; `day` is today."""
        super().__init__(**options)
        self.question, self.day = question, day

    def clean(self, value: Any) -> Any:
        """The day, within its bounds."""
        found = super().clean(value)
        if found is None:
            return found
        limit, today = self.question.day_limit, f"{self.day:%d/%m/%Y}"
        if limit == FormField.DayLimit.PAST and found > self.day:
            raise ValidationError(
                _("Ngày này chưa tới. Hãy nhập ngày không sau hôm nay ({today}).").format(today=today)
            )
        if limit == FormField.DayLimit.FUTURE and found < self.day:
            raise ValidationError(_("Ngày này đã qua. Hãy nhập ngày từ hôm nay ({today}) trở đi.").format(today=today))
        age = self.day.year - found.year - ((self.day.month, self.day.day) < (found.month, found.day))
        least, most = self.question.minimum, self.question.maximum
        if least is not None and age < least:
            raise ValidationError(
                _("Tính đến hôm nay chưa đủ {least} tuổi. Hãy xem lại ngày sinh.").format(least=plain(least))
            )
        if most is not None and age > most:
            raise ValidationError(
                _("Tính đến hôm nay đã quá {most} tuổi. Hãy xem lại ngày sinh.").format(most=plain(most))
            )
        return found


def plain(value: Any) -> str:
    """A number as people write it: without empty decimals, with a comma before others."""
    text = f"{Decimal(value):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def storable(value: Any) -> Any:
    """A cleaned answer as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return "yes" if value is True else value


def is_answered(value: Any) -> bool:
    """Whether a cleaned answer says anything; an unticked box and an empty list say nothing."""
    return value is not None and value is not False and value not in ("", [], {})


def _within(
    value: Any, minimum: Decimal | None, maximum: Decimal | None, what: str, shown: Callable[[Any], str]
) -> None:
    below, above = minimum is not None and value < minimum, maximum is not None and value > maximum
    if not (below or above):
        return
    if minimum is not None and maximum is not None:
        raise ValidationError(
            _("Hãy nhập {what} từ {minimum} đến {maximum}.").format(
                what=what, minimum=shown(minimum), maximum=shown(maximum)
            )
        )
    bound = (
        _("từ {minimum} trở lên").format(minimum=shown(minimum))
        if below
        else _("không quá {maximum}").format(maximum=shown(maximum))
    )
    raise ValidationError(_("Hãy nhập {what} {bound}.").format(what=what, bound=bound))


def _checked(value: str, check: Callable[[str], str]) -> str:
    if not value:
        return ""
    try:
        return check(value)
    except IdentityError as error:
        raise ValidationError(refusal(error)) from error
