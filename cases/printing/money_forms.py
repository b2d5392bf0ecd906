"""Papers about money: what is to be paid and where, what was taken, what was given back."""

from datetime import datetime

from cases.bill import rows_of
from cases.models import Dossier, Event, Payment
from cases.printing.facts import Facts, basis, desk_heading, qr_code
from cases.ways_to_pay import account_for, transfer_to
from departments.vietnamese import long_moment, money, money_in_words

_TAKEN = (Payment.State.CONFIRMED, Payment.State.REFUNDED)


def fee_slip(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Phiếu thu phí, lệ phí: what was taken, the payment of that ordinal or the newest one; as it was, also later.

    No tax receipt, and it says so.
    """
    payment = _payment(dossier, ordinal, *_TAKEN)
    if payment is None or payment.confirmed_at is None:
        return None
    facts = _facts("phieu-thu", dossier, payment, payment.confirmed_at, look_up)
    words = facts["form"]["sentences"]
    return facts | {
        "number": f"Số: {payment.receipt_number}",
        "moment": long_moment(payment.confirmed_at),
        "reason": words["reason"].format(procedure=dossier.version.name),
        "closing": words["not_a_receipt"],
        "signer_right": payment.confirmed_by_name,
    }


def refund_slip(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Phiếu hoàn phí, lệ phí: what was given back and why."""
    payment = _payment(dossier, ordinal, Payment.State.REFUNDED)
    if payment is None or payment.refunded_at is None:
        return None
    facts = _facts("phieu-hoan", dossier, payment, payment.refunded_at, look_up)
    words = facts["form"]["sentences"]
    return facts | {
        "number": f"Số: {payment.refund_number}",
        "moment": long_moment(payment.refunded_at),
        "reason": words["reason"].format(receipt=payment.receipt_number),
        "note": payment.refund_reason,
        "outside_reference": payment.refund_reference,
        "closing": words["closing"],
        "signer_right": payment.refunded_by_name,
    }


def fee_event(dossier: Dossier, ordinal: int | None) -> Event | None:
    """When the payment of the fee slip came in."""
    payment = _payment(dossier, ordinal, *_TAKEN)
    return dossier.events.filter(data__receipt=payment.receipt_number).order_by("number").first() if payment else None


def refund_event(dossier: Dossier, ordinal: int | None) -> Event | None:
    """When the payment of the refund slip was given back."""
    payment = _payment(dossier, ordinal, Payment.State.REFUNDED)
    return dossier.events.filter(action="refund", data__refund=payment.refund_number).first() if payment else None


def transfer_slip(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Giấy báo nộp phí, lệ phí: the awaited transfer of a fee that is owed, with its VietQR; None without one."""
    rows = Payment.objects.awaited().filter(dossier=dossier, amount=dossier.fee_amount).order_by("-pk")
    payment = rows.first() if dossier.finance_status == Dossier.Finance.OWED else None
    account = account_for(dossier, payment.started_at) if payment else None
    if payment is None or account is None:
        return None
    transfer = transfer_to(account, payment)
    facts = _facts("phieu-nop", dossier, payment, payment.started_at, look_up)
    words = facts["form"]["sentences"]
    return facts | {
        "reason": words["reason"].format(procedure=dossier.version.name),
        "bill": rows_of(dossier.fee_lines),
        "pay_qr": qr_code(transfer.code),
        "bank": account.bank_name,
        "account": account.number,
        "holder": account.holder,
        "transfer_text": transfer.text,
        "how": words["how"],
        "closing": words["closing"],
    }


def _facts(form: str, dossier: Dossier, payment: Payment, at: datetime, look_up: str) -> Facts:
    heading, place = desk_heading(dossier)
    return basis(form, dossier=dossier, at=at, look_up=look_up, heading=heading, place=place) | {
        "payer": payment.payer,
        "amount": money(payment.amount),
        "amount_in_words": money_in_words(payment.amount),
        "method": payment.get_method_display(),
        "outside_reference": payment.outside_reference,
        "signer_left": payment.payer,
    }


def _payment(dossier: Dossier, ordinal: int | None, *states: str) -> Payment | None:
    """The payment by its place in the order of confirmation, from 1; the newest without one."""
    found = dossier.payments.filter(purpose=Payment.Purpose.FEE, confirmed_at__isnull=False).order_by(
        "confirmed_at", "pk"
    )
    numbered = [one for number, one in enumerate(found, start=1) if ordinal in (None, number) and one.state in states]
    return numbered[-1] if numbered else None
