"""What citizens type about a dossier they have submitted."""

from typing import Any

from django import forms

from cases.models import Dossier


class SeveralFilesInput(forms.FileInput):
    """A box for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; each is checked by the storage."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list."""
        files = data if isinstance(data, list | tuple) else [data]
        return [one for one in files if one]


class SupplementAnswerForm(forms.Form):
    """The answer to a supplement request."""

    text = forms.CharField(
        label="Lời giải thích",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Ví dụ: tôi gửi lại bản chụp rõ hơn.",
    )
    attached = SeveralFilesField(
        label="Giấy tờ bổ sung",
        required=False,
        help_text="Ảnh JPG, PNG hoặc tệp PDF, Word, Excel; chọn được nhiều tệp.",
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        """Remember the dossier it answers for."""
        super().__init__(*args, **kwargs)
        self.dossier = dossier

    def clean(self) -> dict[str, Any]:
        """Words or a file, at least one of both."""
        answers = super().clean() or {}
        if not answers.get("text", "").strip() and not answers.get("attached"):
            raise forms.ValidationError("Hãy gửi ít nhất một tệp hoặc một lời giải thích.")
        return answers


class WithdrawalForm(forms.Form):
    """Why the dossier is taken back."""

    reason = forms.CharField(
        label="Vì sao bạn rút hồ sơ?",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Hãy ghi lý do rút hồ sơ, một câu ngắn cũng được."},
    )
