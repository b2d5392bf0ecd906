"""How settings are read from the environment: every value is checked, every unknown name is refused."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from cases.antivirus import scanner_at
from departments.sms import SmsUrlError, gateway_at

# Every name that means something to the portal; `.env.example` explains each.
KNOWN = frozenset(
    {
        "TTHC_ALLOWED_HOSTS",
        "TTHC_DATABASE_POOL",
        "TTHC_DEBUG",
        "TTHC_FORMS_BASIS",
        "TTHC_FROM_EMAIL",
        "TTHC_HTTPS",
        "TTHC_LOG_LEVEL",
        "TTHC_OIDC_CLAIM_BIRTH_DATE",
        "TTHC_OIDC_CLAIM_NAME",
        "TTHC_OIDC_CLAIM_PERSONAL_ID",
        "TTHC_OIDC_CLAIM_PHONE",
        "TTHC_OIDC_CLIENT_ID",
        "TTHC_OIDC_CLIENT_SECRET",
        "TTHC_OIDC_ISSUER",
        "TTHC_OIDC_NAME",
        "TTHC_OIDC_SCOPE",
        "TTHC_PAYMENT_GATEWAY",
        "TTHC_PAYMENT_MERCHANT",
        "TTHC_PAYMENT_SECRET",
        "TTHC_PAYMENT_URL",
        "TTHC_PORTAL_NAME",
        "TTHC_PORTAL_OWNER",
        "TTHC_PORTAL_PLACE",
        "TTHC_PRINT_TEMPLATES_DIR",
        "TTHC_PRIVATE_FILES_LOCATION",
        "TTHC_PUBLIC_URL",
        "TTHC_REMINDERS_FILE",
        "TTHC_SECRET_KEY",
        "TTHC_SIGNING_DIR",
        "TTHC_SIGNING_PASSPHRASE",
        "TTHC_SIGNING_TOKEN",
        "TTHC_SIGNING_URL",
        "TTHC_TRUSTED_ORIGINS",
        "TTHC_SUPPLEMENTS_ALONE",
        "TTHC_SUPPLEMENT_TRIPS",
        "TTHC_SUPPLEMENT_TRIPS_BASIS",
        "TTHC_TRUSTED_PROXY",
        "TTHC_UPLOAD_CHECKS_AT_ONCE",
        "TTHC_UPLOAD_MAX_DOSSIER_MB",
        "TTHC_UPLOAD_MAX_FILES",
        "TTHC_UPLOAD_MAX_FILE_MB",
        "TTHC_UPLOAD_MAX_WAITING_FILES",
        "TTHC_UPLOAD_MAX_WAITING_MB",
        "TTHC_VAR_DIR",
        "TTHC_WORK_MINUTES",
    }
)


def refuse_unknown(names: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured for a `TTHC_` name that nobody reads: most often a typing mistake."""
    unknown = sorted(name for name in names if name.startswith("TTHC_") and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(f"Không có cấu hình nào tên {', '.join(unknown)}; xem .env.example.")


def positive(env: environ.Env, name: str, default: int) -> int:
    """A whole number above zero, or ImproperlyConfigured naming the setting."""
    raw = env.str(name, default=str(default))
    if not re.fullmatch(r"[1-9]\d{0,6}", raw):
        raise ImproperlyConfigured(f"{name}={raw!r}: phải là số nguyên lớn hơn 0.")
    return int(raw)


def one_of(env: environ.Env, name: str, choices: tuple[str, ...]) -> str:
    """One of the words, the first when the setting is not given; ImproperlyConfigured for any other."""
    raw: str = env.str(name, default=choices[0])
    if raw not in choices:
        known = ", ".join(repr(choice) for choice in choices)
        raise ImproperlyConfigured(f"{name}={raw!r}: chỉ nhận {known}.")
    return raw


def origin(address: str) -> str:
    """Scheme, host and port of an address, as a content policy names them."""
    scheme, host = urlsplit(address)[:2]
    return f"{scheme}://{host}"


def existing_folder(env: environ.Env, name: str) -> Path | None:
    """The folder, or None when the setting is not given; ImproperlyConfigured when there is no such folder."""
    raw = env.str(name, default="")
    if raw and not Path(raw).is_dir():
        raise ImproperlyConfigured(f"{name}={raw!r}: không có thư mục này.")
    return Path(raw).resolve() if raw else None


def existing_file(env: environ.Env, name: str) -> Path | None:
    """The file, or None when the setting is not given; ImproperlyConfigured when there is no such file."""
    raw = env.str(name, default="")
    if raw and not Path(raw).is_file():
        raise ImproperlyConfigured(f"{name}={raw!r}: không có tệp này.")
    return Path(raw).resolve() if raw else None


def public_url(url: str, *, name: str = "TTHC_PUBLIC_URL") -> str:
    """The address without a slash at its end, or ImproperlyConfigured, naming the setting, when it is none."""
    if url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
        raise ImproperlyConfigured(f"{name}={url!r}: cần dạng https://mot-cua.example.")
    return url.rstrip("/")


def sms_url(url: str) -> str:
    """The setting as it is, or ImproperlyConfigured when it names no gateway; its token is in no message."""
    try:
        gateway_at(url)
    except SmsUrlError as error:
        raise ImproperlyConfigured(f"SMS_URL: {error}") from error
    except ValueError as error:
        raise ImproperlyConfigured("SMS_URL không đọc được; xem .env.example.") from error
    return url


def clamav_url(url: str) -> str:
    """The setting as it is, or ImproperlyConfigured when it names no scanner."""
    try:
        scanner_at(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"CLAMAV_URL={url!r}: {error}") from error
    return url


@dataclass(frozen=True)
class IdentityProvider:
    """Where people prove electronically who they are, and by which names it tells it."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    scope: str
    personal_id: str
    full_name: str
    birth_date: str
    phone: str


def identity_provider(env: environ.Env) -> IdentityProvider | None:
    """The provider of the settings, None where there is none; ImproperlyConfigured for half a one or one without TLS.

    Only on this very machine may it be reached without TLS, for trying out.
    """
    issuer = env.str("TTHC_OIDC_ISSUER", default="").rstrip("/")
    client_id = env.str("TTHC_OIDC_CLIENT_ID", default="")
    secret = env.str("TTHC_OIDC_CLIENT_SECRET", default="")
    if not issuer and not client_id and not secret:
        return None
    if not (issuer and client_id and secret):
        raise ImproperlyConfigured("TTHC_OIDC_ISSUER, TTHC_OIDC_CLIENT_ID và TTHC_OIDC_CLIENT_SECRET phải có đủ cả ba.")
    parts = urlsplit(issuer)
    if not (parts.hostname and (parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1"})):
        raise ImproperlyConfigured("TTHC_OIDC_ISSUER phải là địa chỉ https://.")
    return IdentityProvider(
        issuer=issuer,
        client_id=client_id,
        client_secret=secret,
        name=env.str("TTHC_OIDC_NAME", default="VNeID"),
        scope=env.str("TTHC_OIDC_SCOPE", default="openid profile phone"),
        personal_id=env.str("TTHC_OIDC_CLAIM_PERSONAL_ID", default="personal_id"),
        full_name=env.str("TTHC_OIDC_CLAIM_NAME", default="name"),
        birth_date=env.str("TTHC_OIDC_CLAIM_BIRTH_DATE", default="birthdate"),
        phone=env.str("TTHC_OIDC_CLAIM_PHONE", default="phone_number"),
    )


def secret_key(given: str, var_dir: Path) -> str:
    """The key that signs sessions and forms: the one given, else one made once and kept in `var_dir` for us alone."""
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("TTHC_SECRET_KEY quá ngắn: cần ít nhất 50 ký tự ngẫu nhiên.")
        return given
    file = var_dir / "secret_key"
    var_dir.mkdir(parents=True, exist_ok=True)
    try:
        # Created in one step, so that several processes starting together agree on one key.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return file.read_text().strip()


def database(url: str, *, sqlite_file: Path, pool_size: int) -> dict[str, Any]:
    """Django's settings for the database at `url`; without one, SQLite in `sqlite_file`.

    Raises ImproperlyConfigured for anything but SQLite and PostgreSQL.
    """
    if not url:
        return _sqlite(str(sqlite_file))
    try:
        config: dict[str, Any] = dict(environ.Env.db_url_config(url))
    except (ImproperlyConfigured, ValueError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL không đọc được: {error}") from error
    engine = config.get("ENGINE", "")
    if engine == "django.db.backends.sqlite3":
        return _sqlite(str(config["NAME"]))
    if engine == "django.db.backends.postgresql" and config.get("NAME"):
        # A pool hands out connections that are checked first, so a restarted database costs no failed request.
        config["CONN_HEALTH_CHECKS"] = True
        pool = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        # Compiling a report's statement takes PostgreSQL longer than running it (1.2 of 1.6 s over a million dossiers).
        config["OPTIONS"] = {"options": "-c jit=off", **config.get("OPTIONS", {}), "pool": pool}
        return config
    raise ImproperlyConfigured("DATABASE_URL chỉ nhận sqlite:///đường/dẫn hoặc postgres://người:mật-khẩu@máy/tên.")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            # A writer takes its lock at once and others wait, instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
