"""The provider of electronic identities, by OpenID Connect: send somebody there, and read what he comes back with.

Authlib keeps state, nonce and PKCE verifier in the session and checks signature, issuer, audience and times of the ID
token; here the claims become a person, or a sentence why not.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from departments.actions.outside_identity import Vouched
from departments.identity import IdentityError, check_personal_id, check_phone
from tthc_portal.environment import IdentityProvider

_TIMEOUT = 10  # seconds
_CANCELLED = "access_denied"
_BROKEN = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)


class NotVouched(Exception):
    """Nobody comes in; the text is for people."""


def go_there(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """Send the browser to the provider; NotVouched when the provider cannot be reached."""
    client = _client(provider)
    try:
        if str(client.load_server_metadata()["issuer"]).rstrip("/") != provider.issuer:
            raise NotVouched(
                _("{name} trả lời dưới một tên khác. Hãy báo cho người quản trị cổng.").format(name=provider.name)
            )
        answer: HttpResponse = client.authorize_redirect(request, _address(request))
    except _BROKEN as error:
        raise NotVouched(
            _("Lúc này chưa kết nối được với {name}. Hãy thử lại sau ít phút.").format(name=provider.name)
        ) from error
    return answer


def come_back(request: HttpRequest, provider: IdentityProvider) -> Vouched:
    """The person the provider vouches for. Every answer can be used once, by the browser that was sent there."""
    if request.GET.get("error") == _CANCELLED:
        raise NotVouched(_("Bạn đã hủy đăng nhập bằng {name}.").format(name=provider.name))
    client = _client(provider)
    try:
        token = client.authorize_access_token(request)
        claims = dict(token["userinfo"])
        if provider.personal_id not in claims:
            claims = _with_more(claims, client.userinfo(token=token))
    except _BROKEN as error:
        raise NotVouched(_("Chưa đăng nhập được bằng {name}. Hãy thử lại.").format(name=provider.name)) from error
    return read_claims(claims, provider)


def read_claims(claims: Mapping[str, Any], provider: IdentityProvider) -> Vouched:
    """The claims as a person; NotVouched without a subject, a name or a personal number that can be one."""
    try:
        number = check_personal_id(str(claims.get(provider.personal_id, "")))
    except IdentityError as error:
        raise NotVouched(
            _(
                "{name} không cho biết số định danh cá nhân, nên chưa đăng nhập được. "
                "Hãy dùng tài khoản đã được định danh."
            ).format(name=provider.name)
        ) from error
    name = " ".join(str(claims.get(provider.full_name, "")).split())[:150]
    if not name or not claims.get("sub"):
        raise NotVouched(_("{name} không cho biết họ tên, nên chưa đăng nhập được.").format(name=provider.name))
    return Vouched(
        issuer=provider.issuer,
        subject=str(claims["sub"])[:255],
        source=provider.name,
        personal_id=number,
        full_name=name,
        birth_date=_day(claims.get(provider.birth_date)),
        phone=_phone(claims.get(provider.phone)),
    )


def _with_more(claims: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider's own page of the person adds; it must be the same person (OpenID Connect Core 5.3.2)."""
    if more.get("sub") != claims.get("sub"):
        raise ValueError("The user info is somebody else's.")
    return {**more, **claims}


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:identity_back"))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _phone(value: Any) -> str:
    try:
        return check_phone(str(value or ""))
    except IdentityError:
        return ""


@lru_cache(maxsize=4)
def _client(provider: IdentityProvider) -> Any:
    """Authlib's client; it remembers the provider's addresses and keys for the life of the process."""
    return OAuth().register(
        "identity",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": provider.scope, "code_challenge_method": "S256", "default_timeout": _TIMEOUT},
    )


def configured() -> IdentityProvider | None:
    """The provider of the settings, if any."""
    found: IdentityProvider | None = settings.IDENTITY_PROVIDER
    return found
