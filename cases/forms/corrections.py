"""The forms that put right what was taken in: a typing error, the wrong case."""

from typing import Any

from django import forms

from cases.actions.correct import SUMMARY, correctable
from cases.forms.eform import PersonalIdField, PhoneField
from cases.forms.move import MoveForm, Values, text_field
from procedures.models import ProcedureCase

_LONGEST = {"full_name": 255, "address": 500, SUMMARY: 1000}


class CorrectForm(MoveForm):
    """Every value that can be corrected, as it stands; what is changed is logged with what it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One box each, the reason last."""
        super().__init__(*args, **kwargs)
        self.known = correctable(self.dossier)
        for name, (label, value) in self.known.items():
            self.fields[name] = _field(name, label, required=bool(value))
            self.initial[name] = value
        self.fields["reason"] = text_field("Sai thế nào, theo giấy tờ nào", rows=3)

    def values(self) -> Values:
        """The values and the reason."""
        data = self.cleaned_data
        said = {name: data[name] or "" for name in self.known}
        return {"values": said, "reason": data["reason"], "revision": data["revision"]}


class ChangeCaseForm(MoveForm):
    """Which case it is, and why."""

    case = forms.ModelChoiceField(ProcedureCase.objects.none(), label="Trường hợp đúng", empty_label="Chọn")
    reason = text_field("Lý do", help_text="Người nộp được báo ngày hẹn và phí mới.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the other cases of the version."""
        super().__init__(*args, **kwargs)
        choice = self.fields["case"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = self.dossier.version.cases.exclude(pk=self.dossier.case_id or 0)

    def said(self) -> tuple[str, ...]:
        """The reason, and the case."""
        return (self.cleaned_data["reason"], self.cleaned_data["case"].name)


def _field(name: str, label: str, *, required: bool) -> forms.Field:
    kind = name.partition("_")[2] if name != SUMMARY else SUMMARY
    match kind:
        case "personal_id":
            return PersonalIdField(label=label, required=False)
        case "phone":
            return PhoneField(label=label, required=False)
        case "email":
            return forms.EmailField(label=label, required=False)
    return forms.CharField(label=label, required=required, max_length=_LONGEST[kind])
