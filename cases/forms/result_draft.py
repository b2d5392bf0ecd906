"""The words of a result before it is proposed: filled from the dossier, changed by the officer as he sees fit."""

from typing import Any

from django import forms

from cases.forms.move import MoveForm, Values, text_field
from cases.forms.signing import symbol_field
from cases.printing.result_draft import Template, filled_in


class DraftForm(MoveForm):
    """Title, symbol and text of the paper."""

    title = forms.CharField(label="Tên văn bản", max_length=200)
    symbol = symbol_field()
    text = text_field(
        "Nội dung",
        rows=16,
        help_text="Mỗi dòng một đoạn. Chỗ còn “……” là hồ sơ chưa có dữ liệu: hãy điền hoặc bỏ. "
        "Số, ngày, chức vụ và chữ ký được điền khi ký.",
    )

    def __init__(self, template: Template, *args: Any, **kwargs: Any) -> None:
        """The boxes hold what the template says of this dossier."""
        self.template = template
        words = {"title": template.title, "symbol": template.symbol, "text": filled_in(template, args[0])}
        kwargs["initial"] = {**words, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        # All boxes are filled; the text is the one to be read.
        self.fields["text"].widget.attrs["autofocus"] = not self.is_bound

    def clean_title(self) -> str:
        """In capitals, on one line."""
        return " ".join(str(self.cleaned_data["title"]).split()).upper()

    def values(self) -> Values:
        """With the conclusion that the template stands for."""
        return {**self.cleaned_data, "outcome": self.template.outcome}
