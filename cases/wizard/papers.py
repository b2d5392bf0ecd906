"""The papers of a draft: which are asked for, which are there, which are missing."""

from functools import cached_property

from django.http import QueryDict

from cases.form_pages import asked_papers
from cases.forms.eform import said_to
from cases.models import Document
from cases.typed import ids
from cases.wizard.answers import PAPERS, Answers
from procedures.models import RequiredDocument
from procedures.paper_names import is_declaration


class Papers(Answers):
    """A draft that knows its papers."""

    @cached_property
    def requirements(self) -> list[RequiredDocument]:
        """Everything said about papers for the case chosen: to hand in, to present, and notes."""
        case = self.case()
        case_id = case.pk if case else None
        return [one for one in self.version.requirements.all() if one.case_id in (None, case_id)]

    @cached_property
    def documents(self) -> list[Document]:
        """The files sent so far."""
        return list(Document.objects.filter(draft=self.draft).select_related("requirement").order_by("position", "pk"))

    def papers(self) -> list[RequiredDocument]:
        """The papers to hand in for the case and the answers given, in order."""
        handed_in = [one for one in self.requirements if not one.is_note and not one.present_only]
        return [one for one in handed_in if self.needs(one) is not None]

    def needs(self, paper: RequiredDocument) -> bool | None:
        """Whether the paper must be handed in; None where the answers of the e-form make it none of this dossier."""
        spoken_of = asked_papers(self.questions, said_to(self.questions, self._form_typed() or QueryDict()))
        return spoken_of.get(paper.code, paper.required)

    def to_present(self) -> list[RequiredDocument]:
        """The papers that are only shown at the desk."""
        return [one for one in self.requirements if not one.is_note and one.present_only]

    def notes(self) -> list[str]:
        """What stands among the papers and is none."""
        return [one.name for one in self.requirements if one.is_note]

    def filled_in_here(self, paper: RequiredDocument) -> bool:
        """Whether the e-form of this wizard stands for the paper."""
        return bool(self.questions) and is_declaration(paper.name)

    def brought_on_paper(self) -> set[int]:
        """The papers the citizen will bring to the desk instead of sending a file."""
        typed = self.typed(PAPERS)
        return set(ids(typed.getlist("paper"))) if typed else set()

    def missing_papers(self) -> list[RequiredDocument]:
        """Required papers with neither a file nor the promise to bring them."""
        there = {one.requirement_id for one in self.documents if not one.is_infected} | self.brought_on_paper()
        return [
            one for one in self.papers() if self.needs(one) and one.pk not in there and not self.filled_in_here(one)
        ]

    def sent_documents(self) -> list[Document]:
        """The files that go into the dossier, paper by paper; what belonged to another case stays behind."""
        return [
            one
            for paper in self.papers()
            for one in self.documents
            if one.requirement_id == paper.pk and not one.is_infected
        ]
