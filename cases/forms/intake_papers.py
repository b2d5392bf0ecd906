"""The papers of an intake at the counter, row by row."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.citizen import SeveralFilesField
from cases.models import Document
from cases.store import StoredPaper, fitting, said_of
from procedures.models import RequiredDocument


class PapersForm(forms.Form):
    """How many originals and copies of each paper were handed in, its scan, and what is there of it already."""

    def __init__(
        self, requirements: Sequence[RequiredDocument], stored: Sequence[StoredPaper], *args: Any, **kwargs: Any
    ) -> None:
        """Two small numbers and a box for files a paper; papers that are only shown are not kept and not counted.

        `stored` are the papers of the person that are there already, to choose from where one fits.
        """
        super().__init__(*args, **kwargs)
        self.requirements = [one for one in requirements if not one.is_note]
        self.stored: dict[int, Document] = {}
        for one in self.requirements:
            if one.present_only:
                continue
            for part, label, wanted in (("goc", "Bản chính", one.originals), ("sao", "Bản sao", one.copies)):
                initial = wanted if one.required and one.case_id is None else 0
                widget = forms.NumberInput({"min": 0, "max": 999, "inputmode": "numeric"})
                self.fields[f"{part}_{one.pk}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=999, initial=initial, widget=widget
                )
            self.fields[f"tep_{one.pk}"] = SeveralFilesField(label="Bản quét", required=False)
            if offered := fitting(stored, one):
                self.stored |= {paper.document.pk: paper.document for paper in offered}
                self.fields[f"kho_{one.pk}"] = forms.TypedChoiceField(
                    label="Lấy từ kho",
                    required=False,
                    coerce=int,
                    empty_value=None,
                    choices=[
                        ("", "Không lấy"),
                        *((paper.document.pk, f"{paper.name[:80]}, {said_of(paper)}") for paper in offered),
                    ],
                )

    def rows(self) -> list[dict[str, Any]]:
        """Each paper with its boxes."""
        return [
            {
                "paper": one,
                "case": one.case.name if one.case else "",
                "originals": None if one.present_only else self[f"goc_{one.pk}"],
                "copies": None if one.present_only else self[f"sao_{one.pk}"],
                "scan": None if one.present_only else self[f"tep_{one.pk}"],
                "stored": self[f"kho_{one.pk}"] if f"kho_{one.pk}" in self.fields else None,
            }
            for one in self.requirements
        ]

    def counts(self) -> dict[int, tuple[int, int]]:
        """What was handed in, by the paper's id."""
        data = self.cleaned_data
        return {
            one.pk: (data.get(f"goc_{one.pk}") or 0, data.get(f"sao_{one.pk}") or 0)
            for one in self.requirements
            if not one.present_only
        }

    def scans(self) -> dict[int, list[Any]]:
        """The files that were sent for each paper, by its id."""
        return {one.pk: files for one in self.requirements if (files := self.cleaned_data.get(f"tep_{one.pk}"))}

    def used_again(self) -> dict[int, Document]:
        """What stands for a paper because it was there before, by the paper's id."""
        chosen = {one.pk: self.cleaned_data.get(f"kho_{one.pk}") for one in self.requirements}
        return {pk: self.stored[document] for pk, document in chosen.items() if document is not None}

    def handed_in(self) -> set[int]:
        """The papers of which anything has come: on paper, as a file, or from the store."""
        on_paper = {pk for pk, counts in self.counts().items() if any(counts)}
        return on_paper | set(self.scans()) | set(self.used_again())
