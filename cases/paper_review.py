"""The papers of a dossier as the page shows them on which they are looked at and marked.

Reads what `cases.loading.dossier_with_papers` has loaded; asks the database nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from cases.models import Document, Dossier
from cases.papers import file_row, is_declared
from cases.status import Move
from cases.storage.kinds import SHOWN_INLINE
from departments.vietnamese import plain_moment
from procedures.models import RequiredDocument

_PDF = "application/pdf"
# Where the marks lead, the likeliest first.
_ONWARD = {
    "receive": "Lưu và tiếp nhận",
    "accept_supplement": "Lưu và nhận phần bổ sung",
    "ask_completion": "Lưu và yêu cầu bổ sung mọi thứ còn thiếu",
    "propose_completion": "Lưu và trình yêu cầu bổ sung",
    "request_supplement": "Lưu và yêu cầu bổ sung mọi thứ còn thiếu",
    "propose_supplement": "Lưu và trình yêu cầu bổ sung",
}


def reviewed_papers(dossier: Dossier) -> list[RequiredDocument]:
    """The papers that were to be handed in."""
    return [
        paper
        for paper in dossier.version.requirements.all()
        if not paper.is_note and not paper.present_only and paper.case_id in (None, dossier.case_id)
    ]


def review_rows(
    dossier: Dossier, form: forms.Form, chosen: dict[str, Any] | None, carried: str = ""
) -> list[dict[str, Any]]:
    """Each paper with its files and its boxes; files that belong to none come last.

    `carried` is what the addresses of the files carry along.
    """
    received = {paper.requirement_id: paper for paper in dossier.papers.all()}
    papers = reviewed_papers(dossier)
    rows = []
    for paper in papers:
        there = received.get(paper.pk)
        files = _files(dossier, [paper.pk], chosen, carried)
        on_paper = there is not None and there.is_on_paper
        rows.append(
            {
                "paper": paper,
                "files": files,
                "on_paper": f"{there.originals} bản chính, {there.copies} bản sao" if there and on_paper else "",
                "declared": is_declared(dossier, paper),
                "lacking": paper.required and not files and not on_paper and not is_declared(dossier, paper),
                "verdict": form[f"dat-{paper.pk}"],
                "note": form[f"ghi-{paper.pk}"],
                "marked": f"{there.marked_by.get_full_name()}, {plain_moment(there.marked_at)}"
                if there and there.marked_by and there.verdict
                else "",
            }
        )
    known = [paper.pk for paper in papers]
    others = [one.requirement_id for one in _shown(dossier) if one.requirement_id not in known]
    if others:
        rows.append({"paper": None, "files": _files(dossier, others, chosen, carried)})
    return rows


def chosen_file(dossier: Dossier, asked: Sequence[int]) -> dict[str, Any] | None:
    """The file to show in place: the one asked for, else the first; None where there is none."""
    files = _shown(dossier)
    chosen = next((one for one in files if one.pk in asked), None) or next(iter(files), None)
    if chosen is None:
        return None
    url = reverse("cases:document", args=[chosen.pk])
    kind = "other" if chosen.content_type not in SHOWN_INLINE else "pdf" if chosen.content_type == _PDF else "picture"
    return {"pk": chosen.pk, "name": chosen.name, "url": url, "kind": "" if chosen.is_infected else kind}


def onward(moves: Iterable[Move]) -> list[dict[str, str]]:
    """Where one may go from here, with the words of each button."""
    allowed = {move.name for move in moves}
    return [{"name": name, "label": label} for name, label in _ONWARD.items() if name in allowed]


def _shown(dossier: Dossier) -> list[Document]:
    order = {paper.pk: number for number, paper in enumerate(dossier.version.requirements.all())}
    files = [one for one in dossier.documents.all() if not one.is_the_offices_own]
    return sorted(files, key=lambda one: (order.get(one.requirement_id or 0, len(order)), one.pk))


def _files(
    dossier: Dossier, papers: Sequence[int | None], chosen: dict[str, Any] | None, carried: str
) -> list[dict[str, Any]]:
    return [
        {
            **file_row(one, for_office=True),
            "show": f"?tep={one.pk}{carried}#tep",
            "current": chosen is not None and chosen["pk"] == one.pk,
        }
        for one in _shown(dossier)
        if one.requirement_id in papers
    ]
