"""The form beside the papers of a dossier: each will do or will not, and why not."""

from collections.abc import Mapping
from typing import Any

from django import forms

from cases.actions.mark_papers import Mark
from cases.models import Paper

_LONGEST = 500
_WHY = "Hãy ghi rõ giấy tờ này chưa đạt ở chỗ nào, để người nộp biết sửa."


class PaperMarksForm(forms.Form):
    """Two boxes a paper: a verdict and a note."""

    def __init__(self, papers: Mapping[int, str], known: Mapping[int, Paper], *args: Any, **kwargs: Any) -> None:
        """`papers` are the names by id, `known` what was said before."""
        super().__init__(*args, **kwargs)
        self.papers = papers
        for pk, name in papers.items():
            before = known.get(pk)
            self.fields[f"dat-{pk}"] = forms.ChoiceField(
                label=name,
                choices=[("", "Chưa xem"), *Paper.Verdict.choices[1:]],
                required=False,
                widget=forms.RadioSelect,
                initial=before.verdict if before else "",
            )
            self.fields[f"ghi-{pk}"] = forms.CharField(
                label="Chưa đạt ở chỗ nào",
                max_length=_LONGEST,
                required=False,
                initial=before.verdict_note if before else "",
            )

    def clean(self) -> dict[str, Any]:
        """Whoever is told that a paper will not do is told why."""
        data = super().clean() or {}
        for pk in self.papers:
            if data.get(f"dat-{pk}") == Paper.Verdict.FAILS and not data.get(f"ghi-{pk}"):
                self.add_error(f"ghi-{pk}", _WHY)
        return data

    def marks(self) -> dict[int, Mark]:
        """What is said of each, by id; asked only of a valid form."""
        data = self.cleaned_data
        return {pk: Mark(data[f"dat-{pk}"], data[f"ghi-{pk}"]) for pk in self.papers}
