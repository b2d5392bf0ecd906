"""Who plays a part: the dossier, the people, what they say and which papers they ask for."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from random import Random

from cases.actions.supplement import Missing
from cases.demo.part import Part
from cases.demo.setting import Files, Setting
from cases.models import Document, Dossier
from departments.models import User


class Player:
    """What every move of a part needs; `cases.demo.stage` makes the moves."""

    def __init__(self, part: Part, dossier: Dossier, *, setting: Setting, files: Files, rng: Random) -> None:
        """Begin where the intake has left off."""
        self.part = part
        self.dossier = dossier
        self._setting = setting
        self._files = files
        self._rng = rng
        self._made: Counter[str] = Counter()

    def word(self, kind: str) -> str:
        """Something people say on such an occasion."""
        return self._rng.choice(self._setting.cast.words[kind])

    @property
    def applicant(self) -> User:
        """Who speaks for the applicant: the account, or the clerk for those who came to the counter."""
        return self.part.account or self.part.team.clerk

    def _ask(self, ask: Callable[..., Dossier], by: User, at: datetime) -> None:
        proposal = self.dossier.proposal
        if proposal is None:
            ask(self.dossier, by=by, at=at, missing=self._missing(), reason=self.word("supplement_why"))
            return
        papers = {paper.pk: paper for paper in self.part.version.requirements.all()}
        missing = [Missing(line["text"], papers.get(line["requirement"])) for line in proposal.lines]
        ask(self.dossier, by=self.part.team.leader, at=at, missing=missing, reason=proposal.reason)

    def _missing(self) -> list[Missing]:
        papers = [paper for paper in self.part.version.requirements.all() if not paper.is_note]
        asked = self._rng.sample(papers, min(len(papers), self._rng.choice((1, 1, 2))))
        return [Missing(self.word("supplement_reasons").format(paper=paper.name), paper) for paper in asked]

    def _new_papers(self, at: datetime) -> list[Document]:
        request = self.dossier.supplements.order_by("-ordinal")[0]
        papers = [item.requirement for item in request.items.select_related("requirement") if item.requirement]
        return [
            self._files.paper(paper, at=at, by=self.applicant, draft=None, dossier=self.dossier) for paper in papers[:1]
        ]
