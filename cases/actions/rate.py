"""The applicant says how content he is with how the dossier was handled: once, when it is done."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, SatisfactionRating
from departments.models import User


def rate(
    dossier: Dossier, *, by: User | None, at: datetime, score: int, reasons: Sequence[str] = (), words: str = ""
) -> SatisfactionRating:
    """Keep the rating; no move: neither the dossier nor its clock changes.

    `by` is None for whoever proved by code and digits that the dossier is his. Raises NotAllowed for an account whose
    dossier it is not, MoveRefused before the dossier is done and for a second rating.
    """
    if by is not None and dossier.account_id != by.pk:
        raise NotAllowed(_("Chỉ người nộp hồ sơ đánh giá được ở đây."))
    with transaction.atomic():
        # Under lock, so that the same form sent twice at once is one rating.
        locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
        if locked.finished_at is None:
            raise MoveRefused(_("Hồ sơ chưa giải quyết xong nên chưa đánh giá được."))
        if SatisfactionRating.objects.filter(dossier=locked).exists():
            raise MoveRefused(_("Hồ sơ này đã được đánh giá."))
        return SatisfactionRating.objects.create(
            dossier=locked, score=score, reasons=list(reasons), words=words, by=by, at=at
        )
