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
    (SELF, "Cho chính tôi"),
    (OTHER, "Cho con, cháu tôi hoặc người khác nhờ tôi nộp"),
    (ORGANISATION, "Cho tổ chức, doanh nghiệp tôi đại diện"),
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
    """The person or organisation whose matter it is, when somebody else submits; asks only what either has."""

    full_name = forms.CharField(max_length=255)
    personal_id = PersonalIdField(
        label="Số định danh cá nhân của người đó",
        max_length=30,
        required=False,
        help_text="Trẻ chưa có số thì để trống.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    tax_code = TaxCodeField(
        label="Mã số thuế hoặc mã số doanh nghiệp", max_length=20, widget=forms.TextInput({"inputmode": "numeric"})
    )
    birth_date = DayField(label="Ngày sinh của người đó", required=False)
    address = forms.CharField(max_length=500, required=False)

    def __init__(self, for_whom: str, *args: Any, **kwargs: Any) -> None:
        """Questions for a person, or for an organisation."""
        super().__init__(*args, **kwargs)
        self.for_whom = for_whom
        is_organisation = for_whom == ORGANISATION
        self.fields["full_name"].label = "Tên tổ chức, doanh nghiệp" if is_organisation else "Họ và tên người đó"
        self.fields["address"].label = "Địa chỉ trụ sở" if is_organisation else "Địa chỉ của người đó"
        for name in ("personal_id", "birth_date") if is_organisation else ("tax_code",):
            del self.fields[name]

    def person(self) -> Person:
        """The owner, from valid answers."""
        kind = Applicant.Kind.ORGANISATION if self.for_whom == ORGANISATION else Applicant.Kind.PERSON
        return Person(kind=kind, **self.cleaned_data)

    def warnings(self) -> list[str]:
        """What looks odd about the number and is yet no error."""
        number, born = self.cleaned_data.get("personal_id"), self.cleaned_data.get("birth_date")
        return personal_id_warnings(number, birth_date=born) if number else []
