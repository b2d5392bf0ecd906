"""A key at a signing service: it gets digests and gives signatures, the key never leaves it.

The messages are those of the Cloud Signature Consortium (CSC API 1.0.4, and `signPolling` of 2.0), which remote signing
services speak: `credentials/info`, `credentials/authorize` where a PIN is asked for, `signatures/signHash`.
"""

import base64
import binascii
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from cases.signing.signer import Chain, SigningFailed, WrongPin

_SHA256 = "2.16.840.1.101.3.4.2.1"
_RSA, _ECDSA = "1.2.840.113549.1.1.1", "1.2.840.10045.4.3.2"
_SECONDS, _PAUSE = 15, 1.0
_MOST = 5_000_000
_SILENT = "Dịch vụ ký số từ xa không trả lời. Chưa văn bản nào được ký; hãy thử lại sau ít phút."
_UNREADABLE = "Dịch vụ ký số từ xa trả lời không đúng. Chưa văn bản nào được ký; hãy báo quản trị."
_NOT_CONFIRMED = "Chưa thấy bạn xác nhận trên thiết bị ký. Chưa văn bản nào được ký; hãy ký lại và xác nhận ngay."
_REFUSED_PINS = ("invalid_pin", "invalid_otp", "access_denied")


class RemoteSigner:
    """One credential at the service; a batch is one question, confirmed once by the signer on his own device."""

    def __init__(self, url: str, token: str, credential: str, pin: str = "", *, patience: float = 60) -> None:
        """Ask for the certificate; `patience` is how long (seconds) the signer may take to confirm."""
        self._url, self._token, self._credential, self._pin = url.rstrip("/"), token, credential, pin
        self._patience = patience
        said = self._ask("credentials/info", {"credentialID": credential, "certificates": "chain"})
        try:
            self.chain = Chain(tuple(base64.b64decode(one, validate=True) for one in said["cert"]["certificates"]))
            self._algorithm = _ECDSA if isinstance(self.chain.own.public_key(), ec.EllipticCurvePublicKey) else _RSA
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise SigningFailed(_UNREADABLE) from error

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Ask for all signatures at once; none is used unless all have come."""
        hashes = [base64.b64encode(digest).decode() for digest in digests]
        asked = {
            "credentialID": self._credential,
            "hash": hashes,
            "hashAlgo": _SHA256,
            "signAlgo": self._algorithm,
        }
        if self._pin:
            asked["SAD"] = self._authorisation(hashes)
        said = self._ask("signatures/signHash", asked)
        until = time.monotonic() + self._patience
        while "responseID" in said and not said.get("signatures"):
            if time.monotonic() > until:
                raise SigningFailed(_NOT_CONFIRMED)
            time.sleep(_PAUSE)
            said = self._ask("signatures/signPolling", {"responseID": said["responseID"]})
        try:
            signatures = [base64.b64decode(one, validate=True) for one in said["signatures"]]
        except (KeyError, TypeError, binascii.Error) as error:
            raise SigningFailed(_UNREADABLE) from error
        if len(signatures) != len(digests):
            raise SigningFailed(_UNREADABLE)
        return signatures

    def _authorisation(self, hashes: list[str]) -> str:
        asked = {"credentialID": self._credential, "numSignatures": len(hashes), "hash": hashes, "PIN": self._pin}
        allowed = self._ask("credentials/authorize", asked).get("SAD")
        if not isinstance(allowed, str) or not allowed:
            raise SigningFailed(_UNREADABLE)
        return allowed

    def _ask(self, path: str, said: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        body = json.dumps(said).encode()
        request = urllib.request.Request(f"{self._url}/{path}", body, headers, method="POST")  # noqa: S310  # set up by the administrator
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                found = json.loads(answer.read(_MOST))
        except urllib.error.HTTPError as error:
            raise _refusal(error) from error
        except OSError as error:
            raise SigningFailed(_SILENT) from error
        except ValueError as error:
            raise SigningFailed(_UNREADABLE) from error
        if not isinstance(found, dict):
            raise SigningFailed(_UNREADABLE)
        return found


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to the service alone."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _refusal(error: urllib.error.HTTPError) -> SigningFailed:
    """The service's reason where it gives one (CSC: `error` is a code, `error_description` words)."""
    try:
        said = json.loads(error.read(_MOST))
    except (ValueError, OSError):
        said = None
    code, words = (said.get("error"), said.get("error_description")) if isinstance(said, dict) else (None, None)
    if code in _REFUSED_PINS:
        return WrongPin("Mã PIN hoặc mã xác nhận không đúng. Chưa văn bản nào được ký.")
    reason = words or code
    return SigningFailed(f"Dịch vụ ký số từ xa từ chối: {str(reason)[:200]}" if reason else _SILENT)
