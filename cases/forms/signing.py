"""What a leader is asked when he signs: a word for the log, and the PIN of his key where it has one."""

from typing import Any

from django import forms

from cases.forms.move import NoteForm
from cases.models import SigningKey
from cases.signing.keys import key_of
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
