"""The process of the provider: it gives no token without the proof that whoever asks is who began (RFC 7636, S256).

Run as `python -m tests.proving_provider`, with the options of `oidc_provider_mock`, which itself looks at no proof.
"""

from dataclasses import replace
from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7636 import CodeChallenge
from oidc_provider_mock import _app
from oidc_provider_mock.__main__ import run

FORGETFUL = "vneid-other-nonce"  # whose ID tokens answer another question than was asked
_challenges: dict[str, str] = {}  # by the code that was given out for it


class Proof(CodeChallenge):
    """S256 and nothing else, for every client."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse to begin without a challenge."""
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or not asked.get("code_challenge_method"):
            raise InvalidRequestError("Missing 'code_challenge' or its method")
        super().validate_code_challenge(grant, redirect_uri)

    def get_authorization_code_challenge(self, authorization_code: Any) -> str:
        """What the beginning of this code was."""
        return _challenges[authorization_code.code]

    def get_authorization_code_challenge_method(self, authorization_code: Any) -> str:
        """The only one there is."""
        return "S256"


class ProvingGrant(_app.AuthorizationCodeGrant):
    """Gives out codes bound to their challenge."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Both looks: at the beginning and before the token."""
        super().__init__(*args, **kwargs)
        Proof()(self)

    def save_authorization_code(self, code: str, request: Any) -> None:
        """With its challenge."""
        super().save_authorization_code(code, request)
        _challenges[code] = request.payload.data["code_challenge"]
        if request.user.sub == FORGETFUL:
            known = _app.storage.get_authorization_code(code)
            _app.storage.store_authorization_code(replace(known, nonce="another-nonce"))


if __name__ == "__main__":
    _app.AuthorizationCodeGrant = ProvingGrant  # type: ignore[misc]
    run()
