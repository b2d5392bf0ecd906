"""What the fee of a dossier depends on and only its applicant knows: how many, and whether he pays less."""

from collections.abc import Sequence
from typing import Any

from django import forms

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
        label=f"Số {fee.per}",
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=f"Để tính {fee.name[:1].lower()}{fee.name[1:]}. Cán bộ kiểm tra lại khi tiếp nhận.",
        error_messages={
            "required": f"Hãy ghi số {fee.per}.",
            "invalid": "Hãy ghi bằng chữ số, ví dụ 3.",
            "min_value": "Ít nhất là 1.",
            "max_value": f"Nhiều nhất là {MOST}; nhiều hơn thì hãy nộp tại quầy.",
        },
    )


def _relief(reliefs: Sequence[FeeRelief]) -> forms.ChoiceField:
    choices = [(_NONE, "Không thuộc diện miễn, giảm"), *((str(one.pk), _named(one)) for one in reliefs)]
    return forms.ChoiceField(
        label="Bạn có thuộc diện được miễn, giảm phí, lệ phí không?",
        choices=choices,
        widget=forms.RadioSelect,
        initial=_NONE,
        error_messages={"required": "Hãy chọn một dòng."},
    )


def _named(relief: FeeRelief) -> str:
    proof = f" (cần {relief.proof})" if relief.proof else ""
    return f"{relief.name}: {'miễn' if relief.percent == 100 else f'giảm {relief.percent}%'}{proof}"
