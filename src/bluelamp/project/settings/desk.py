"""The desk's process: officers sign in, cases are worked; also the worker and the command line."""

from bluelamp.project.settings.common import *
from bluelamp.project.settings.common import BLUELAMP_DESK_URL, ROOMS, TEMPLATES

INSTALLED_APPS = [
    *ROOMS,
    "bluelamp.look",
    "bluelamp.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bluelamp.desk.middleware.SignedInOfficer",
    "bluelamp.desk.middleware.RefusalPages",
]
ROOT_URLCONF = "bluelamp.project.urls.desk"

TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "bluelamp.desk.context.officer",
]

AUTH_USER_MODEL = "people.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

_over_tls = BLUELAMP_DESK_URL.startswith("https://")
SESSION_COOKIE_NAME = "desk_session"
SESSION_COOKIE_AGE = 60 * 60 * 10  # a shift
SESSION_COOKIE_SECURE = _over_tls
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "desk_csrf"
CSRF_COOKIE_SECURE = _over_tls
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [BLUELAMP_DESK_URL]
SECURE_HSTS_SECONDS = 31_536_000 if _over_tls else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
