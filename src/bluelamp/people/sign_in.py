"""What officers prove themselves with: an address, a password, and a second factor kept by allauth."""

import secrets
import time
from base64 import b32encode
from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bluelamp.people.errors import PasswordTooWeak
from bluelamp.people.models import Officer

PERIOD: Final = 30
"""Seconds for which one TOTP code stands (RFC 6238, section 4.1)."""

SECOND_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes stand in for one and are none by themselves."""


def has_second_factor(officer: Officer) -> bool:
    """Whether the officer has set up an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=officer.pk, type__in=SECOND_FACTORS).exists())


def keep_address(officer: Officer) -> None:
    """Let the officer sign in with the address; whoever enrolled them has vouched for it."""
    EmailAddress.objects.create(user=officer, email=officer.email, verified=True, primary=True)


def keep_password(officer: Officer, password: str | None) -> None:
    """Set the officer's password, or none until they set one by mail; raises PasswordTooWeak."""
    if password is not None:
        try:
            validate_password(password, officer)
        except ValidationError as weak:
            raise PasswordTooWeak(" ".join(weak.messages)) from weak
    officer.set_password(password)


def keep_totp(officer: Officer, secret: str) -> None:
    """Give the officer an authenticator app that already holds the secret (base32)."""
    TOTP.activate(officer, secret)


def forget_everything(officer: Officer) -> None:
    """Take away every second factor and recovery code, and the password: no session outlives its password."""
    Authenticator.objects.filter(user_id=officer.pk).delete()
    officer.set_unusable_password()


def new_secret() -> str:
    """A fresh TOTP secret of 160 bits, base32 (RFC 4226, section 4, R6)."""
    return b32encode(secrets.token_bytes(20)).decode()


def current_code(secret: str, *, at: float | None = None) -> str:
    """The six digits that an authenticator app shows for the secret at a Unix time (RFC 6238); now if none is given."""
    moment = time.time() if at is None else at
    return str(format_hotp_value(hotp_value(secret, int(moment) // PERIOD)))
