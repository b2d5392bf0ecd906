"""By which carriers and in which language a person wants to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import NoticePreference
from departments.identity import show_phone
from departments.languages import Language
from departments.models import User


class CarriersForm(forms.Form):
    """One box for each carrier that can be switched off, with the address it would use."""

    email = forms.BooleanField(label=_("Báo tin qua thư điện tử"), required=False)
    sms = forms.BooleanField(label=_("Báo tin qua tin nhắn điện thoại"), required=False)
    language = forms.ChoiceField(
        label=_("Báo tin bằng"),
        choices=[(Language.VIETNAMESE, _("tiếng Việt")), (Language.ENGLISH, _("tiếng Anh"))],
        required=False,
        help_text=_("Lời cán bộ viết, tên thủ tục và giấy tờ vẫn bằng tiếng Việt."),
    )

    def __init__(self, account: User, *args: Any, **kwargs: Any) -> None:
        """Begin with what was chosen before; who has chosen nothing is told by both."""
        self.account = account
        chosen = NoticePreference.objects.filter(account=account).first() or NoticePreference()
        kwargs["initial"] = {
            "email": chosen.email,
            "sms": chosen.sms,
            "language": account.language or Language.VIETNAMESE.value,
        }
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _where(account.email, gettext("địa chỉ thư"))
        self.fields["sms"].help_text = _where(show_phone(account.phone), gettext("số điện thoại"))

    def clean_language(self) -> Language:
        """As before where nothing was said of it."""
        return Language(self.cleaned_data["language"] or self.account.language or Language.VIETNAMESE)


def _where(address: str, what: str) -> str:
    if not address:
        return gettext("Gửi tới {what} ghi trong từng hồ sơ.").format(what=what)
    return gettext("Gửi tới {what} ghi trong từng hồ sơ; hồ sơ không ghi thì gửi tới {address}.").format(
        what=what, address=address
    )
