"""Keep files as the papers they stand for: scanned now, or there from an earlier dossier."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from cases.digitisation import note_files
from cases.models import Document, Dossier
from cases.storage import UploadRefused, accept_upload, copy_document, uploads_together
from departments.models import User


def digitise(
    dossier: Dossier,
    scans: Mapping[int, Sequence["UploadedFile[bytes]"]],
    used_again: Mapping[int, Document],
    *,
    by: User,
    at: datetime,
) -> list[Document]:
    """The files by the ids of the papers become files of the dossier, and its papers say that they are digitised.

    Inside the transaction of an action. Raises UploadRefused for the first that cannot be kept.
    """
    if not scans and not used_again:
        return []
    papers = {one.pk: one for one in dossier.version.requirements.all()}
    documents = [
        accept_upload(upload, at=at, by=by, dossier=dossier, requirement=papers[pk])
        for pk, files in scans.items()
        for upload in uploads_together(files, papers[pk].name)
    ]
    for pk, stored in used_again.items():
        copied = copy_document(stored, by=by, at=at, dossier=dossier, requirement=papers[pk])
        if copied is None:
            raise UploadRefused(f"Giấy tờ “{stored.name}” trong kho không dùng lại được. Hãy quét lại.")
        documents.append(copied)
    note_files(dossier, documents)
    dossier.save(update_fields=["digitisation_status"])
    return documents
