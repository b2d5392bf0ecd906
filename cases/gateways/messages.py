"""Messages between the portal and a payment gateway: JSON, stamped with its moment and signed with HMAC-SHA256. Pure.

The signature covers the moment and the body, so that neither can be changed nor sent again much later.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

STAMP, SIGNATURE = "X-Timestamp", "X-Signature"
HOLDS_FOR = timedelta(minutes=10)
_LONGEST = 20_000


class Untrusted(Exception):
    """The message is not the gateway's, is too old, or says nothing that can be read."""


class GatewayError(Exception):
    """The gateway does not answer, or answers that it cannot; the text is for people."""


class Result(StrEnum):
    """What became of a payment at the gateway."""

    PAID = "paid"
    FAILED = "failed"
    PENDING = "pending"


@dataclass(frozen=True)
class Order:
    """What is to be paid: `amount` in đồng, `reference` ours, addresses to come back to and to report to."""

    reference: str
    amount: int
    text: str
    return_url: str
    callback_url: str


@dataclass(frozen=True)
class Outcome:
    """What the gateway says of the payment with our `reference`; its own number is there once it is paid."""

    reference: str
    amount: int
    result: Result
    gateway_reference: str = ""


def sealed(said: Mapping[str, Any], *, secret: str, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a message."""
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    stamp = str(int(at.timestamp()))
    return body, {
        "Content-Type": "application/json",
        STAMP: stamp,
        SIGNATURE: signature(body, stamp=stamp, secret=secret),
    }


def opened(body: bytes, headers: Mapping[str, str], *, secret: str, at: datetime) -> dict[str, Any]:
    """What a message says; raises Untrusted unless it is signed with the secret and stamped within ten minutes of `at`.

    `headers` is asked by the names above, whatever their capitals.
    """
    named = {name.lower(): value for name, value in headers.items()}
    stamp, given = named.get(STAMP.lower(), ""), named.get(SIGNATURE.lower(), "")
    if len(body) > _LONGEST or not hmac.compare_digest(
        signature(body, stamp=stamp, secret=secret).encode(), given.encode()
    ):
        raise Untrusted("Chữ ký không đúng.")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        raise Untrusted("Dấu thời gian không đọc được.")
    if abs(datetime.fromtimestamp(int(stamp), UTC) - at) > HOLDS_FOR:
        raise Untrusted("Thông điệp đã quá thời gian hiệu lực.")
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Untrusted("Nội dung không đọc được.")
    return said


def signature(body: bytes, *, stamp: str, secret: str) -> str:
    """HMAC-SHA256 of moment and body, in hexadecimal."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def outcome_of(said: Mapping[str, Any]) -> Outcome:
    """The outcome a message states; raises Untrusted where a part is missing or of another kind."""
    reference, amount, number = said.get("reference"), said.get("amount"), said.get("gateway_reference", "")
    try:
        result = Result(said.get("result", ""))
    except ValueError:
        raise Untrusted("Kết quả không đọc được.") from None
    whole = isinstance(amount, int) and not isinstance(amount, bool) and amount > 0
    if not (whole and isinstance(reference, str) and reference and isinstance(number, str) and len(number) <= 80):
        raise Untrusted("Nội dung không đọc được.")
    if result == Result.PAID and not number:
        raise Untrusted("Thiếu mã giao dịch của cổng thanh toán.")
    return Outcome(reference, int(amount or 0), result, number)


def said_of(outcome: Outcome, merchant: str) -> dict[str, Any]:
    """The outcome as a message states it."""
    return {
        "merchant": merchant,
        "reference": outcome.reference,
        "amount": outcome.amount,
        "result": outcome.result.value,
        "gateway_reference": outcome.gateway_reference,
    }
