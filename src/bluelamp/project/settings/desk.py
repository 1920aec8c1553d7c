"""The desk's process: officers sign in, cases are worked; also the worker and the command line."""

from bluelamp.project.settings.common import *
from bluelamp.project.settings.common import BLUELAMP_DESK_URL, ROOMS, TEMPLATES, env
from bluelamp.witness.asking import Witness

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

# The public sites know no witness, and load nothing of that room.
BLUELAMP_WITNESSES = tuple(map(Witness.parse, env.list("BLUELAMP_WITNESSES", [])))

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

# Signing in: an e-mail address and password and then a second factor, or a passkey, which is both.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_ADAPTER = "bluelamp.desk.sign_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever enrols an officer vouches for the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "bluelamp.desk.sign_in.forms.SignIn",
    "reauthenticate": "bluelamp.desk.sign_in.forms.ConfirmPassword",
    "change_password": "bluelamp.desk.sign_in.forms.ChangePassword",
    "reset_password": "bluelamp.desk.sign_in.forms.ForgottenPassword",
    "reset_password_from_key": "bluelamp.desk.sign_in.forms.NewPassword",
}
MFA_ADAPTER = "bluelamp.desk.sign_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # a period either side, for clocks that differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "bluelamp.desk.sign_in.forms.SecondStep",
    "reauthenticate": "bluelamp.desk.sign_in.forms.ConfirmCode",
    "activate_totp": "bluelamp.desk.sign_in.forms.PairApp",
    "add_webauthn": "bluelamp.desk.sign_in.forms.AddPasskey",
}

# Wrong tries and spent codes count for every process of the desk; a flood of keys must not push them out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

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
# An original never lies unencrypted in a file that has a name.
FILE_UPLOAD_HANDLERS = ["bluelamp.desk.uploads.Nameless"]
