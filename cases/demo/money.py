"""How fees of the demo are paid: at the counter, by transfer, through the gateway, now and then twice."""

from datetime import date, datetime
from random import Random

from cases.actions.payment import collect_fee
from cases.actions.refund import refund
from cases.actions.settle_payment import settle_payment
from cases.actions.start_payment import start_payment
from cases.models import Dossier, Payment
from departments.models import BankAccount, Department, User

CITY, WARD = "H26", "H26.105"
_BY_QUANTITY = (8_000, 16_000, 20_000, 50_000)
_AT_THE_COUNTER = 3


def open_accounts(*, since: date) -> None:
    """Accounts that take no money: the numbers belong to nobody."""
    for code, number in ((CITY, "0000000026"), (WARD, "0000000105")):
        BankAccount.objects.get_or_create(
            department=Department.objects.get(code=code),
            valid_until=None,
            defaults={
                "bank_bin": "970415",
                "bank_name": "Ngân hàng trình diễn",
                "number": number,
                "holder": "TAI KHOAN TRINH DIEN",
                "valid_from": since,
            },
        )


def pay(dossier: Dossier, *, clerk: User, payer: User | None, at: datetime, rng: Random) -> None:
    """Whatever is owed is paid at the moment: from home by most of those who have an account, else at the counter."""
    turn = Payment.objects.count()
    if dossier.finance_status == Dossier.Finance.OWED and payer is not None and turn % 4 != _AT_THE_COUNTER:
        _from_home(dossier, clerk=clerk, payer=payer, at=at, turn=turn)
    elif dossier.owes:
        unsettled = dossier.finance_status == Dossier.Finance.UNSETTLED
        card = turn % 3 == 0
        collect_fee(
            dossier,
            by=clerk,
            at=at,
            amount=rng.choice(_BY_QUANTITY) if unsettled else None,
            method=Payment.Method.CARD if card else Payment.Method.CASH,
            outside_reference=f"POS{dossier.pk:08d}" if card else "",
        )
    dossier.refresh_from_db()


def say_transferred(dossier: Dossier, *, payer: User, at: datetime) -> None:
    """The payer has the code of the transfer; the bank shows nothing yet."""
    start_payment(dossier, by=payer, at=at, method=Payment.Method.TRANSFER)


def _from_home(dossier: Dossier, *, clerk: User, payer: User, at: datetime, turn: int) -> None:
    """By transfer or through the gateway in turn; somebody pays twice, and the first of them has got it back."""
    by_gateway = turn % 2 == 0
    method = Payment.Method.GATEWAY if by_gateway else Payment.Method.TRANSFER
    payment = start_payment(dossier, by=payer, at=at, method=method)
    by = None if by_gateway else clerk
    number = f"{'TN' if by_gateway else 'FT'}{payment.reference}"
    settle_payment(payment, at=at, amount=payment.amount, outside_reference=number, by=by)
    if _is_due_to_be_twice():
        twice = settle_payment(payment, at=at, amount=payment.amount, outside_reference=f"{number}X2", by=by)
        if not Payment.objects.given_back().exists():
            refund(twice, by=clerk, at=at, reason="Nộp hai lần cho một hồ sơ.", reference=f"HT{twice.reference}")


def _is_due_to_be_twice() -> bool:
    """One in four of those who pay from home."""
    from_home = Payment.objects.filter(method__in=(Payment.Method.GATEWAY, Payment.Method.TRANSFER))
    return from_home.filter(surplus=True).count() * 4 < from_home.count()
