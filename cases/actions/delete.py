"""Delete a dossier that should not exist (typed in by mistake, or twice), with a reason, and bring it back.

It is hidden, never erased: the log goes on, the code is given to nobody else, and reports of the time in which it was
there still count it.
"""

from datetime import datetime

from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Dossier, Payment
from departments.models import User

DECIDED = "Hồ sơ đã từng có kết quả được ký nên phải giữ. Hãy dừng giải quyết thay vì xóa."
HAS_MONEY = "Hồ sơ đang có tiền đã thu hoặc đang chờ tiền về. Hãy hoàn khoản ấy trước rồi mới xóa."


def delete(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Take it out of every list and count; only before a result is signed, and never with money of the applicant."""
    with moving(dossier, "delete", by=by, at=at, note=reason, revision=revision) as locked:
        if locked.events.filter(action="sign").exists():
            raise MoveRefused(DECIDED)
        if _has_money(locked, at):
            raise MoveRefused(HAS_MONEY)
        locked.deleted_at = at
    return dossier


def restore(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Bring it back as it was; its promise is the one it had, for nothing has stopped the clock meanwhile."""
    with moving(dossier, "restore", by=by, at=at, note=reason, revision=revision) as locked:
        locked.deleted_at = None
    return dossier


def _has_money(dossier: Dossier, at: datetime) -> bool:
    payments = Payment.objects.filter(dossier=dossier)
    return payments.taken().exists() or payments.under_way(at).exists()
