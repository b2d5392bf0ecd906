"""The e-form of a procedure version as a Django form; its answers as they are stored, and as people read them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.days import DayField
from departments.identity import IdentityError, check_personal_id, check_phone, show_phone
from departments.vietnamese import money
from procedures.models import FormField

Kind = FormField.Kind
_FEW = 6  # so many choices are shown side by side, more fold into a select
_BIGGEST_AMOUNT = 10**15


class PersonalIdField(forms.CharField):
    """Twelve digits, stored without spaces."""

    def clean(self, value: Any) -> str:
        """The number as it is stored."""
        return _checked(super().clean(value), check_personal_id)


class PhoneField(forms.CharField):
    """A Vietnamese number, stored in E.164 and shown as people write it."""

    def prepare_value(self, value: Any) -> Any:
        """A stored number as people write it."""
        return show_phone(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The number as it is stored."""
        return _checked(super().clean(value), check_phone)


class MoneyField(forms.CharField):
    """An amount in đồng; points and spaces between the thousands are welcome."""

    def clean(self, value: Any) -> Any:
        """The amount as a whole number."""
        text = super().clean(value)
        digits = text.replace(".", "").replace(" ", "").removesuffix("đồng").removesuffix("đ")
        if not text:
            return None
        if not (digits.isascii() and digits.isdigit()) or int(digits) > _BIGGEST_AMOUNT:
            raise ValidationError("Hãy nhập số tiền bằng số, ví dụ 30.000.000.")
        return int(digits)


class EForm(forms.Form):
    """The questions of one version, in their groups."""

    def __init__(self, questions: Iterable[FormField], *args: Any, **kwargs: Any) -> None:
        """Build one field for each question; answers already stored are passed as `initial`."""
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.key] = form_field(question)

    def groups(self) -> list[dict[str, Any]]:
        """Title and fields of each group of questions, in order."""
        return [
            {"title": title, "fields": [self[question.key] for question in group]}
            for title, group in groupby(self.questions, key=lambda question: question.group)
        ]

    def answers(self) -> dict[str, Any]:
        """What was answered, as JSON can hold it; empty answers are left out."""
        return {key: _storable(value) for key, value in self.cleaned_data.items() if value is not None and value != ""}


def form_field(question: FormField) -> forms.Field:
    """The field that asks the question and checks its answer."""
    told: dict[str, Any] = {
        "label": question.label,
        "required": question.required,
        "help_text": question.help_text,
    }
    match question.kind:
        case Kind.TEXTAREA:
            return forms.CharField(max_length=5000, widget=forms.Textarea({"rows": 4}), **told)
        case Kind.NUMBER:
            told["error_messages"] = {"invalid": "Hãy nhập một số, ví dụ 2 hoặc 12,5."}
            widget = forms.TextInput({"inputmode": "decimal"})
            return forms.DecimalField(max_digits=18, decimal_places=4, localize=True, widget=widget, **told)
        case Kind.DATE:
            return DayField(**told)
        case Kind.CHOICE:
            return _choice(question, told)
        case Kind.PERSONAL_ID:
            return PersonalIdField(max_length=30, widget=forms.TextInput({"inputmode": "numeric"}), **told)
        case Kind.PHONE:
            return PhoneField(max_length=30, widget=forms.TextInput({"inputmode": "tel"}), **told)
        case Kind.MONEY:
            return MoneyField(max_length=30, widget=forms.TextInput({"inputmode": "numeric"}), **told)
        case Kind.YES_NO:
            choices = [("yes", "Có"), ("no", "Không")]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    return forms.CharField(max_length=500, **told)


def answers_in_words(questions: Iterable[FormField], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Groups of {label, value} for a page: every question, unanswered ones with a dash."""
    return [
        {
            "title": title,
            "rows": [
                {"label": question.label, "value": _words(question, answers.get(question.key))} for question in group
            ],
        }
        for title, group in groupby(questions, key=lambda question: question.group)
    ]


def _choice(question: FormField, told: dict[str, Any]) -> forms.ChoiceField:
    choices = [_pair(choice) for choice in question.choices]
    if len(choices) <= _FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    return forms.ChoiceField(choices=[("", "Chọn"), *choices], **told)


def _pair(choice: Any) -> tuple[str, str]:
    """A choice is stored as a text, or as a pair of value and label."""
    if isinstance(choice, Mapping):
        return (str(choice["value"]), str(choice["label"]))
    if isinstance(choice, list | tuple):
        return (str(choice[0]), str(choice[1]))
    return (str(choice), str(choice))


def _words(question: FormField, value: Any) -> str:
    if value is None or value == "":
        return "—"
    match question.kind:
        case Kind.DATE:
            try:
                return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
            except ValueError:
                return str(value)
        case Kind.CHOICE:
            return dict(_pair(choice) for choice in question.choices).get(str(value), str(value))
        case Kind.YES_NO:
            return "Có" if value in (True, "yes") else "Không"
        case Kind.MONEY if isinstance(value, int):
            return money(value)
        case Kind.PHONE:
            return show_phone(str(value))
    return str(value)


def _storable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value


def _checked(value: str, check: Any) -> str:
    if not value:
        return ""
    try:
        return str(check(value))
    except IdentityError as error:
        raise ValidationError(str(error)) from error
