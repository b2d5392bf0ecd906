"""Take a dossier in at the counter, by post or at a kiosk: entered by a clerk and received in the same moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from cases.access import post_for
from cases.actions._create import create, give_code
from cases.actions._digitise import digitise
from cases.actions.receive import receive
from cases.errors import NotAllowed
from cases.intake import Intake
from cases.models import Document, Dossier
from departments.models import User


def take_in(
    intake: Intake,
    *,
    by: User,
    at: datetime,
    scans: Mapping[int, Sequence["UploadedFile[bytes]"]] | None = None,
    used_again: Mapping[int, Document] | None = None,
) -> Dossier:
    """Enter a complete dossier for the person at the counter and receive it; both identities are kept.

    `scans` (files) and `used_again` (what was there before) stand for papers by their ids and count as digitised and
    as used again. The same form sent again returns the dossier it became the first time. Raises NotAllowed at a foreign
    desk, UploadRefused where a file cannot be kept; then nothing is.
    """
    existing = Dossier.everything.filter(submission_key=intake.key).first()
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            dossier = create(intake, account=None, by=by, at=at)
            if post_for(by, "receive", dossier, at) is None:
                raise NotAllowed("Bạn không phải cán bộ tiếp nhận của nơi này.")
            digitise(dossier, scans or {}, used_again or {}, by=by, at=at)
            receive(dossier, by=by, at=at)
            give_code(dossier, at=at)
    except IntegrityError:
        # The same form arrived twice at the same moment: the other one won.
        return Dossier.everything.get(submission_key=intake.key)
    return dossier
