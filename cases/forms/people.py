"""Who stands at the counter: one person or organisation, checked and normalised."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.days import DayField
from cases.forms.eform import PhoneField
from cases.intake import Person
from cases.models import Applicant
from departments.identity import (
    IdentityCard,
    IdentityError,
    check_personal_id,
    check_tax_code,
    parse_card_line,
    personal_id_warnings,
)

Kind = Applicant.Kind


class PersonForm(forms.Form):
    """As stated on the paper. The number comes first, for everything else may follow from it."""

    number = forms.CharField(
        label="Số định danh cá nhân",
        required=False,
        max_length=400,
        help_text="12 chữ số, hoặc quét mã QR trên thẻ căn cước vào ô này.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "data-card": True}),
    )
    kind = forms.ChoiceField(label="Đối tượng", choices=Kind, initial=Kind.PERSON)
    full_name = forms.CharField(label="Họ và tên, tên tổ chức", max_length=255)
    birth_date = DayField(label="Ngày sinh", required=False)
    phone = PhoneField(
        label="Số điện thoại", required=False, max_length=30, widget=forms.TextInput({"inputmode": "tel"})
    )
    address = forms.CharField(label="Địa chỉ", required=False, max_length=500)
    email = forms.EmailField(label="Thư điện tử", required=False)
    tax_code = forms.CharField(label="Mã số thuế", required=False, max_length=30)

    def clean_number(self) -> str:
        """The twelve digits; a card line that was not read yet gives its number."""
        text = self.cleaned_data["number"]
        if not text:
            return ""
        try:
            return parse_card_line(text).number if "|" in text else check_personal_id(text)
        except IdentityError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_tax_code(self) -> str:
        """The code as it is stored."""
        text = self.cleaned_data["tax_code"]
        try:
            return check_tax_code(text) if text else ""
        except IdentityError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_birth_date(self) -> date | None:
        """Nobody is born tomorrow."""
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None and born.year < 1900:
            raise forms.ValidationError("Năm sinh phải từ 1900 trở đi.")
        return born

    def clean(self) -> dict[str, Any]:
        """A number or a phone is needed to look the dossier up; an organisation has its tax code."""
        data = super().clean() or {}
        known = any(data.get(name) or name in self.errors for name in ("number", "phone", "tax_code"))
        if not known:
            self.add_error("phone", "Hãy nhập số điện thoại khi không có số định danh, để còn tra cứu và liên hệ.")
        return data

    def warnings(self) -> list[str]:
        """What to compare with the card once more; asked only of a valid form."""
        data = self.cleaned_data
        return personal_id_warnings(data["number"], birth_date=data["birth_date"]) if data["number"] else []

    def person(self) -> Person:
        """The person as the intake takes it."""
        data = self.cleaned_data
        return Person(
            full_name=" ".join(data["full_name"].split()),
            kind=data["kind"],
            personal_id=data["number"],
            tax_code=data["tax_code"],
            birth_date=data["birth_date"],
            phone=data["phone"],
            email=data["email"],
            address=data["address"],
        )


class OwnerForm(PersonForm):
    """Whose matter it is, when somebody else files for them; may lack a phone."""

    def clean(self) -> dict[str, Any]:
        """A number or a tax code says who it is; a small child may have neither yet."""
        return self.cleaned_data


def from_card(card: IdentityCard) -> dict[str, Any]:
    """What the card says, as the boxes of the form."""
    return {"number": card.number, "full_name": card.name, "birth_date": card.birth_date, "address": card.address}


def from_applicant(known: Applicant) -> dict[str, Any]:
    """What was stated earlier, as the boxes of the form."""
    return {
        "full_name": known.full_name,
        "birth_date": known.birth_date,
        "phone": known.phone,
        "email": known.email,
        "address": known.address,
        "kind": known.kind,
        "tax_code": known.tax_code,
    }
