"""VietQR: a bank transfer as the text of a QR code (Napas: EMVCo merchant-presented QR with a CRC-16). Pure."""

import re
from dataclasses import dataclass

from departments.vietnamese import plain_capitals

_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_DONG, _COUNTRY = "704", "VN"
_LONGEST_TEXT = 25
_BANK, _ACCOUNT = re.compile("[0-9]{6}"), re.compile("[0-9A-Za-z]{1,19}")


@dataclass(frozen=True)
class Beneficiary:
    """Who gets the money: `bank` is the six digits by which Napas knows the bank."""

    bank: str
    account: str


def viet_qr(to: Beneficiary, *, amount: int, text: str) -> str:
    """The text of the code for a transfer of `amount` đồng; banks keep 25 letters, digits and spaces of `text`.

    Raises ValueError for an amount that is not above zero, or a bank or account Napas does not know the form of.
    """
    if not 0 < amount < 10**13:
        raise ValueError("The amount must be above zero.")
    if not (_BANK.fullmatch(to.bank) and _ACCOUNT.fullmatch(to.account)):
        raise ValueError("The bank has six digits, the account at most 19 letters and digits.")
    account = _field("00", _NAPAS) + _field("01", _field("00", to.bank) + _field("01", to.account))
    body = (
        _field("00", "01")
        + _field("01", "12")  # used once: it bears an amount
        + _field("38", account + _field("02", _TO_ACCOUNT))
        + _field("53", _DONG)
        + _field("54", str(amount))
        + _field("58", _COUNTRY)
        + _field("62", _field("08", plain_capitals(text)[:_LONGEST_TEXT]))
        + "6304"
    )
    return body + crc16(body)


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE in four capital hexadecimal digits, over everything before it."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"
