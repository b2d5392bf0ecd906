"""The applicant has received the apology: he says so himself, or the desk notes that he did."""

from datetime import datetime

from django.utils.translation import gettext as _

from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Dossier
from departments.models import User


def confirm_apology(
    dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None
) -> Dossier:
    """Every apology not confirmed yet is confirmed now. Raises MoveRefused where there is none."""
    with moving(dossier, "confirm_apology", by=by, at=at, note=note, revision=revision) as locked:
        if not locked.apologies.filter(confirmed_at=None).update(confirmed_at=at):
            raise MoveRefused(_("Không còn văn bản xin lỗi nào chờ xác nhận."))
    return dossier
