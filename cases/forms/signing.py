"""What a leader is asked when he signs: a word for the log, and the PIN of his key where it has one."""

from datetime import datetime
from typing import Any

from django import forms

from cases.forms.move import NoteForm
from cases.models import Dossier, SigningKey
from cases.signing.keys import key_of
from departments.models import User
from departments.vietnamese import short_date


def pin_field(key: SigningKey | None) -> forms.CharField | None:
    """The box for the PIN; None where the person has no key, or one that asks for none."""
    if key is None or not key.asks_pin:
        return None
    return forms.CharField(
        label="Mã PIN của khóa ký số",
        max_length=100,
        strip=False,
        help_text=f"Chứng thư của {key.subject}, hết hạn {short_date(key.valid_until.date())}. Cổng không lưu mã PIN.",
        error_messages={"required": "Hãy nhập mã PIN của khóa ký số."},
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )


def symbol_field() -> forms.RegexField:
    """The box for ký hiệu."""
    return forms.RegexField(
        r"^[0-9A-ZĐƠƯ]+([-/.][0-9A-ZĐƠƯ]+)*\Z",
        label="Ký hiệu văn bản",
        required=False,
        max_length=40,
        help_text="Chữ viết tắt tên loại văn bản và cơ quan, ví dụ GXN-UBND. Số kế tiếp của ký hiệu này được lấy khi "
        "phát hành; để trống thì số đứng trong sổ chung “KQ”.",
        error_messages={
            "invalid": "Ký hiệu chỉ gồm chữ in hoa không dấu (có Đ, Ơ, Ư), chữ số, gạch nối; ví dụ GXN-UBND."
        },
    )


class IssueForm(NoteForm):
    """Number and issue one result: under which symbol, and the PIN of the agency's seal where it has one."""

    symbol = symbol_field()
    field_order: tuple[str, ...] = ("symbol", "note")

    def __init__(self, dossier: Dossier, by: User, at: datetime, *args: Any, **kwargs: Any) -> None:
        """The symbol is the draft's own at first."""
        result = getattr(dossier, "result", None)
        kwargs["initial"] = {"symbol": result.symbol if result else "", **kwargs.get("initial", {})}
        super().__init__(dossier, by, at, *args, **kwargs)
        field = pin_field(key_of(dossier.department, at))
        if field is not None:
            self.fields["pin"] = field

    def clean_symbol(self) -> str:
        """Without spaces around it."""
        return str(self.cleaned_data["symbol"]).strip()

    def typed(self) -> str:
        """What was written, the PIN apart."""
        return "\n".join(line for line in super().typed().splitlines() if not line.startswith("Mã PIN"))


class SignForm(NoteForm):
    """Sign one result."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the PIN only where one is needed."""
        super().__init__(*args, **kwargs)
        field = pin_field(key_of(self.by, self.at))
        if field is not None:
            self.fields["pin"] = field

    def typed(self) -> str:
        """What was written, the PIN apart."""
        return "\n".join(line for line in super().typed().splitlines() if not line.startswith("Mã PIN"))
