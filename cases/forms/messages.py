"""What one side writes to the other about a dossier."""

import uuid
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.forms.citizen import SeveralFilesField
from cases.storage.kinds import ACCEPTED


class MessageForm(forms.Form):
    """Words, and files with them. The key makes the same form sent twice one message; `last` is what was shown."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    last = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Bạn muốn hỏi gì?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Hãy viết điều bạn muốn nói.")},
    )
    attachments = SeveralFilesField(
        label=_("Tệp kèm"),
        required=False,
        help_text=format_lazy(_("Nhận {accepted}. Chọn được nhiều tệp."), accepted=ACCEPTED),
    )

    def __init__(self, *args: Any, last: int, label: str = "", **kwargs: Any) -> None:
        """`last`: the id of the last message on the page; `label` asks for the words."""
        kwargs["initial"] = {"key": uuid.uuid4(), "last": last}
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
