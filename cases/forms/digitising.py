"""The form by which papers that were taken in are scanned later: one box for files a paper."""

from typing import Any

from django.core.exceptions import ValidationError

from cases.actions.digitise_papers import names_of
from cases.forms.citizen import SeveralFilesField
from cases.forms.move import MoveForm, Values
from cases.models import Paper
from procedures.models import RequiredDocument


class DigitiseForm(MoveForm):
    """The papers that lie at the desk, each with whether it is a file already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A box for each paper that the dossier has."""
        super().__init__(*args, **kwargs)
        self.papers = {one.requirement_id: one for one in self.dossier.papers.select_related("requirement")}
        for pk, paper in self.papers.items():
            done = paper.digitisation != Paper.Digitisation.NONE
            self.fields[f"tep_{pk}"] = SeveralFilesField(
                label=paper.requirement.name,
                required=False,
                help_text=f"{paper.get_digitisation_display()}; tệp mới được giữ thêm." if done else "",
            )

    def clean(self) -> Values:
        """At least one file."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(f"tep_{pk}") for pk in self.papers):
            raise ValidationError(
                "Hãy chọn bản quét của ít nhất một giấy tờ."
                if self.papers
                else "Hồ sơ này không có giấy tờ giấy nào để số hóa."
            )
        return data

    def said(self) -> tuple[str, ...]:
        """The papers by name."""
        return (names_of(self._scans()),)

    def values(self) -> Values:
        """The files by their papers."""
        return {"scans": self._scans(), "revision": self.cleaned_data["revision"]}

    def _scans(self) -> dict[RequiredDocument, list[Any]]:
        chosen = {paper.requirement: self.cleaned_data[f"tep_{pk}"] for pk, paper in self.papers.items()}
        return {paper: files for paper, files in chosen.items() if files}
