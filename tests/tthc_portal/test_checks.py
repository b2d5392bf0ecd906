"""What the system checks say of a payment gateway that must not or cannot work."""

from typing import Any

import pytest

from tthc_portal.checks import payment_gateway


def said(settings: Any, **values: Any) -> list[str | None]:
    for name, value in values.items():
        setattr(settings, name, value)
    return [message.id for message in payment_gateway(None)]


def test_the_gateway_for_trying_out_is_refused_in_production(settings: Any) -> None:
    assert said(settings, PAYMENT_GATEWAY="test", HTTPS=False) == []
    assert said(settings, PAYMENT_GATEWAY="test", HTTPS=True) == ["tthc.E002"]


@pytest.mark.parametrize(
    ("url", "secret", "found"),
    [
        ("https://pay.example", "s" * 32, []),
        ("http://127.0.0.1:9000", "s" * 32, []),
        ("http://pay.example", "s" * 32, ["tthc.E003"]),
        ("https://pay.example", "short", ["tthc.E004"]),
        ("", "", ["tthc.E003", "tthc.E004"]),
    ],
)
def test_a_real_gateway_needs_its_address_and_its_key(settings: Any, url: str, secret: str, found: list[str]) -> None:
    values = {"PAYMENT_URL": url, "PAYMENT_MERCHANT": "mot-cua", "PAYMENT_SECRET": secret}
    assert said(settings, PAYMENT_GATEWAY="http", **values) == found
