"""Files of dossiers: checked on the way in, kept outside the web root under names of our own, gone with their rows."""

from cases.storage.checking import CheckedFile, check_upload
from cases.storage.deleting import delete_documents, delete_draft
from cases.storage.errors import UploadRefused
from cases.storage.on_disk import checked_pdf, file_of, store
from cases.storage.one_file import one_file_a_paper, uploads_together
from cases.storage.storing import accept_upload, copy_document, one_page_earlier

__all__ = [
    "CheckedFile",
    "UploadRefused",
    "accept_upload",
    "check_upload",
    "checked_pdf",
    "copy_document",
    "delete_documents",
    "delete_draft",
    "file_of",
    "one_file_a_paper",
    "one_page_earlier",
    "store",
    "uploads_together",
]
