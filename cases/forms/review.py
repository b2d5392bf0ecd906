"""The forms of what those who lead say about late work, and of the answer."""

from typing import Any

from django import forms

from cases.forms.move import MoveForm, ReasonForm, text_field
from cases.models import LateReason


class UrgeForm(MoveForm):
    """A word to whoever holds it, if one is needed."""

    note = text_field("Lời nhắn", required=False, rows=3)


class EscalateForm(ReasonForm):
    """What the leader should know and decide."""

    reason = text_field("Báo cáo", help_text="Vì sao chậm, và cần lãnh đạo quyết định điều gì.")


class ExplainForm(MoveForm):
    """A reason of the office's list, and words."""

    reason = forms.ModelChoiceField(LateReason.objects.none(), label="Lý do", empty_label="Chọn lý do")
    text = text_field("Nói rõ thêm", help_text="Việc gì đã làm, việc gì còn vướng, bao giờ xong.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons in use."""
        super().__init__(*args, **kwargs)
        choice = self.fields["reason"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = LateReason.objects.filter(in_use=True)

    def said(self) -> tuple[str, ...]:
        """The words, and the reason."""
        return (self.cleaned_data["text"], self.cleaned_data["reason"].name)
