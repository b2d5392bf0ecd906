"""What the page of papers does to the files of a draft: new ones, ones used again, ones taken out, their order."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from cases.storage import UploadRefused, accept_upload, copy_document, delete_documents, one_page_earlier
from cases.storage.pieces import forget_uploads, unsettled_uploads
from cases.store import own_papers
from cases.typed import ids, key_in
from cases.wizard import Wizard
from departments.models import User


def change_papers(
    wizard: Wizard, sent: QueryDict, files: MultiValueDict[str, Any], *, by: User, at: datetime
) -> tuple[dict[int, list[str]], int]:
    """Take files in, take some out, put one before another; the sentences of what was refused, by paper.

    The number says how many papers of the own store could not be used again.
    """
    refused: dict[int, list[str]] = {}
    for paper in wizard.papers():
        for upload in files.getlist(f"file-{paper.pk}"):
            try:
                accept_upload(upload, at=at, by=by, draft=wizard.draft, requirement=paper)
            except UploadRefused as error:
                refused.setdefault(paper.pk, []).append(str(error))
    delete_documents(wizard.draft.documents.filter(pk__in=ids(sent.getlist("remove"))))
    unusable = _use_again(wizard, sent, by=by, at=at)
    keys = [key for text in sent.getlist("forget") if (key := key_in(text))]
    forget_uploads(unsettled_uploads(wizard.draft).filter(key__in=keys))
    for page in ids(sent.getlist("earlier")):
        one_page_earlier(wizard.draft, page)
    return refused, unusable


def _use_again(wizard: Wizard, sent: QueryDict, *, by: User, at: datetime) -> int:
    """A paper of one's own store stands for the paper of the draft: the button says <paper>:<file>."""
    papers, unusable = {paper.pk: paper for paper in wizard.papers()}, 0
    pressed = [ids(text.split(":")) for text in sent.getlist("reuse")]
    for paper, file in (pair for pair in pressed if len(pair) == 2):
        document = own_papers(by).filter(pk=file).first()
        kept = document and paper in papers
        if document and kept:
            kept = copy_document(document, draft=wizard.draft, requirement=papers[paper], by=by, at=at)
        unusable += not kept
    return unusable
