"""A payment gateway for trying out: a page of the portal where a button stands for the bank. Never in production.

What was paid is kept in one small file a payment, for all processes of the portal.
"""

import hashlib
import hmac
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse

from cases.gateways.messages import GatewayError, Order, Outcome, Result, opened, outcome_of, said_of, sealed

_MERCHANT = "thu-nghiem"
_REFERENCE = re.compile(r"[0-9A-Z]{1,40}")


@dataclass(frozen=True)
class Trial:
    """One payment as its page shows it."""

    reference: str
    amount: int
    text: str
    return_url: str
    result: Result


class TrialGateway:
    """Speaks as a real one does, with a key of its own."""

    def __init__(self, folder: Path, secret: str) -> None:
        """Where its payments are kept; its key is made from the portal's and is good for nothing else."""
        self._folder = Path(folder)
        self._secret = hmac.new(secret.encode(), b"trial payment gateway", hashlib.sha256).hexdigest()

    def start(self, order: Order, *, at: datetime) -> str:
        """The page of the payment; begun again, it is the same one."""
        if self._read(order.reference) is None:
            self._write(
                {
                    "reference": order.reference,
                    "amount": order.amount,
                    "text": order.text,
                    "return_url": order.return_url,
                    "result": Result.PENDING.value,
                    "gateway_reference": "",
                }
            )
        return reverse("cases:trial_gateway", args=[order.reference])

    def parse_callback(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Outcome:
        """Only what this gateway has signed."""
        return outcome_of(opened(body, headers, secret=self._secret, at=at))

    def query(self, reference: str, *, at: datetime) -> Outcome:
        """What the button said."""
        return outcome_of(self._known(reference))

    def refund(self, reference: str, amount: int, *, at: datetime) -> str:
        """Only what was paid, and only once."""
        said = self._known(reference)
        if said["result"] != Result.PAID or said["amount"] != amount:
            raise GatewayError("Cổng thanh toán từ chối: khoản này chưa được trả.")
        return f"HOAN-{said['gateway_reference']}"

    def shown(self, reference: str) -> Trial | None:
        """The payment for its page; None where there is none."""
        said = self._read(reference)
        if said is None:
            return None
        return Trial(said["reference"], said["amount"], said["text"], said["return_url"], Result(said["result"]))

    def decide(self, reference: str, result: Result) -> None:
        """The payer has pressed a button; what was paid stays paid."""
        said = self._known(reference)
        if said["result"] != Result.PAID:
            number = f"TN{reference}" if result == Result.PAID else ""
            self._write({**said, "result": result.value, "gateway_reference": number})

    def report(self, reference: str, *, at: datetime) -> tuple[bytes, dict[str, str]]:
        """The signed message by which a gateway tells the portal what became of the payment."""
        return sealed(said_of(outcome_of(self._known(reference)), _MERCHANT), secret=self._secret, at=at)

    def _known(self, reference: str) -> dict[str, Any]:
        said = self._read(reference)
        if said is None:
            raise GatewayError("Cổng thanh toán không biết khoản này.")
        return said

    def _read(self, reference: str) -> dict[str, Any] | None:
        if not _REFERENCE.fullmatch(reference):
            return None
        try:
            said: dict[str, Any] = json.loads((self._folder / f"{reference}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return said

    def _write(self, said: Mapping[str, Any]) -> None:
        """Whole or not at all: another process may be reading."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{said['reference']}.json"
        draft = file.with_suffix(f".{os.getpid()}.part")
        draft.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
