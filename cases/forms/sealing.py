"""What is asked before a report is sealed."""

from django import forms


class SealForm(forms.Form):
    """A word for those who read it later."""

    note = forms.CharField(
        label="Ghi chú",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Ví dụ: số văn bản gửi báo cáo.",
    )
