"""What citizens type about a dossier they have submitted.

Each form carries the revision its page showed, so that the same form sent twice is known as such; what officers note
meanwhile is no reason to refuse a citizen's answer.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Dossier, SupplementItem, SupplementRequest
from cases.storage import UploadRefused, check_upload
from cases.storage.kinds import ACCEPTED
from cases.storage.parking import ParkedFile
from cases.store import StoredPaper, fitting, said_of
from departments.written import as_vietnamese, filled


class SeveralFilesInput(forms.FileInput):
    """A box for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, each checked; one sentence for each that is refused."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list."""
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        refused = []
        for one in (one for one in files if not isinstance(one, ParkedFile)):
            try:
                check_upload(one)
            except UploadRefused as error:
                refused.append(str(error))
        if refused:
            raise forms.ValidationError(refused)
        return files


class OwnForm(forms.Form):
    """A form about one dossier as its page showed it."""

    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        """Begin with the dossier's revision."""
        kwargs["initial"] = {"revision": dossier.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.dossier = dossier


class SupplementAnswerForm(OwnForm):
    """The answer to a supplement request: files for each thing that was asked for, and words."""

    def __init__(
        self, dossier: Dossier, request: SupplementRequest, usable: Sequence[StoredPaper], *args: Any, **kwargs: Any
    ) -> None:
        """One box of files for each item of the request, and what of one's own papers (`usable`) could stand for it."""
        super().__init__(dossier, *args, **kwargs)
        self.items: list[SupplementItem] = list(request.items.all())
        for item in self.items:
            self.fields[f"files_{item.pk}"] = SeveralFilesField(label=as_vietnamese(item.text), required=False)
            offered = fitting(usable, item.requirement) if item.requirement else []
            if offered:
                self.fields[f"kho_{item.pk}"] = forms.TypedMultipleChoiceField(
                    label=format_html(
                        '{} <span class="visually-hidden">{}</span>',
                        gettext("Hoặc dùng lại giấy bạn đã có"),
                        as_vietnamese(Truncator(item.text).chars(80)),
                    ),
                    choices=[
                        (one.document.pk, filled("{}, {}", as_vietnamese(one.name[:120]), said_of(one)))
                        for one in offered
                    ],
                    coerce=int,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        last = self.items[-1].pk if self.items else None
        if last is not None:
            self.fields[f"files_{last}"].help_text = gettext("Nhận {accepted}. Mỗi ô chọn được nhiều tệp.").format(
                accepted=ACCEPTED
            )
        self.fields["text"] = forms.CharField(
            label=gettext("Lời giải thích"),
            required=False,
            max_length=5000,
            widget=forms.Textarea({"rows": 4}),
            help_text=gettext("Ví dụ: tôi gửi lại bản chụp rõ hơn; bản giấy tôi nộp tại quầy chiều nay."),
        )

    def clean(self) -> dict[str, Any]:
        """Words or a file, at least one of both."""
        answers = super().clean() or {}
        if (
            not self.errors
            and not answers.get("text", "").strip()
            and not any(files for _, files in self.files_by_item())
            and not any(again for _, again in self.used_again())
        ):
            raise forms.ValidationError(gettext("Hãy gửi ít nhất một tệp hoặc một lời giải thích."))
        return answers

    def used_again(self) -> list[tuple[SupplementItem, list[int]]]:
        """The ids of the files of one's store that are to stand for each item."""
        return [(item, self.cleaned_data.get(f"kho_{item.pk}") or []) for item in self.items]

    def files_by_item(self) -> list[tuple[SupplementItem, list[Any]]]:
        """What was sent for each item."""
        return [(item, self.cleaned_data.get(f"files_{item.pk}") or []) for item in self.items]


class WithdrawalForm(OwnForm):
    """Why the dossier is taken back."""

    reason = forms.CharField(
        label=_("Vì sao bạn rút hồ sơ?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do rút hồ sơ, một câu ngắn cũng được.")},
    )
