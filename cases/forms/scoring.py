"""What is asked before scores are fixed, when one is objected to, and for the answer."""

from decimal import Decimal
from typing import Any

from django import forms

from cases.forms.move import text_field
from cases.models import Measure
from cases.reports.scoring.points import Score


class FixForm(forms.Form):
    """A word for those who read it later."""

    note = forms.CharField(label="Ghi chú", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))


class ObjectForm(forms.Form):
    """What is wrong, in the officer's words."""

    text = text_field("Nội dung phản hồi", rows=8, help_text="Nêu tiêu chí và mã hồ sơ. Mỗi kỳ phản hồi được một lần.")


class AnswerObjectionForm(forms.Form):
    """The answer, and new points for those criteria that are corrected."""

    text = text_field("Trả lời", rows=8, help_text="Có sửa điểm thì lời này là lý do; được giữ cùng điểm cũ.")

    def __init__(self, score: Score, *args: Any, **kwargs: Any) -> None:
        """One box for each criterion; empty leaves its points as they are."""
        super().__init__(*args, **kwargs)
        for line in score.lines:
            told = "chưa đủ số lượng để chấm" if line.counted is None else f"đang là {_comma(line.counted)} điểm"
            self.fields[line.criterion.measure.value] = forms.DecimalField(
                label=f"Sửa điểm: {line.criterion.label}",
                required=False,
                min_value=0,
                max_value=line.criterion.weight,
                max_digits=5,
                decimal_places=2,
                localize=True,
                help_text=f"Từ 0 đến {_comma(line.criterion.weight)}, {told}. Để trống: không sửa.",
            )

    def corrections(self) -> dict[str, Decimal]:
        """The new points by criterion."""
        said = self.cleaned_data
        return {name: said[name] for name in Measure.values if said.get(name) is not None}


def _comma(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".").replace(".", ",") if number % 1 else f"{int(number)}"
