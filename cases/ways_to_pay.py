"""How the fee of a dossier can be paid from home, and what a transfer must say."""

from dataclasses import dataclass
from datetime import datetime

import segno

from cases.gateways.viet_qr import Beneficiary, viet_qr
from cases.models import Dossier, Payment
from departments.models import BankAccount, account_of
from departments.working_time import local


@dataclass(frozen=True)
class Transfer:
    """What a payer types into the bank's form, and the same as a QR code."""

    account: BankAccount
    amount: int
    text: str
    code: str

    @property
    def picture(self) -> str:
        """The code as an SVG in an address, for an `img`."""
        return segno.make(self.code, error="m", micro=False).svg_data_uri(scale=6, border=2, light="#fff")


def account_for(dossier: Dossier, at: datetime) -> BankAccount | None:
    """The account that takes the dossier's fee on the day; None where none is entered. One statement."""
    return account_of(dossier.desk, local(at).date())


def transfer_to(account: BankAccount, payment: Payment) -> Transfer:
    """How to transfer the sum."""
    code = viet_qr(Beneficiary(account.bank_bin, account.number), amount=payment.amount, text=payment.reference)
    return Transfer(account, payment.amount, payment.reference, code)
