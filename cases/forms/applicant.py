"""Who submits and whose matter it is: the same questions online and at the counter."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.days import DayField
from cases.forms.eform import PersonalIdField, PhoneField
from cases.intake import Person
from cases.models import Applicant
from departments.identity import IdentityError, check_tax_code, personal_id_warnings
from departments.written import as_vietnamese, refusal
from procedures.models import ProcedureVersion

SELF, CHILD, OTHER, ORGANISATION = (kind.value for kind in ProcedureVersion.UsualOwner)
FOR_WHOM = [
    (SELF, _("Cho chính tôi")),
    (CHILD, _("Cho con chưa thành niên của tôi")),
    (OTHER, _("Cho người thân khác, hoặc người ủy quyền cho tôi")),
    (ORGANISATION, _("Cho tổ chức, doanh nghiệp")),
]
OWNER_TITLES = {
    CHILD: _("Con của bạn"),
    OTHER: _("Người bạn nộp thay cho"),
    ORGANISATION: _("Tổ chức bạn nộp thay cho"),
}
# The questions about each kind of owner, in order, with their words.
_OWNER_QUESTIONS = {
    CHILD: {
        "full_name": _("Họ và tên của con"),
        "birth_date": _("Ngày sinh của con"),
        "personal_id": _("Số định danh cá nhân của con"),
    },
    OTHER: {
        "full_name": _("Họ và tên người đó"),
        "personal_id": _("Số định danh cá nhân của người đó"),
        "birth_date": _("Ngày sinh của người đó"),
        "address": _("Địa chỉ của người đó"),
        "grounds": _("Bạn là gì của người đó, hoặc nộp thay theo giấy ủy quyền nào?"),
    },
    ORGANISATION: {
        "full_name": _("Tên tổ chức, doanh nghiệp"),
        "tax_code": _("Mã số thuế hoặc mã số doanh nghiệp"),
        "address": _("Địa chỉ trụ sở"),
        "grounds": _("Người đại diện theo pháp luật"),
    },
}
_GROUNDS_HELP = {
    OTHER: _("Ví dụ: vợ; con ruột; giấy ủy quyền số 12 ngày 03/4/2026."),
    ORGANISATION: _(
        "Họ tên, chức vụ. Bạn không phải người này thì ghi thêm số, ngày giấy giới thiệu hoặc giấy ủy quyền."
    ),
}


_OF_AGE = 18  # years (BLDS Đ20)


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
            raise ValidationError(refusal(error)) from error


class SubmitterForm(forms.Form):
    """The person who submits, and how to reach him."""

    full_name = forms.CharField(
        label=_("Họ và tên của bạn"), max_length=255, widget=forms.TextInput({"autocomplete": "name"})
    )
    personal_id = PersonalIdField(
        label=_("Số định danh cá nhân của bạn"),
        max_length=30,
        help_text=_("12 chữ số trên thẻ căn cước."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Số điện thoại"),
        max_length=30,
        help_text=_("Để cơ quan gọi khi cần; bốn số cuối dùng để tra cứu hồ sơ."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=500,
        help_text=_("Số nhà, đường hoặc thôn; phường, xã; tỉnh, thành phố."),
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )

    def person(self) -> Person:
        """The submitter, from valid answers."""
        return Person(**self.cleaned_data)


class OwnerForm(forms.Form):
    """Whose matter it is, when somebody else submits; asks only what that kind of owner has."""

    full_name = forms.CharField(max_length=255)
    birth_date = DayField(required=False)
    personal_id = PersonalIdField(
        max_length=30,
        required=False,
        help_text=_("12 chữ số; chưa có thì để trống."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    tax_code = TaxCodeField(max_length=20, widget=forms.TextInput({"inputmode": "numeric"}))
    address = forms.CharField(max_length=500, required=False)
    grounds = forms.CharField(max_length=300)

    def __init__(self, for_whom: str, *args: Any, **kwargs: Any) -> None:
        """Questions for a child, another person or an organisation."""
        super().__init__(*args, **kwargs)
        self.for_whom = for_whom
        questions = _OWNER_QUESTIONS.get(for_whom, _OWNER_QUESTIONS[OTHER])
        self.fields = {name: self.fields[name] for name in questions}
        for name, label in questions.items():
            self.fields[name].label = label
        if "grounds" in self.fields:
            self.fields["grounds"].help_text = _GROUNDS_HELP.get(for_whom, _GROUNDS_HELP[OTHER])
        if for_whom == CHILD:
            self.fields["birth_date"].required = True

    def person(self) -> Person:
        """The owner, from valid answers."""
        kind = Applicant.Kind.ORGANISATION if self.for_whom == ORGANISATION else Applicant.Kind.PERSON
        return Person(kind=kind, **{name: said for name, said in self.cleaned_data.items() if name != "grounds"})

    def by_what_right(self) -> str:
        """By what right somebody else submits, a sentence for the office; empty for a parent."""
        said = self.cleaned_data.get("grounds")
        if not said:
            return ""
        return f"Người đại diện: {said}." if self.for_whom == ORGANISATION else f"Nộp thay với tư cách: {said}."

    def warnings(self, day: date) -> list[str]:
        """What looks odd and is yet no error; `day` is today."""
        number, born = self.cleaned_data.get("personal_id"), self.cleaned_data.get("birth_date")
        odd = [as_vietnamese(one) for one in personal_id_warnings(number, birth_date=born)] if number else []
        if self.for_whom == CHILD and born and (day.year - _OF_AGE, day.month, day.day) >= (
            born.year, born.month, born.day,
        ):  # fmt: skip
            odd.append(
                gettext("Theo ngày sinh, người con đã đủ 18 tuổi. Nếu đúng, hãy chọn nộp cho người khác ở bước đầu.")
            )
        return odd
