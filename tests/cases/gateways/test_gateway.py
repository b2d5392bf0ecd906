"""What every payment gateway must do, tried with the one for trying out and with a real one in a process of its own."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.gateways.gateway import Gateway, gateway
from cases.gateways.http import HttpGateway
from cases.gateways.messages import GatewayError, Order, Outcome, Result, Untrusted, opened, outcome_of, sealed
from cases.gateways.trial import TrialGateway
from tests.house.layers import ROOT

SECRET = "s" * 40
ORDER = Order("H261P1", 75_000, "Phi, le phi", "http://portal.example/ve", "http://portal.example/ket-qua")
Message = tuple[bytes, dict[str, str]]


@dataclass
class Bank:
    """A gateway and the payer's deed at it."""

    gateway: Gateway
    decide: Any

    def pays(self, reference: str = ORDER.reference) -> Message:
        """The payer pays; the message by which the gateway reports it."""
        message: Message = self.decide(reference, Result.PAID)
        return message


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A gateway in a process of its own."""
    command = [sys.executable, "-m", "tests.cases.gateways.server", "0", SECRET]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture(params=["trial", "http"])
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Bank:
    """Both kinds."""
    if request.param == "trial":
        trial = TrialGateway(tmp_path, SECRET)

        def press(reference: str, result: Result) -> Message:
            trial.decide(reference, result)
            return trial.report(reference, at=datetime.now(UTC))

        return Bank(trial, press)
    base = request.getfixturevalue("address")

    def pay_at(reference: str, result: Result) -> Message:
        with urllib.request.urlopen(f"{base}/pay/{reference}/{result.value}") as answer:  # noqa: S310  # our own server
            return answer.read(), dict(answer.headers)

    return Bank(HttpGateway(base, "mot-cua", SECRET), pay_at)


def order(name: str) -> Order:
    return Order(name, ORDER.amount, ORDER.text, ORDER.return_url, ORDER.callback_url)


def test_a_payment_is_pending_until_it_is_paid_and_both_ways_of_hearing_of_it_agree(bank: Bank) -> None:
    now = datetime.now(UTC)
    first = bank.gateway.start(order("A1"), at=now)
    assert bank.gateway.start(order("A1"), at=now) == first
    assert bank.gateway.query("A1", at=now) == Outcome("A1", 75_000, Result.PENDING)
    told = bank.gateway.parse_callback(*bank.pays("A1"), at=now)
    assert (told.reference, told.amount, told.result, told.gateway_reference != "") == ("A1", 75_000, Result.PAID, True)
    assert bank.gateway.query("A1", at=now) == told


def test_a_payment_given_up_has_failed(bank: Bank) -> None:
    now = datetime.now(UTC)
    bank.gateway.start(order("B1"), at=now)
    message = bank.decide("B1", Result.FAILED)
    assert bank.gateway.parse_callback(*message, at=now) == Outcome("B1", 75_000, Result.FAILED)


def test_what_is_not_the_gateways_own_is_not_believed(bank: Bank) -> None:
    now = datetime.now(UTC)
    bank.gateway.start(order("C1"), at=now)
    body, headers = bank.pays("C1")
    changed = body.replace(b"75000", b"00001")
    forged = {**headers, "X-Signature": "0" * 64}
    later = {**headers, "X-Timestamp": str(int(headers["X-Timestamp"]) + 1)}
    foreign = sealed({"reference": "C1"}, secret="x" * 40, at=now)
    for message in ((changed, headers), (body, forged), (body, later), (body, {}), foreign, (b"", {})):
        with pytest.raises(Untrusted):
            bank.gateway.parse_callback(*message, at=now)
    for moment in (now + timedelta(minutes=11), now - timedelta(minutes=11)):
        with pytest.raises(Untrusted, match="thời gian"):
            bank.gateway.parse_callback(body, headers, at=moment)


def test_money_goes_back_once_for_what_was_paid_and_for_nothing_else(bank: Bank) -> None:
    now = datetime.now(UTC)
    bank.gateway.start(order("D1"), at=now)
    with pytest.raises(GatewayError, match="chưa được trả"):
        bank.gateway.refund("D1", 75_000, at=now)
    bank.pays("D1")
    with pytest.raises(GatewayError):
        bank.gateway.refund("D1", 70_000, at=now)
    number = bank.gateway.refund("D1", 75_000, at=now)
    assert number == bank.gateway.refund("D1", 75_000, at=now) != ""


def test_an_unknown_payment_is_said_to_be_unknown(bank: Bank) -> None:
    now = datetime.now(UTC)
    with pytest.raises(GatewayError, match="không biết"):
        bank.gateway.query("NOBODY", at=now)
    with pytest.raises(GatewayError):
        bank.gateway.refund("NOBODY", 1, at=now)


@pytest.mark.parametrize(
    "said",
    [
        {}, {"reference": "A", "amount": "1", "result": "paid", "gateway_reference": "G"},
        {"reference": "A", "amount": True, "result": "paid", "gateway_reference": "G"},
        {"reference": "A", "amount": 1, "result": "won", "gateway_reference": "G"},
        {"reference": "A", "amount": 1, "result": "paid"}, {"reference": "", "amount": 1, "result": "failed"},
        {"reference": "A", "amount": -1, "result": "failed"}, {"reference": "A", "amount": 1.5, "result": "failed"},
    ],
)  # fmt: skip
def test_a_message_that_says_nothing_clear_is_not_believed(said: dict[str, Any]) -> None:
    with pytest.raises(Untrusted):
        outcome_of(said)


def test_a_signed_message_that_is_no_object_is_not_believed() -> None:
    now = datetime.now(UTC)
    body, headers = sealed([], secret=SECRET, at=now)  # type: ignore[arg-type]
    with pytest.raises(Untrusted):
        opened(body, headers, secret=SECRET, at=now)


def test_a_gateway_leads_the_payer_to_its_own_pages_only(address: str) -> None:
    with pytest.raises(GatewayError):
        HttpGateway(address, "mot-cua", SECRET).start(order("ASTRAY"), at=datetime.now(UTC))


def test_a_gateway_that_is_away_or_knows_us_not_gives_a_sentence(address: str) -> None:
    for broken in (HttpGateway("http://127.0.0.1:9", "mot-cua", SECRET), HttpGateway(address, "mot-cua", "x" * 40)):
        with pytest.raises(GatewayError, match="Cổng thanh toán"):
            broken.start(order("E1"), at=datetime.now(UTC))


def test_the_portal_uses_the_gateway_it_is_set_up_with(settings: Any) -> None:
    assert gateway() is None
    settings.PAYMENT_GATEWAY = "test"
    assert isinstance(gateway(), TrialGateway)
    settings.PAYMENT_GATEWAY, settings.PAYMENT_URL = "http", "https://pay.example"
    assert isinstance(gateway(), HttpGateway)
