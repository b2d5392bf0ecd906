"""Look for viruses in files that came in while the scanner was away; one that has some is shut away and told."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from cases.actions._log import log
from cases.actions._move import lock
from cases.actions._notice import tell
from cases.antivirus import Scanner
from cases.models import Document, Dossier
from cases.storage import file_of

QUARANTINE = "cach-ly/"
_AT_ONCE = 50
_logger = logging.getLogger(__name__)


@dataclass
class Scanned:
    """What was done: up to which file, and what was found. `last` is None when none was left."""

    last: int | None = None
    clean: int = 0
    infected: int = 0
    missing: int = 0


def scan_some(scanner: Scanner, *, at: datetime, after: int = 0, never_scanned_too: bool = False) -> Scanned:
    """Scan the next files behind file `after`; several workers at once do no harm. Raises ScannerAway."""
    waiting = Q(scan=Document.Scan.WAITING)
    if never_scanned_too:
        waiting |= Q(scan=Document.Scan.NONE)
    done = Scanned()
    for document in Document.objects.filter(waiting, pk__gt=after).order_by("pk")[:_AT_ONCE]:
        try:
            with default_storage.open(file_of(document)) as stored:
                content = stored.read()
        except OSError:
            _logger.warning("The file of document %s is not in the storage.", document.pk)
            done.missing += 1
        else:
            # Not inside a transaction: a scanner may take its time.
            found = scanner.found_in(content)
            done.infected += bool(found)
            done.clean += not found
            if found:
                _shut_away(document, found, content, at=at)
            else:
                _not_infected(document).update(scan=Document.Scan.CLEAN, scanned_at=at)
        done.last = document.pk
    return done


def _not_infected(document: Document) -> QuerySet[Document]:
    return Document.objects.filter(pk=document.pk).exclude(scan=Document.Scan.INFECTED)


def _shut_away(document: Document, found: str, content: bytes, *, at: datetime) -> None:
    """Out of everybody's reach, into the log of its dossier, and to the one who sent it."""
    name = file_of(document)
    with transaction.atomic():
        dossier = lock(document.dossier_id) if document.dossier_id else None
        kept = default_storage.save(f"{QUARANTINE}{name.rpartition('/')[2]}", ContentFile(content))
        values = {"scan": Document.Scan.INFECTED, "scan_found": found[:200], "scanned_at": at, "file": kept}
        if not _not_infected(document).update(**values):
            default_storage.delete(kept)  # another worker was faster
            return
        transaction.on_commit(partial(default_storage.delete, name))
        if dossier is not None:
            _note(dossier, document, found, at=at)


def _note(dossier: Dossier, document: Document, found: str, *, at: datetime) -> None:
    dossier.revision += 1
    dossier.save(update_fields=["revision"])
    note, data = document.name, {"found": found[:200], "sha256": document.sha256}
    log(dossier, "quarantine", by=None, at=at, from_status=dossier.status, department=None, note=note, data=data)
    if document.uploaded_by_id == dossier.account_id:
        tell(dossier, "quarantine", at=at, note=note)
