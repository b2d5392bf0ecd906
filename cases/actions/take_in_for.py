"""Take a dossier in for another unit (phi địa giới hành chính) and send it on; its clock starts where it is received.

NĐ 118/2025 Đ14, Đ17.3 as amended by NĐ 309/2026: which procedures is data (`Procedure.non_territorial`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from cases.access import post_for
from cases.actions._create import create, give_code
from cases.actions._digitise import digitise
from cases.actions._move import moving
from cases.actions._notice import tell
from cases.errors import MoveRefused, NotAllowed
from cases.intake import Intake
from cases.models import Document, Dossier
from departments.models import User


def take_in_for(
    intake: Intake,
    *,
    by: User,
    at: datetime,
    scans: Mapping[int, Sequence["UploadedFile[bytes]"]] | None = None,
    used_again: Mapping[int, Document] | None = None,
) -> Dossier:
    """Enter it at `intake.origin` and give it its code; no day is promised before the competent unit receives it.

    Files as `take_in` takes them. The same form sent again returns the dossier it became the first time. Raises
    NotAllowed at a foreign desk, MoveRefused where the procedure is taken in by the competent unit alone, UploadRefused
    where a file cannot be kept.
    """
    existing = Dossier.everything.filter(submission_key=intake.key).first()
    if existing is not None:
        return existing
    if not intake.version.procedure.non_territorial:
        raise MoveRefused("Thủ tục này chỉ nộp tại Bộ phận Một cửa của cơ quan có thẩm quyền.")
    try:
        with transaction.atomic():
            dossier = create(intake, account=None, by=by, at=at)
            if post_for(by, "send_on", dossier, at) is None:
                raise NotAllowed("Bạn không phải cán bộ tiếp nhận của nơi này.")
            digitise(dossier, scans or {}, used_again or {}, by=by, at=at)
            tell(dossier, "take_in_for", at=at)
            give_code(dossier, at=at)
    except IntegrityError:
        # The same form arrived twice at the same moment: the other one won.
        return Dossier.everything.get(submission_key=intake.key)
    return dossier


def send_on(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """The papers leave for the competent unit, whose desk finds the dossier among those to be looked at."""
    data = {"unit": dossier.desk.name}
    with moving(dossier, "send_on", by=by, at=at, note=note, data=data, revision=revision) as locked:
        locked.sent_on_at = at
    return dossier
