"""Files that were sent before their form is: they have come as a whole and were checked, and wait for the button.

A page asks for them by its own address; the form then names them in hidden boxes, see `cases.with_parked`.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet

from cases.models import Document, Upload
from cases.storage.pieces import announced, content_of
from departments.models import User


class ParkedFile(SimpleUploadedFile):
    """A file as if it had come with the form; it was checked when it arrived."""


def begin_parking(page: str, box: str, *, name: str, size: int, fingerprint: str, by: User, at: datetime) -> Upload:
    """A file is announced for a box of the form at this address; one that is half there goes on where it stopped.

    Raises UploadRefused at once for what could not be kept in the end; a form may weigh what a dossier may, and all
    forms of one account together what the settings say.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        return announced(
            Upload(account=by, page=page, box=box, name=name, size=size, fingerprint=fingerprint),
            beside=parked_for(by, page),
            there=Document.objects.none(),
            at=at,
        )


def parked_for(by: User, page: str) -> QuerySet[Upload]:
    """What this account has sent for the form at this address and not used yet, all come or not."""
    return Upload.objects.filter(account=by, page=page, refusal="").exclude(page="").order_by("pk")


def parked_files(by: User, keys: Iterable[UUID]) -> list[tuple[Upload, ParkedFile]]:
    """Those of the account's own that have come as a whole, in the order of the keys, each once.

    Together they are no more than what one form may carry: no page of ours can have taken more, and all are in memory
    at once.
    """
    asked = list(dict.fromkeys(keys))[: settings.UPLOAD_MAX_FILES]
    arrived = Upload.objects.filter(account=by, key__in=asked, draft=None).exclude(arrived_at=None)
    found = {one.key: one for one in arrived}
    uploads = [found[key] for key in asked if key in found]
    if sum(one.size for one in uploads) > settings.UPLOAD_MAX_DOSSIER_BYTES:
        return []
    return [(one, ParkedFile(one.name, content_of(one))) for one in uploads]
