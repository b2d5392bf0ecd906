"""The stored file itself: written under a name of our own, found by its row, forgotten where the row is not kept."""

import hashlib
import uuid
import weakref
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cases.models import Document
from cases.storage.checking import CheckedFile
from cases.storage.kinds import CONTENT_TYPES

SMALL_PICTURES = "anh-nho/"


def small_picture_of(name: str) -> str:
    """Where the small picture of a stored file lies, once one was made."""
    return f"{SMALL_PICTURES}{name}.jpg"


def file_of(document: Document) -> str:
    """The place of the file below MEDIA_ROOT."""
    return str(document.file.name)


def checked_pdf(content: bytes, name: str) -> CheckedFile:
    """A PDF of our own making as it will be kept."""
    return CheckedFile(content, CONTENT_TYPES["pdf"], "pdf", len(content), hashlib.sha256(content).hexdigest(), name)


class _Unconfirmed:
    """A file whose row is not final yet. It waits among the transaction's commit hooks, and nowhere else.

    A rollback forgets its hooks and with them this object; being forgotten before being confirmed deletes the file.
    """

    def __init__(self, name: str) -> None:
        self._undo = weakref.finalize(self, default_storage.delete, name)

    def confirm(self) -> None:
        self._undo.detach()


def store(checked: CheckedFile, at: datetime) -> str:
    """Write the file under a name of our own and return that name."""
    wanted = f"{timezone.localtime(at):%Y/%m}/{uuid.uuid4().hex}.{checked.extension}"
    name = default_storage.save(wanted, ContentFile(checked.content))
    transaction.on_commit(_Unconfirmed(name).confirm)
    return name
