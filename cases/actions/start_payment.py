"""Begin to pay the fee of a dossier: by transfer or through the gateway; the money is not here yet."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions._move import lock
from cases.actions._receipts import new_payment
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, Payment
from departments.access import desks_of
from departments.models import User

# A gateway keeps its page open for so long; a transfer may come whenever the bank is ready.
GATEWAY_MINUTES = 15
_WAYS = (Payment.Method.TRANSFER, Payment.Method.GATEWAY)


def start_payment(dossier: Dossier, *, by: User | None, at: datetime, method: str) -> Payment:
    """The payment that is now expected: the one begun before by the same way if it is still open, else a new one.

    The applicant begins it himself; without an account by a look-up with code and digits (`by` is None), or the clerk
    of the dossier's desk for him, and then by transfer only. Raises NotAllowed for somebody else's dossier, MoveRefused
    where no fixed fee is owed.
    """
    if method not in _WAYS:
        raise MoveRefused(_("Hãy chọn cách nộp."))
    with transaction.atomic():
        locked = lock(dossier.pk)
        if not _may_begin(by, locked, method):
            raise NotAllowed(_("Chỉ người nộp hồ sơ nộp được phí tại đây."))
        if locked.finance_status != Dossier.Finance.OWED:
            raise MoveRefused(_("Hồ sơ này không có khoản phí, lệ phí nào đang chờ nộp."))
        begun = locked.payments.filter(method=method, state=Payment.State.STARTED, amount=locked.fee_amount)
        for payment in begun:
            if payment.is_open(at):
                return payment
            payment.state = Payment.State.FAILED
            payment.save(update_fields=["state"])
        ends = at + timedelta(minutes=GATEWAY_MINUTES) if method == Payment.Method.GATEWAY else None
        payment = new_payment(locked, method=method, amount=locked.fee_amount, at=at, expires_at=ends)
        payment.save()
    return payment


def _may_begin(user: User | None, dossier: Dossier, method: str) -> bool:
    if user is not None and dossier.account_id == user.pk:
        return True
    by_transfer = method == Payment.Method.TRANSFER
    return by_transfer and (user is None or dossier.desk_id in desks_of(user))
