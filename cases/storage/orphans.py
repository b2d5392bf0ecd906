"""Files that no row knows: what a process that was killed while storing left behind."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.core.files.storage import default_storage

from cases.models import Document, PreparedReport, PrintedForm, Upload
from cases.storage.on_disk import SMALL_PICTURES
from cases.storage.pieces import FOLDER, forget_uploads
from cases.typed import key_in

_AT_ONCE = 500


def orphans(*, before: datetime) -> Iterator[str]:
    """The names of files that were written before the moment and belong to nothing: no row knows them."""
    names = _names("")
    while batch := list(islice(names, _AT_ONCE)):
        known = set(Document.objects.filter(file__in=batch).values_list("file", flat=True))
        known |= set(PreparedReport.objects.filter(file__in=batch).values_list("file", flat=True))
        known |= set(PrintedForm.objects.filter(file__in=batch).values_list("file", flat=True))
        for name in batch:
            if name not in known and not _on_its_way(name) and default_storage.get_modified_time(name) < before:
                yield name


def forget_stale(*, before: datetime) -> int:
    """Delete what was half sent and not gone on with since the moment, and the memory of what has arrived."""
    return forget_uploads(Upload.objects.filter(touched_at__lt=before))


def _on_its_way(name: str) -> bool:
    """Whether it is a piece of an upload that still waits for its rest."""
    if not name.startswith(FOLDER):
        return False
    key = key_in(name.removeprefix(FOLDER)[:36])
    upload = Upload.objects.filter(key=key).first() if key else None
    return upload is not None and name in upload.pieces


def _drawn_from(name: str) -> str:
    """The file of which this is the small picture; any other file itself."""
    return name.removeprefix(SMALL_PICTURES).removesuffix(".jpg") if name.startswith(SMALL_PICTURES) else name


def _names(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _names(f"{folder}{name}/")
