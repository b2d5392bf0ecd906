"""A day asked for in three boxes, day before month, so that nobody reads 03/04 as the fourth of March."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_ORDER = _("Hãy nhập đủ ngày, tháng, năm bằng số, ví dụ 24 – 11 – 2026.")


def without_blanks(parts: Any) -> Any:
    """The texts of several boxes without blanks at their edges; Django itself takes a blank box for an answer."""
    return [part.strip() if isinstance(part, str) else part for part in parts] if isinstance(parts, list) else parts


class DayWidget(forms.MultiWidget):
    """Three boxes for numbers."""

    template_name = "components/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Boxes that bring up the digits of a phone's keyboard."""
        sizes = {"ngay": 2, "thang": 2, "nam": 4}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric", "maxlength": size, "autocomplete": "off"})
            for name, size in sizes.items()
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | str | None) -> list[Any]:
        """A day, also as it is stored in a form's answers, into its three numbers."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return [None, None, None]
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date, or None where it may be left out; a day that does not exist gets a sentence."""

    widget = DayWidget

    def __init__(self, **options: Any) -> None:
        """Any option of a form field."""
        parts = [forms.CharField(required=False, max_length=4, strip=True) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **options)

    def clean(self, value: Any) -> Any:
        """The day; boxes in which only blanks stand are empty."""
        return super().clean(without_blanks(value))

    def compress(self, data_list: Sequence[str]) -> date | None:
        """The day the three numbers name."""
        parts = [part or "" for part in data_list]
        if not any(parts):
            return None
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValidationError(_ORDER)
        day, month, year = (int(part) for part in parts)
        if year < 1000:
            raise ValidationError(gettext("Hãy nhập năm đủ bốn chữ số, ví dụ 2026."))
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(
                gettext("Không có ngày {day}/{month}/{year}. Hãy xem lại.").format(day=day, month=month, year=year)
            ) from None
