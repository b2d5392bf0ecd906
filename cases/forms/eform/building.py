"""The Django field that asks a question and checks its answer."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.eform.addresses import AddressField, Communes
from cases.forms.eform.fields import (
    BoundedDayField,
    MoneyField,
    NumberField,
    PersonalIdField,
    PhoneField,
    TaxCodeField,
)
from cases.forms.eform.tables import TableField
from departments.written import as_vietnamese
from procedures.models import FormField

Kind = FormField.Kind
_FEW = 6  # so many choices are shown side by side, more fold into a select
_CHOOSE = _("Hãy chọn một trong các câu trả lời đã cho.")
_EMPTY = {
    Kind.CHOICE: _("Hãy chọn một câu trả lời."),
    Kind.CHOICES: _("Hãy chọn ít nhất một câu trả lời."),
    Kind.YES_NO: _("Hãy chọn Có hoặc Không."),
    Kind.DATE: _("Hãy nhập ngày, tháng, năm."),
    Kind.ADDRESS: _("Hãy chọn phường, xã rồi ghi số nhà, đường phố, hoặc thôn, tổ dân phố."),
    Kind.DECLARATION: _("Hãy đọc rồi đánh dấu để xác nhận."),
    Kind.TABLE: _("Hãy điền ít nhất một dòng."),
}


@dataclass(frozen=True)
class Around:
    """What a question needs to know of the world: today, and the communes where one asks for an address."""

    day: date
    communes: Communes = field(default_factory=Communes)


def form_field(question: FormField, around: Around) -> forms.Field:
    """The field of the question; whether it must be answered is decided by the form."""
    told: dict[str, Any] = {
        "label": as_vietnamese(question.label),
        "required": question.required,
        "help_text": as_vietnamese(question.help_text),
        "error_messages": {"required": _EMPTY.get(Kind(question.kind), gettext("Hãy điền mục này."))},
    }
    match question.kind:
        case Kind.DATE:
            return BoundedDayField(question, day=around.day, **told)
        case Kind.CHOICE | Kind.CHOICES | Kind.YES_NO:
            return _choice(question, told)
        case Kind.ADDRESS:
            return AddressField(around.communes, **told)
        case Kind.DECLARATION:
            return forms.BooleanField(widget=forms.CheckboxInput({"value": "yes"}), **told)
        case Kind.TABLE:
            return TableField(question, lambda column: form_field(column, around), **told)
    return _typed(question, told)


def _typed(question: FormField, told: dict[str, Any]) -> forms.Field:
    """What is written into one box."""
    bounds = {"minimum": question.minimum, "maximum": question.maximum}
    match question.kind:
        case Kind.TEXTAREA:
            return forms.CharField(max_length=5000, widget=forms.Textarea({"rows": 4}), **told)
        case Kind.NUMBER:
            widget = forms.TextInput({"inputmode": "decimal" if question.decimals else "numeric"})
            return NumberField(decimals=question.decimals, widget=widget, **bounds, **told)
        case Kind.MONEY:
            return MoneyField(max_length=30, widget=forms.TextInput({"inputmode": "numeric"}), **bounds, **told)
        case Kind.PERSONAL_ID:
            return PersonalIdField(max_length=30, widget=forms.TextInput({"inputmode": "numeric"}), **told)
        case Kind.TAX_CODE:
            return TaxCodeField(max_length=30, widget=forms.TextInput({"inputmode": "numeric"}), **told)
        case Kind.PHONE:
            return PhoneField(max_length=30, widget=forms.TextInput({"inputmode": "tel"}), **told)
    return forms.CharField(max_length=500, **told)


def _choice(question: FormField, told: dict[str, Any]) -> forms.ChoiceField:
    told["error_messages"] |= {"invalid_choice": _CHOOSE, "invalid_list": _CHOOSE}
    marked = Kind(question.kind) != Kind.YES_NO
    choices = [(value, as_vietnamese(label) if marked else label) for value, label in question.pairs()]
    if question.kind == Kind.CHOICES:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    if len(choices) <= _FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    return forms.ChoiceField(
        choices=[("", gettext("Chọn")), *question.pairs()], widget=forms.Select({"lang": "vi"}), **told
    )
