"""What every process of Bluelamp shares: where things lie, the database, the clock's zone, the rooms.

Every variable is read here, typed, and documented in docs/settings.md.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from environs import Env, validate

from bluelamp.people import force

env = Env()

BLUELAMP_HOME: Path = env.path("BLUELAMP_HOME", Path("var")).resolve()
BLUELAMP_VAULT = BLUELAMP_HOME / "vault"
BLUELAMP_PUBLIC_MEDIA = BLUELAMP_HOME / "public"
BLUELAMP_WORK: Path = env.path("BLUELAMP_WORK", BLUELAMP_HOME / "work").resolve()
BLUELAMP_KEYS = BLUELAMP_HOME / "keys"
BLUELAMP_LEDGER_KEY_FILE = BLUELAMP_KEYS / "ledger.key"
# Where the record is kept beside its database, best on another disk; by itself, beside the signing key.
BLUELAMP_ASIDE: Path | None = env.path("BLUELAMP_ASIDE", None)
BLUELAMP_VAULT_KEY_FILE = BLUELAMP_KEYS / "vault.key"
BLUELAMP_CASE_KEYS: Path = env.path("BLUELAMP_CASE_KEYS", BLUELAMP_HOME / "case-keys").resolve()
BLUELAMP_CUSTODY_IMAGING: str = env.str("BLUELAMP_CUSTODY_IMAGING", "")

BLUELAMP_FORCE_FILE: Path = env.path(
    "BLUELAMP_FORCE_FILE", Path(__file__).parent.parent / "demo" / "force.toml"
)
BLUELAMP_FORCE = force.load(BLUELAMP_FORCE_FILE)
BLUELAMP_RETENTION_SCHEDULE: Path = env.path(
    "BLUELAMP_RETENTION_SCHEDULE",
    Path(__file__).parent.parent.parent / "packs" / "retention" / "schedule.toml",
)
BLUELAMP_ORIGIN: str = env.str("BLUELAMP_ORIGIN", "ambershire.example/bluelamp")
BLUELAMP_TIMESTAMP_AUTHORITY: str = env.str("BLUELAMP_TIMESTAMP_AUTHORITY", "")
BLUELAMP_TIMESTAMP_CERTIFICATES: Path | None = env.path("BLUELAMP_TIMESTAMP_CERTIFICATES", None)

BLUELAMP_DESK_URL: str = env.str("BLUELAMP_DESK_URL", "http://localhost:8000")
BLUELAMP_PRESS_URL: str = env.str("BLUELAMP_PRESS_URL", "http://localhost:8001")
BLUELAMP_GALLERY_URL: str = env.str("BLUELAMP_GALLERY_URL", "http://localhost:8002")
BLUELAMP_FOOTAGE_BYTES: int = env.int("BLUELAMP_FOOTAGE_BYTES", 4_000_000_000)
# At least two, so that a long picture does not keep what falls due waiting.
BLUELAMP_WORKERS: int = env.int("BLUELAMP_WORKERS", max(2, os.cpu_count() or 2))
BLUELAMP_STATISTICS: bool = env.bool("BLUELAMP_STATISTICS", False)


def _secret(name: str) -> str:
    """The named secret, or the text of the file that NAME_FILE points to, or one kept in the home's keys."""
    given = env.str(name, "")
    file = env.path(f"{name}_FILE", BLUELAMP_KEYS / f"{name.lower()}.txt")
    if given:
        return given
    if file.exists():
        return file.read_text().strip()
    return ""


SECRET_KEY = _secret("BLUELAMP_SECRET_KEY")
BLUELAMP_CUSTODY_IMAGING_CREDENTIALS = _secret("BLUELAMP_CUSTODY_IMAGING_CREDENTIALS")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("BLUELAMP_HOSTS", ["localhost", "127.0.0.1"])


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite that is durable per commit (FULL) and whose writers queue instead of failing (IMMEDIATE)."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    return {
        "ENGINE": "bluelamp.project.sqlite",
        "NAME": file,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
        "CONN_MAX_AGE": None,
    }


def postgresql(address: str) -> dict[str, Any]:
    """PostgreSQL at `postgresql://user:password@host:port/name` (a host may be a socket folder in `?host=`)."""
    parts = urlsplit(address)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def database(address: str) -> dict[str, Any]:
    """The database at the address; none given means SQLite in Bluelamp's home."""
    return postgresql(address) if address else sqlite(BLUELAMP_HOME / "bluelamp.sqlite3")


DATABASES = {"default": database(env.str("DATABASE_URL", ""))}
# The same by the role of the public sites, where it has one.
PUBLIC_DATABASE = database(
    env.str("BLUELAMP_PUBLIC_DATABASE_URL", "") or env.str("DATABASE_URL", "")
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

FORM_RENDERER = "bluelamp.look.forms.GovukRenderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "bluelamp.look.context.force",
            ]
        },
    }
]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

# No page of ours needs a script or style of anyone else's, nor an inline one.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

EMAIL_HOST: str = env.str("BLUELAMP_SMTP_HOST", "localhost")
EMAIL_PORT: int = env.int("BLUELAMP_SMTP_PORT", 8025)
EMAIL_HOST_USER: str = env.str("BLUELAMP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = _secret("BLUELAMP_SMTP_PASSWORD")
_smtp_tls: str = env.str(
    "BLUELAMP_SMTP_TLS", "none", validate=validate.OneOf(["none", "starttls", "tls"])
)
EMAIL_USE_TLS = _smtp_tls == "starttls"
EMAIL_USE_SSL = _smtp_tls == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = BLUELAMP_FORCE.press_email

# The rooms with tables, bottom to top; the desk's process and the command line have them all.
ROOMS = [
    "bluelamp.people",
    "bluelamp.vault",
    "bluelamp.jobs",
    "bluelamp.record",
    "bluelamp.retention",
    "bluelamp.publication",
    "bluelamp.casework",
    "bluelamp.integrations.mail",
    "bluelamp.integrations.custody_imaging",
    "bluelamp.disclosure",
    "bluelamp.requests",
]
