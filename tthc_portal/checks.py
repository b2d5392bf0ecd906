"""What Django's system checks should also say before the portal starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


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
