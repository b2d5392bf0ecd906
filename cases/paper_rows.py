"""The papers of a draft as their page shows them: each with its pages, what is odd about them, and what is wrong."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.forms.applicant import SELF
from cases.models import Document, Upload
from cases.storage.kinds import ACCEPTED
from cases.storage.pieces import unsettled_uploads
from cases.storage.preview import SHOWN
from cases.storage.quality import SENTENCES
from cases.store import StoredPaper, fitting, said_of, usable_papers
from cases.wizard import Wizard
from departments.written import file_size
from procedures.models import RequiredDocument

_LACKING = _("Hãy tải tệp lên, hoặc đánh dấu sẽ nộp bản giấy.")

_INFECTED = _("Tệp có mã độc nên không được gửi đi. Hãy bỏ tệp này rồi chụp hoặc quét lại trên máy sạch.")


def paper_rows(
    wizard: Wizard, refused: Mapping[int, list[str]] | None = None, *, missing: bool = False
) -> dict[str, Any]:
    """The part of the context that is about papers; `refused` holds sentences by paper, `missing` scolds for none."""
    brought = wizard.brought_on_paper()
    half = list(unsettled_uploads(wizard.draft))
    usable = usable_papers(wizard.draft.account, wizard.day) if wizard.for_whom() == SELF else []
    lacking = {paper.pk for paper in wizard.missing_papers()} if missing else set()
    return {
        "papers": [
            {
                "paper": paper,
                "required": wizard.needs(paper),
                "files": _pages([one for one in wizard.documents if one.requirement_id == paper.pk]),
                "half": [_half(one) for one in half if one.requirement_id == paper.pk],
                "offered": _offered(usable, paper, wizard.documents),
                "filled_in_here": wizard.filled_in_here(paper),
                "brought": paper.pk in brought,
                "errors": (refused or {}).get(paper.pk, []) + ([_LACKING] if paper.pk in lacking else []),
            }
            for paper in wizard.papers()
        ],
        "to_present": wizard.to_present(),
        "notes": wizard.notes(),
        "accepted": ACCEPTED,
    }


def _pages(documents: list[Document]) -> list[dict[str, Any]]:
    return [
        {
            "pk": one.pk,
            "name": one.name,
            "size": file_size(one.size),
            "preview": ""
            if one.is_infected or one.content_type not in SHOWN
            else reverse("cases:document_preview", args=[one.pk]),
            "doubt": _INFECTED if one.is_infected else SENTENCES.get(one.doubt, ""),
            "infected": one.is_infected,
            "can_rise": number > 0,
        }
        for number, one in enumerate(documents)
    ]


def _offered(usable: list[StoredPaper], paper: RequiredDocument, there: list[Document]) -> list[dict[str, Any]]:
    """Papers of one's own store that can stand for the paper and do not yet."""
    held = {one.sha256 for one in there if one.requirement_id == paper.pk}
    return [
        {
            "pk": one.document.pk,
            "name": one.name,
            "sub": said_of(one),
            "preview": reverse("cases:document_preview", args=[one.document.pk])
            if one.document.content_type in SHOWN
            else "",
        }
        for one in fitting(usable, paper)
        if one.document.sha256 not in held
    ]


def _half(upload: Upload) -> dict[str, Any]:
    """A file that has not come as a whole."""
    return {
        "url": reverse("cases:upload", args=[upload.key]),
        "key": upload.key,
        "name": upload.name,
        "received": file_size(upload.received),
        "size": file_size(upload.size),
    }
