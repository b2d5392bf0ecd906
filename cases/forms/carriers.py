"""By which carriers a person wants to be told."""

from typing import Any

from django import forms

from cases.models import NoticePreference
from departments.identity import show_phone
from departments.models import User


class CarriersForm(forms.Form):
    """One box for each carrier that can be switched off, with the address it would use."""

    email = forms.BooleanField(label="Báo tin qua thư điện tử", required=False)
    sms = forms.BooleanField(label="Báo tin qua tin nhắn điện thoại", required=False)

    def __init__(self, account: User, *args: Any, **kwargs: Any) -> None:
        """Begin with what was chosen before; who has chosen nothing is told by both."""
        chosen = NoticePreference.objects.filter(account=account).first() or NoticePreference()
        kwargs["initial"] = {"email": chosen.email, "sms": chosen.sms}
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _where(account.email, "địa chỉ thư")
        self.fields["sms"].help_text = _where(show_phone(account.phone), "số điện thoại")


def _where(address: str, what: str) -> str:
    first = f"Gửi tới {what} ghi trong từng hồ sơ"
    return f"{first}; hồ sơ không ghi thì gửi tới {address}." if address else f"{first}."
