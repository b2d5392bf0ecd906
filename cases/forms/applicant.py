"""Who submits and whose matter it is: the same questions online and at the counter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.days import DayField
from cases.forms.eform import PersonalIdField, PhoneField
from cases.intake import Person
from cases.models import Applicant
from departments.identity import IdentityError, check_tax_code, personal_id_warnings

SELF, OTHER, ORGANISATION = "self", "other", "organisation"
FOR_WHOM = [
    (SELF, "Cho tôi"),
    (OTHER, "Cho con tôi hoặc người khác ủy quyền cho tôi"),
    (ORGANISATION, "Cho tổ chức, doanh nghiệp"),
]


class TaxCodeField(forms.CharField):
    """Ten digits with their check digit, a branch (10-3), or a personal number."""

    def clean(self, value: Any) -> str:
        """The code as it is stored."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return check_tax_code(text)
        except IdentityError as error:
            raise ValidationError(str(error)) from error


class SubmitterForm(forms.Form):
    """The person who submits, and how to reach him."""

    full_name = forms.CharField(
        label="Họ và tên của bạn", max_length=255, widget=forms.TextInput({"autocomplete": "name"})
    )
    personal_id = PersonalIdField(
        label="Số định danh cá nhân của bạn",
        max_length=30,
        help_text="12 chữ số trên thẻ căn cước.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = PhoneField(
        label="Số điện thoại",
        max_length=30,
        help_text="Để cơ quan gọi khi cần; bốn số cuối dùng để tra cứu hồ sơ.",
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    address = forms.CharField(
        label="Địa chỉ",
        max_length=500,
        help_text="Số nhà, đường hoặc thôn; phường, xã; tỉnh, thành phố.",
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )

    def person(self) -> Person:
        """The submitter, from valid answers."""
        return Person(**self.cleaned_data)


class OwnerForm(forms.Form):
    """The person or organisation whose matter it is, when somebody else submits."""

    full_name = forms.CharField(label="Họ và tên người đó, hoặc tên tổ chức", max_length=255)
    personal_id = PersonalIdField(
        label="Số định danh cá nhân",
        max_length=30,
        required=False,
        help_text="Trẻ chưa có số thì để trống.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    tax_code = TaxCodeField(
        label="Mã số thuế", max_length=20, required=False, help_text="Chỉ điền khi nộp cho tổ chức."
    )
    birth_date = DayField(label="Ngày sinh", required=False)
    address = forms.CharField(label="Địa chỉ người đó, trụ sở tổ chức", max_length=500, required=False)

    def person(self, for_whom: str) -> Person:
        """The owner, from valid answers."""
        kind = Applicant.Kind.ORGANISATION if for_whom == ORGANISATION else Applicant.Kind.PERSON
        return Person(kind=kind, **self.cleaned_data)

    def warnings(self) -> list[str]:
        """What looks odd about the number and is yet no error."""
        number, born = self.cleaned_data.get("personal_id"), self.cleaned_data.get("birth_date")
        return personal_id_warnings(number, birth_date=born) if number else []
