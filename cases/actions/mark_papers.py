"""Say of each paper whether it will do, with a note: working notes of the office, no move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cases.access import post_for
from cases.actions._move import lock
from cases.errors import NotAllowed
from cases.models import Dossier, Paper
from departments.models import User

_FAILS, _FITS = Paper.Verdict.FAILS, Paper.Verdict.FITS


@dataclass(frozen=True)
class Mark:
    """What is said of one paper; an empty verdict takes back what was said."""

    verdict: str
    note: str = ""


def mark_papers(dossier: Dossier, marks: Mapping[int, Mark], *, by: User, at: datetime) -> None:
    """Keep the marks by the papers' ids; what did not change keeps who said it first.

    Raises NotAllowed for whoever does not work on the dossier.
    """
    if post_for(by, "comment", dossier, at) is None:
        raise NotAllowed("Chỉ người giải quyết hồ sơ đánh dấu được giấy tờ.")
    with transaction.atomic():
        lock(dossier.pk)
        there = {paper.requirement_id: paper for paper in Paper.objects.filter(dossier=dossier)}
        changed: list[Paper] = []
        new: list[Paper] = []
        for pk, mark in marks.items():
            paper = there.get(pk)
            if paper and (paper.verdict, mark.verdict) == (_FAILS, _FITS) and mark.note == paper.verdict_note:
                mark = Mark(_FITS)  # what was wrong with it is put right
            if mark == (Mark(paper.verdict, paper.verdict_note) if paper else Mark("")):
                continue
            (changed if paper else new).append(paper := paper or Paper(dossier=dossier, requirement_id=pk))
            paper.verdict, paper.verdict_note, paper.marked_by, paper.marked_at = mark.verdict, mark.note, by, at
        Paper.objects.bulk_create(new)
        Paper.objects.bulk_update(changed, ["verdict", "verdict_note", "marked_by", "marked_at"])
