"""A row and its file go together, as soon as that is final."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from cases.models import Document, Draft
from cases.storage.on_disk import small_picture_of


def delete_documents(documents: QuerySet[Document]) -> None:
    """Delete the rows, and their files as soon as that is final."""
    with transaction.atomic():
        names = list(documents.values_list("file", flat=True))
        documents.delete()
        for name in names:
            transaction.on_commit(partial(default_storage.delete, name))
            transaction.on_commit(partial(default_storage.delete, small_picture_of(name)))


def delete_draft(draft: Draft) -> None:
    """Delete the draft with the files that are still its own."""
    with transaction.atomic():
        delete_documents(draft.documents.all())
        for pieces in draft.uploads.values_list("pieces", flat=True):
            for name in pieces:
                transaction.on_commit(partial(default_storage.delete, name))
        draft.delete()
