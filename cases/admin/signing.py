"""Keys to sign with: registered once, ended and never deleted; and the book of numbered results."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cases.actions.add_signing_key import add_signing_key, end_signing_key
from cases.admin.dossiers import OfADossierAdmin
from cases.models import IssuedResult, SigningKey
from cases.signing.signer import SigningFailed


class SigningKeyForm(forms.ModelForm):
    """Whose key, where it lives, and the PIN that opens it once to read its certificate."""

    pin = forms.CharField(
        label="Mã PIN hoặc mật khẩu của khóa",
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text="Chỉ dùng ngay lúc này để đọc chứng thư số; cổng không lưu.",
    )

    class Meta:
        model = SigningKey
        fields = ("user", "department", "way", "reference", "asks_pin")

    def clean(self) -> dict[str, Any]:
        """One owner; and the key must open."""
        data = super().clean() or {}
        owners = [data[name] for name in ("user", "department") if data.get(name)]
        if len(owners) != 1:
            raise forms.ValidationError("Hãy chọn một người, hoặc một cơ quan.")
        if not self.errors:
            try:
                self.instance = add_signing_key(
                    owners[0],
                    way=data["way"],
                    reference=data["reference"],
                    at=timezone.now(),
                    asks_pin=data["asks_pin"],
                    pin=data.get("pin", ""),
                )
            except SigningFailed as failed:
                raise forms.ValidationError(str(failed)) from failed
        return data

    def _post_clean(self) -> None:
        """The action has stored the key: there is nothing to put together of the form."""


@admin.register(SigningKey)
class SigningKeyAdmin(admin.ModelAdmin):
    """A key is added and ended; another one is another row."""

    form = SigningKeyForm
    list_display = ("subject", "user", "department", "way", "valid_until", "added_at", "ended_at")
    list_filter = ("way",)
    list_select_related = ("user", "department")
    autocomplete_fields = ("user", "department")
    actions = ("end_keys",)

    def get_fields(self, request: HttpRequest, obj: SigningKey | None = None) -> tuple[str, ...]:
        """What is asked of a new key, what is known of one that is there."""
        if obj is None:
            return ("user", "department", "way", "reference", "asks_pin", "pin")
        known = ("subject", "issuer", "fingerprint", "valid_from", "valid_until", "added_at", "ended_at")
        return ("user", "department", "way", "reference", "asks_pin", *known)

    def save_model(self, request: HttpRequest, obj: SigningKey, form: Any, change: bool) -> None:
        """Stored by the action already."""

    def has_change_permission(self, request: HttpRequest, obj: SigningKey | None = None) -> bool:
        """A key is what it is."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: SigningKey | None = None) -> bool:
        """What was signed with it must still be known as ours."""
        return False

    @admin.action(description="Ngừng dùng khóa đã chọn")
    def end_keys(self, request: HttpRequest, queryset: QuerySet[SigningKey]) -> None:
        """From now on nothing more is signed with them."""
        at = timezone.now()
        for key in queryset:
            end_signing_key(key, at=at)
        self.message_user(request, "Đã ngừng dùng.", messages.SUCCESS)


@admin.register(IssuedResult)
class IssuedResultAdmin(OfADossierAdmin):
    """The book of numbered results: what stands, what was called back, which number never left."""

    list_display = ("shown_number", "dossier", "department", "issued_on", "signed_by_name", "is_signed", "state")
    list_filter = ("state", "is_signed")
    list_select_related = ("dossier", "department")
    fields = (
        *("shown_number", "dossier", "department", "name", "signed_by_name", "signed_at", "is_signed", "issued_on"),
        *("issued_at", "state", "ended_at", "replaced_by", "sha256"),
    )
