"""A payment gateway reached over HTTP: each question and each answer is a signed message."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.gateways.messages import GatewayError, Order, Outcome, Untrusted, opened, outcome_of, sealed

_SECONDS = 10
_MOST = 20_000
_SILENT = _("Cổng thanh toán không trả lời. Hãy thử lại sau ít phút, hoặc nộp bằng cách khác.")
_UNREADABLE = _("Cổng thanh toán trả lời không đúng. Hãy thử lại sau, hoặc nộp bằng cách khác.")


class HttpGateway:
    """`POST {url}/payments`, `/payments/query`, `/payments/refund`; the merchant's secret signs both ways."""

    def __init__(self, url: str, merchant: str, secret: str) -> None:
        """The address of the gateway, and who we are there."""
        self._url, self._merchant, self._secret = url.rstrip("/"), merchant, secret

    def start(self, order: Order, *, at: datetime) -> str:
        """Tell the gateway what is to be paid; its page lies at the gateway's own origin and nowhere else."""
        answer = self._ask(
            "payments",
            {
                "reference": order.reference,
                "amount": order.amount,
                "text": order.text,
                "return_url": order.return_url,
                "callback_url": order.callback_url,
            },
            at,
        )
        address = str(answer.get("redirect_url", ""))
        if urlsplit(address)[:2] != urlsplit(self._url)[:2]:
            raise GatewayError(_UNREADABLE)
        return address

    def parse_callback(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Outcome:
        """The gateway's own report, if it is signed, recent and ours."""
        said = opened(body, headers, secret=self._secret, at=at)
        if said.get("merchant") != self._merchant:
            raise Untrusted("Thông điệp dành cho đơn vị khác.")
        return outcome_of(said)

    def query(self, reference: str, *, at: datetime) -> Outcome:
        """Ask what became of it."""
        try:
            outcome = outcome_of(self._ask("payments/query", {"reference": reference}, at))
        except Untrusted as error:
            raise GatewayError(_UNREADABLE) from error
        if outcome.reference != reference:
            raise GatewayError(_UNREADABLE)
        return outcome

    def refund(self, reference: str, amount: int, *, at: datetime) -> str:
        """Ask to send it back."""
        number = self._ask("payments/refund", {"reference": reference, "amount": amount}, at).get("refund_reference")
        if not isinstance(number, str) or not 0 < len(number) <= 80:
            raise GatewayError(_UNREADABLE)
        return number

    def _ask(self, path: str, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        body, headers = sealed({"merchant": self._merchant, **said}, secret=self._secret, at=at)
        request = urllib.request.Request(f"{self._url}/{path}", body, headers, method="POST")  # noqa: S310  # set up by the administrator
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                return opened(answer.read(_MOST + 1), dict(answer.headers), secret=self._secret, at=at)
        except urllib.error.HTTPError as error:
            raise GatewayError(_refusal(error)) from error
        except (OSError, urllib.error.URLError) as error:
            raise GatewayError(_SILENT) from error
        except Untrusted as error:
            raise GatewayError(_UNREADABLE) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A signed question goes to the gateway alone."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _refusal(error: urllib.error.HTTPError) -> str:
    """The gateway's reason where it gives one in words."""
    try:
        said = json.loads(error.read(_MOST))
    except (ValueError, OSError):
        said = None
    reason = said.get("error") if isinstance(said, dict) else None
    return (
        gettext("Cổng thanh toán từ chối: {reason}").format(reason=reason[:200])
        if isinstance(reason, str) and reason
        else str(_SILENT)
    )
