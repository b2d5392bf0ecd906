"""The public look-up: a code and a second factor."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.codes import is_dossier_code, tidy


class LookUpForm(forms.Form):
    """The code as printed, and four digits that only the applicant knows."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        help_text=_("In trên giấy tiếp nhận, ví dụ H26.105-261125-0001."),
        error_messages={"required": _("Hãy nhập mã hồ sơ.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    digits = forms.CharField(
        label=_("4 số cuối"),
        max_length=20,
        help_text=_("Của số định danh cá nhân hoặc số điện thoại đã ghi trong hồ sơ; nhập cả số cũng được."),
        error_messages={"required": _("Hãy nhập 4 số cuối của số định danh cá nhân hoặc số điện thoại.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """The code in its canonical form."""
        code = tidy(self.cleaned_data["code"])
        if not is_dossier_code(code):
            raise ValidationError(_("Mã hồ sơ có dạng H26.105-261125-0001. Hãy xem lại trên giấy tiếp nhận."))
        return code

    def clean_digits(self) -> str:
        """The last four digits, or a whole number as it is stored or written."""
        digits: str = re.sub(r"[\s.\-]", "", self.cleaned_data["digits"])
        if digits.startswith("+84"):
            digits = f"0{digits.removeprefix('+84')}"
        if not (digits.isascii() and digits.isdigit() and (len(digits) == 4 or 9 <= len(digits) <= 12)):
            raise ValidationError(_("Hãy nhập đúng 4 chữ số cuối, hoặc cả số."))
        return digits
