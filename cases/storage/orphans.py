"""Files that no row knows: what a process that was killed while storing left behind."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.core.files.storage import default_storage

from cases.models import Document

_AT_ONCE = 500


def orphans(*, before: datetime) -> Iterator[str]:
    """The names of files that were written before the moment and belong to no document."""
    names = _names("")
    while batch := list(islice(names, _AT_ONCE)):
        known = set(Document.objects.filter(file__in=batch).values_list("file", flat=True))
        for name in batch:
            if name not in known and default_storage.get_modified_time(name) < before:
                yield name


def _names(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _names(f"{folder}{name}/")
