"""Before a dossier goes to the office: the files of each paper become one, and the single pages are kept no longer."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from cases.models import Document, Draft
from cases.storage.checking import CheckedFile, check_upload
from cases.storage.deleting import delete_documents
from cases.storage.merging import can_be_merged, merged
from cases.storage.names import LONGEST
from cases.storage.on_disk import checked_pdf, file_of
from cases.storage.pdfs import harmless
from cases.storage.room import room_to_look
from cases.storage.storing import keep_in_draft

Part = tuple[bytes, str]


def one_file_a_paper(draft: Draft, documents: Sequence[Document], *, at: datetime) -> list[Document]:
    """The documents, where those of one paper that can be merged are one PDF in their order; the others as they were.

    A draft whose files change meanwhile in another window keeps them as they are.
    """
    found: list[Document] = []
    for _, several in groupby(documents, lambda one: one.requirement_id):
        found += _one_file(draft, list(several), at=at)
    return found


def uploads_together(uploads: Sequence["UploadedFile[bytes]"], name: str) -> list["UploadedFile[bytes]"]:
    """What was sent at once for one paper, with the pages that can be merged as one PDF of this name.

    Raises UploadRefused like any check.
    """
    if len(uploads) < 2:
        return list(uploads)
    checked = [check_upload(upload) for upload in uploads]
    pages = [one for one in checked if can_be_merged(one.content, one.extension)]
    content = _together([(one.content, one.extension) for one in pages])
    if content is None:
        return list(uploads)
    others = [upload for upload, one in zip(uploads, checked, strict=True) if one not in pages]
    return [SimpleUploadedFile(_file_name(name), content, "application/pdf"), *others]


def _one_file(draft: Draft, documents: list[Document], *, at: datetime) -> list[Document]:
    if len(documents) < 2:
        return documents
    try:
        parts = [(one, _part(one)) for one in documents]
    except OSError:  # a file has gone from the storage, which is reported where it is opened
        return documents
    pages = [(one, part) for one, part in parts if can_be_merged(*part)]
    content = _together([part for _, part in pages])
    if content is None:
        return documents
    paper = documents[0].requirement
    checked = checked_pdf(content, _file_name(paper.name if paper else documents[0].name))
    return _in_place_of([one for one, _ in pages], checked, draft, documents, at)


def _in_place_of(
    pages: list[Document], checked: CheckedFile, draft: Draft, documents: list[Document], at: datetime
) -> list[Document]:
    """The merged file and those that stay by themselves; all as they were where somebody was faster."""
    rows = Document.objects.filter(draft=draft, pk__in=[one.pk for one in pages])
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=draft.pk).exists() or rows.count() != len(pages):
            return documents
        new = keep_in_draft(checked, draft=draft, made_of=pages, at=at)
        delete_documents(rows)
    return [new, *(one for one in documents if one not in pages)]


def _together(parts: list[Part]) -> bytes | None:
    """One PDF; None where there is nothing to merge, or where it would be heavier than one file may be."""
    if len(parts) < 2:
        return None
    with room_to_look():
        content = harmless(merged(parts))
    return content if len(content) <= settings.UPLOAD_MAX_FILE_BYTES else None


def _part(document: Document) -> Part:
    name = file_of(document)
    with default_storage.open(name) as stored:
        return stored.read(), name.rpartition(".")[2]


def _file_name(paper: str) -> str:
    shown = " ".join(paper.replace("/", "-").replace("\\", "-").split())
    return f"{shown[: min(LONGEST, 120) - 4].strip(' .')}.pdf"
