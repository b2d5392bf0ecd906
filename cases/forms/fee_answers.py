"""What the fee of a dossier depends on and only its applicant knows: how many, and whether he pays less."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from departments.written import as_vietnamese, filled
from procedures.fee_count import MOST, FeeAnswers, asks_how_many
from procedures.models import FeeItem, FeeRelief

_NONE = "-"


class FeeAnswersForm(forms.Form):
    """Asks only what the version's rates and reliefs need."""

    def __init__(self, fees: Sequence[FeeItem], reliefs: Sequence[FeeRelief], *args: Any, **kwargs: Any) -> None:
        """One box for each rate by quantity, one choice of relief where there is any to claim."""
        super().__init__(*args, **kwargs)
        for fee in fees:
            if asks_how_many(fee):
                self.fields[f"number_{fee.pk}"] = _number(fee)
        claimable = [one for one in reliefs if not one.automatic]
        if claimable:
            self.fields["relief"] = _relief(claimable)

    def answers(self) -> FeeAnswers:
        """What was said; asked only of a valid form."""
        data = self.cleaned_data
        quantities = {int(key[7:]): data[key] for key in data if key.startswith("number_")}
        relief = data.get("relief") or _NONE
        return FeeAnswers(quantities, None if relief == _NONE else int(relief))


def _number(fee: FeeItem) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Số {per}").format(per=_(fee.per)),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=filled(
            _("Để tính {name}. Cán bộ kiểm tra lại khi tiếp nhận."),
            name=as_vietnamese(f"{fee.name[:1].lower()}{fee.name[1:]}"),
        ),
        error_messages={
            "required": _("Hãy ghi số {per}.").format(per=_(fee.per)),
            "invalid": _("Hãy ghi bằng chữ số, ví dụ 3."),
            "min_value": _("Ít nhất là 1."),
            "max_value": _("Nhiều nhất là {most}; nhiều hơn thì hãy nộp tại quầy.").format(most=MOST),
        },
    )


def _relief(reliefs: Sequence[FeeRelief]) -> forms.ChoiceField:
    choices = [(_NONE, _("Không thuộc diện miễn, giảm")), *((str(one.pk), _named(one)) for one in reliefs)]
    return forms.ChoiceField(
        label=_("Bạn có thuộc diện được miễn, giảm phí, lệ phí không?"),
        choices=choices,
        widget=forms.RadioSelect,
        initial=_NONE,
        error_messages={"required": _("Hãy chọn một dòng.")},
    )


def _named(relief: FeeRelief) -> str:
    proof = filled(_(" (cần {proof})"), proof=as_vietnamese(relief.proof)) if relief.proof else ""
    how = _("miễn") if relief.percent == 100 else _("giảm {percent}%").format(percent=relief.percent)
    return filled("{}: {}{}", as_vietnamese(relief.name), how, proof)
