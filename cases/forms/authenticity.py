"""A paper to be checked: its file, or the token that stands under its QR code."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from departments.vietnamese import file_size

MOST_BYTES = 10 * 1024 * 1024


class CheckForm(forms.Form):
    """One of the two is enough."""

    file = forms.FileField(
        label=_("Tệp PDF của văn bản"),
        required=False,
        help_text=_("Bản điện tử bạn nhận được, không phải ảnh chụp. Cổng chỉ xem chữ ký, không giữ lại tệp."),
        error_messages={"empty": _("Tệp không có nội dung. Hãy tải lại bản điện tử rồi gửi.")},
        widget=forms.FileInput({"accept": "application/pdf"}),
    )
    token = forms.CharField(
        label=_("Hoặc mã kiểm tra"),
        required=False,
        max_length=60,
        help_text=_("Dòng chữ và số in cùng mã QR, khi bạn không quét được mã."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_file(self) -> Any:
        """Small enough to be looked at."""
        file = self.cleaned_data["file"]
        most = min(MOST_BYTES, settings.UPLOAD_MAX_FILE_BYTES)
        if file and file.size > most:
            said = gettext("Tệp nặng {size}; cổng kiểm tra tệp đến {most}.")
            raise forms.ValidationError(said.format(size=file_size(file.size), most=file_size(most)))
        return file

    def clean_token(self) -> str:
        """Without blanks."""
        return "".join(self.cleaned_data["token"].split())

    def clean(self) -> dict[str, Any]:
        """Something must be there."""
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("token"):
            raise forms.ValidationError(_("Hãy chọn tệp PDF, hoặc nhập mã kiểm tra."))
        return data
