"""The boxes of the account's pages, with words for people."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from departments.contacts import Contact, read_contact
from departments.identity import IdentityError, check_personal_id
from departments.models import User
from departments.written import refusal

_PASSWORD_HELP = _("Ít nhất 8 ký tự. Nên ghép ba, bốn từ dễ nhớ với bạn.")  # no password


class ContactField(forms.CharField):
    """One box that takes a phone number or a mail address."""

    def __init__(self, **kwargs: Any) -> None:
        """With the words every such box has."""
        kwargs.setdefault("label", _("Số điện thoại hoặc thư điện tử"))
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}

    def clean(self, value: Any) -> Any:
        """The contact in its one form."""
        text = super().clean(value)
        return _read(text, read_contact) if text else None


class PasswordField(forms.CharField):
    """A password that is to be; nothing is cut off it."""

    def __init__(self, **kwargs: Any) -> None:
        """With the words every such box has."""
        kwargs.setdefault("label", _("Mật khẩu mới"))
        kwargs.setdefault("help_text", _PASSWORD_HELP)
        widget = forms.PasswordInput({"autocomplete": "new-password"})
        super().__init__(strip=False, max_length=200, widget=widget, **kwargs)


class SignUpForm(forms.Form):
    """Who wants an account."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=150,
        help_text=_("Như trên thẻ căn cước."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact = ContactField(help_text=_("Mã xác nhận được gửi tới đây; về sau bạn dùng nó để đăng nhập."))
    personal_id = forms.CharField(
        label=_("Số định danh cá nhân"),
        required=False,
        max_length=20,
        help_text=_("12 chữ số trên thẻ căn cước. Để trống cũng được."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    password = PasswordField(label=_("Mật khẩu"))

    def clean_full_name(self) -> str:
        """One space between words."""
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_personal_id(self) -> str:
        """The twelve digits, or nothing."""
        text: str = self.cleaned_data["personal_id"]
        return _read(text, check_personal_id) if text else ""

    def clean(self) -> dict[str, Any]:
        """The password must not be the person's own name or number."""
        data = super().clean() or {}
        contact: Contact | None = data.get("contact")
        somebody = User(full_name=data.get("full_name", ""), personal_id=data.get("personal_id", ""))
        if contact:
            setattr(somebody, contact.kind, contact.value)
        _check_password(self, "password", data.get("password"), somebody)
        return data


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("Mã xác nhận"),
        max_length=20,
        help_text=_("6 chữ số trong tin nhắn hoặc thư vừa gửi."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """Exactly six digits; spaces people put between them are no harm."""
        digits = "".join(self.cleaned_data["code"].split())
        if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
            raise ValidationError(gettext("Mã gồm đúng 6 chữ số."))
        return digits


class ForgotForm(forms.Form):
    """By any name of the account."""

    name = forms.CharField(
        label=_("Số điện thoại, thư điện tử hoặc tên đăng nhập"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}),
    )


class NewPasswordForm(forms.Form):
    """After the code."""

    password = PasswordField()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """For this account."""
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Checked against what the account says of its holder."""
        data = super().clean() or {}
        _check_password(self, "password", data.get("password"), self.user)
        return data


class OwnPasswordForm(forms.Form):
    """The password once more, before something that a stranger at an open browser must not do.

    An account that is only entered through an identity has no password and is asked for none.
    """

    current_password = forms.CharField(
        label=_("Mật khẩu hiện nay"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """For this account."""
        self.user = user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["current_password"]
        else:
            self.order_fields([name for name in self.fields if name != "current_password"] + ["current_password"])

    def clean_current_password(self) -> str:
        """The account's own."""
        typed: str = self.cleaned_data["current_password"]
        if not self.user.check_password(typed):
            raise ValidationError(gettext("Mật khẩu hiện nay chưa đúng."))
        return typed


class ChangePasswordForm(OwnPasswordForm):
    """The old one, and the new one."""

    password = PasswordField()

    def clean(self) -> dict[str, Any]:
        """Checked against what the account says of its holder."""
        data = super().clean() or {}
        _check_password(self, "password", data.get("password"), self.user)
        return data


class ChangeContactForm(OwnPasswordForm):
    """A new phone number or mail address, in place of the one of its kind."""

    contact = ContactField()


class ProfileForm(forms.Form):
    """What the portal fills in for its holder in new dossiers."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    personal_id = forms.CharField(
        label=_("Số định danh cá nhân"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    address = forms.CharField(
        label=_("Địa chỉ"), required=False, max_length=255, widget=forms.TextInput({"autocomplete": "address-line1"})
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Name and number of an identified person come from the identity and are not changed here."""
        initial = {"full_name": user.full_name, "personal_id": user.personal_id, "address": user.address}
        super().__init__(*args, **{"initial": initial, **kwargs})
        if user.identified_at:
            del self.fields["full_name"], self.fields["personal_id"]

    def clean_full_name(self) -> str:
        """One space between words."""
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_personal_id(self) -> str:
        """The twelve digits, or nothing."""
        text: str = self.cleaned_data["personal_id"]
        return _read(text, check_personal_id) if text else ""


def _read(text: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(text)
    except IdentityError as error:
        raise ValidationError(refusal(error)) from error


def _check_password(form: forms.Form, name: str, typed: str | None, user: User) -> None:
    if typed:
        try:
            password_validation.validate_password(typed, user)
        except ValidationError as error:
            form.add_error(name, error)
