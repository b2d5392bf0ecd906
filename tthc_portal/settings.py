"""Settings of the portal, all from the environment or a `.env` file; `.env.example` names every one of them.

A value that cannot be read, or a name beginning with `TTHC_` that is not known here, stops the start with a sentence.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tthc_portal.environment import (
    clamav_url,
    database,
    existing_file,
    existing_folder,
    identity_provider,
    one_of,
    origin,
    positive,
    public_url,
    refuse_unknown,
    secret_key,
    sms_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")
refuse_unknown(os.environ)

# Where a running portal keeps what is its own: database, uploads, collected static files, secret key.
VAR_DIR = Path(env.str("TTHC_VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = env.bool("TTHC_DEBUG", default=False)
SECRET_KEY = secret_key(env.str("TTHC_SECRET_KEY", default=""), VAR_DIR)
ALLOWED_HOSTS = env.list("TTHC_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("TTHC_TRUSTED_ORIGINS", default=[])

# HTTPS is on in production; a portal tried out on one's own machine has none.
HTTPS = env.bool("TTHC_HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Only a proxy of our own may say that the request came by HTTPS, and from which address.
TRUSTED_PROXY = env.bool("TTHC_TRUSTED_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "departments.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tthc_portal.resending.without_token"

INSTALLED_APPS = [
    "tthc_portal.apps.PortalConfig",
    "cases.apps.CasesConfig",
    "procedures.apps.ProceduresConfig",
    "departments.apps.DepartmentsConfig",
    "tthc_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, so that widgets may have our own
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tthc_portal.language.PageLanguage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tthc_portal.middleware.PrivatePages",
    "tthc_portal.middleware.LastSeen",
    "tthc_portal.middleware.ReadableAddresses",
    "tthc_portal.uploads.BoundedRequests",
    "tthc_portal.uploads.PacedUploads",
    "tthc_portal.middleware.NothingTypedIsLost",
]

ROOT_URLCONF = "tthc_portal.urls"
WSGI_APPLICATION = "tthc_portal.wsgi.application"
ASGI_APPLICATION = "tthc_portal.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tthc_portal.context.portal",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n", "tthc_portal.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default=""),
        sqlite_file=VAR_DIR / "tthc.sqlite3",
        pool_size=positive(env, "TTHC_DATABASE_POOL", 8),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "departments.User"
AUTHENTICATION_BACKENDS = ["departments.accounts.AnyName"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email", "phone", "personal_id")},
    },
    {"NAME": "departments.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Where people prove electronically who they are (VNeID and its like, by OpenID Connect); None: no such button.
IDENTITY_PROVIDER = identity_provider(env)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# Django's own Vietnamese formats read 03/04/2026 as 4 March.
FORMAT_MODULE_PATH = ["tthc_portal.formats"]
USE_THOUSAND_SEPARATOR = False  # it would also group years and ids; numbers for people pass the `grouped` filter
LOCALE_PATHS = [BASE_DIR / "tthc_portal" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True

# Uploads: what one file and one dossier may weigh. A phone's photo is about 4 MB.
UPLOAD_MAX_FILE_BYTES = positive(env, "TTHC_UPLOAD_MAX_FILE_MB", 20) * 1024 * 1024
UPLOAD_MAX_DOSSIER_BYTES = positive(env, "TTHC_UPLOAD_MAX_DOSSIER_MB", 100) * 1024 * 1024
UPLOAD_MAX_FILES = positive(env, "TTHC_UPLOAD_MAX_FILES", 20)
# What of one account may be half sent or wait for its forms: by default that of three full dossiers.
UPLOAD_MAX_WAITING_FILES = positive(env, "TTHC_UPLOAD_MAX_WAITING_FILES", 3 * UPLOAD_MAX_FILES)
UPLOAD_MAX_WAITING_BYTES = (
    positive(env, "TTHC_UPLOAD_MAX_WAITING_MB", 3 * UPLOAD_MAX_DOSSIER_BYTES // 1024 // 1024) * 1024 * 1024
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Boxes that stay empty count as well, and there is one for each paper.
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_MAX_FILES + 100
# How many files one process looks into at the same moment; the largest picture takes half a gigabyte.
UPLOAD_CHECKS_AT_ONCE = positive(env, "TTHC_UPLOAD_CHECKS_AT_ONCE", 2)
FILE_UPLOAD_PERMISSIONS = 0o640
# The web server that hands out private files itself, if any: its internal location (X-Accel-Redirect).
PRIVATE_FILES_LOCATION = env.str("TTHC_PRIVATE_FILES_LOCATION", default="")

# Names on pages and forms.
PORTAL_NAME = env.str("TTHC_PORTAL_NAME", default="Cổng hồ sơ một cửa")
PORTAL_OWNER = env.str("TTHC_PORTAL_OWNER", default="Thành phố Hà Nội")
PORTAL_PLACE = env.str("TTHC_PORTAL_PLACE", default="Hà Nội")
# Printed on the forms; a new circular changes it here, not in code (TT 03/2025/TT-VPCP, Phụ lục I).
FORMS_BASIS = env.str("TTHC_FORMS_BASIS", default="TT 03/2025/TT-VPCP")
# Files here replace the shipped templates and wording of printed forms that have the same name.
PRINT_TEMPLATES_DIR = existing_folder(env, "TTHC_PRINT_TEMPLATES_DIR")

# Where people reach the portal, as links in mails name it; without it mails have no link.
PUBLIC_URL = public_url(env.str("TTHC_PUBLIC_URL", default=""))

# How often papers may be asked for, in each phase of a dossier's life, without a leader's word; and the trips after
# which he must also record that the applicant did not do as he was told. The rule is named where people read it.
SUPPLEMENTS_ALONE = positive(env, "TTHC_SUPPLEMENTS_ALONE", 1)
SUPPLEMENT_TRIPS = positive(env, "TTHC_SUPPLEMENT_TRIPS", 2)
SUPPLEMENT_TRIPS_BASIS = env.str(
    "TTHC_SUPPLEMENT_TRIPS_BASIS",
    default="khoản 4 Điều 20 Nghị định 63/2010/NĐ-CP, sửa đổi bởi Nghị định 92/2017/NĐ-CP",
)

# Who is reminded of what and when, in a file of the office's own; None: `cases/data/reminders.json`.
REMINDERS_FILE = existing_file(env, "TTHC_REMINDERS_FILE")

# After so many minutes without a sign of life nobody is told any more that a colleague is at work on a dossier.
WORK_MINUTES = positive(env, "TTHC_WORK_MINUTES", 30)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds; a mail server that is silent holds nobody up for long
DEFAULT_FROM_EMAIL = env.str("TTHC_FROM_EMAIL", default="mot-cua@localhost")
CLAMAV_URL = clamav_url(env.str("CLAMAV_URL", default=""))
SMS_URL = sms_url(env.str("SMS_URL", default="console://"))

# Paying online. "": by transfer or at the counter only; "test": a page of this portal plays the gateway; "http": a
# real one.
PAYMENT_GATEWAY = one_of(env, "TTHC_PAYMENT_GATEWAY", ("", "test", "http"))
PAYMENT_URL = env.str("TTHC_PAYMENT_URL", default="")
PAYMENT_MERCHANT = env.str("TTHC_PAYMENT_MERCHANT", default="")
PAYMENT_SECRET = env.str("TTHC_PAYMENT_SECRET", default="")
PAYMENT_TRIAL_DIR = VAR_DIR / "test-gateway"

# Digital signatures. Keys are registered in the administration; a key is a PKCS#12 file of this folder, opened with the
# passphrase here or the PIN of its owner, or lives at a remote signing service (CSC API) reached with this token.
SIGNING_DIR = Path(env.str("TTHC_SIGNING_DIR", default=str(VAR_DIR / "keys"))).resolve()
SIGNING_PASSPHRASE = env.str("TTHC_SIGNING_PASSPHRASE", default="")
SIGNING_URL = public_url(env.str("TTHC_SIGNING_URL", default=""), name="TTHC_SIGNING_URL")
SIGNING_TOKEN = env.str("TTHC_SIGNING_TOKEN", default="")

# Nothing but our own files: no inline script or style, no foreign host, no frame.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        # A browser follows the answer to a form to the gateway's page only where the policy names it.
        "form-action": [SELF, *([origin(PAYMENT_URL)] if PAYMENT_GATEWAY == "http" else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOG_LEVEL = env.str("TTHC_LOG_LEVEL", default="INFO").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
    raise ImproperlyConfigured(f"TTHC_LOG_LEVEL={LOG_LEVEL!r}: chỉ nhận DEBUG, INFO, WARNING hoặc ERROR.")
# The covering columns of our indexes are PostgreSQL's; SQLite keeps the same indexes without them.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tthc_portal.log_lines.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"refusals": {"()": "tthc_portal.log_lines.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # It announces each start of its own bridge.
    "loggers": {
        "pikepdf": {"level": "WARNING"},
        # What is wrong with a signature that somebody shows us is said on the page.
        "pyhanko": {"level": "ERROR"},
        "django.request": {"filters": ["refusals"]},
    },
}
