"""What Django's system checks should also say before the portal starts."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_SHORTEST_SECRET = 32


@register(Tags.security, deploy=True)
def production_database(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite is for trying out and for one small office; production of a city runs on PostgreSQL."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return [
            Warning(
                "The portal runs on SQLite; a city needs PostgreSQL (DATABASE_URL).", id="tthc.W001", obj="DATABASE_URL"
            )
        ]
    return []


@register(Tags.security)
def upload_limits(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A dossier must be able to hold at least one file of the largest size allowed."""
    if settings.UPLOAD_MAX_FILE_BYTES > settings.UPLOAD_MAX_DOSSIER_BYTES:
        return [Error("TTHC_UPLOAD_MAX_FILE_MB is larger than TTHC_UPLOAD_MAX_DOSSIER_MB.", id="tthc.E001")]
    return []


@register(Tags.security, deploy=True)
def messages_leave_the_house(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Messages that are only written down reach nobody; without TLS the network reads numbers and token."""
    scheme = settings.SMS_URL.partition(":")[0]
    if scheme in ("console", "file"):
        return [Warning("Short messages reach nobody (SMS_URL).", id="tthc.W002", obj="SMS_URL")]
    if not scheme.endswith("https"):
        return [Warning("The gateway for short messages is reached without TLS.", id="tthc.W003", obj="SMS_URL")]
    return []


@register(Tags.security)
def payment_gateway(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The gateway for trying out takes no money: never in production. A real one needs its address and key."""
    if settings.PAYMENT_GATEWAY == "test" and settings.HTTPS:
        return [Error("The test payment gateway takes no money: not with TTHC_HTTPS=true.", id="tthc.E002")]
    if settings.PAYMENT_GATEWAY != "http":
        return []
    found: list[CheckMessage] = []
    url = urlsplit(settings.PAYMENT_URL)
    if not (url.scheme == "https" or (url.scheme == "http" and url.hostname in _THIS_MACHINE)):
        found.append(Error("TTHC_PAYMENT_URL must begin with https://.", id="tthc.E003", obj="TTHC_PAYMENT_URL"))
    if not settings.PAYMENT_MERCHANT or len(settings.PAYMENT_SECRET) < _SHORTEST_SECRET:
        found.append(
            Error(
                f"TTHC_PAYMENT_MERCHANT and TTHC_PAYMENT_SECRET ({_SHORTEST_SECRET} characters) are needed.",
                id="tthc.E004",
            )
        )
    return found
