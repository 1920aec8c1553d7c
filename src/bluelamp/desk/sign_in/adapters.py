"""Where the desk's sign-in departs from allauth's own: addresses, words, secrets at rest, the last second factor."""

import base64
import logging
import time
from smtplib import SMTPException
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes

from bluelamp.people.sign_in import SECOND_FACTORS

log = logging.getLogger(__name__)

RECENT: Final = 5 * 60
"""Seconds for which a step of signing in lets an officer change how they sign in."""

TOO_MANY: Final = "There were too many wrong tries. Wait five minutes, then try again."


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Officers are enrolled, never self-registered; links in mail lead to the desk's own address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That e-mail address and password do not belong together.",
        "enter_current_password": "That is not your current password.",
        "incorrect_password": "That is not your password.",
        "incorrect_code": "That code is not right, or was used already. Wait for the next one and enter it.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        """Nobody signs themselves up."""
        return False

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:  # noqa: ARG002
        """Whether the last step of signing in, or confirming, lies too long ago to change how one signs in."""
        steps = get_authentication_records(context.request, context.request.user)
        return not steps or time.time() - steps[-1]["at"] >= RECENT

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link by which a forgotten password is replaced; never built from the request's own Host."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BLUELAMP_DESK_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, but let no failing mail server undo what was done, nor tell a stranger who is enrolled."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("The mail %s could not be sent.", template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """A changed password ends every session, this one too."""
        return reverse("account_login")


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Secrets are encrypted at rest, passkeys belong to the desk's host, and the last second factor stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "This is your only second step, so it cannot be removed. Add another first.",
        "incorrect_code": Accounts.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """The secret under a key drawn from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; also one kept under a key of SECRET_KEY_FALLBACKS."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another app or passkey remains."""
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=SECOND_FACTORS
        )
        return bool(others.exclude(pk=authenticator.pk).exists())

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls the desk."""
        return f"{settings.BLUELAMP_FORCE.short_name} image desk"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party of passkeys (WebAuthn, section 5.4.2)."""
        host = urlsplit(settings.BLUELAMP_DESK_URL).hostname or ""
        return {"id": host, "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The officer, as a passkey shows them."""
        usual: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return usual | {"display_name": user.name}

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002  allauth's signature
        """The name that a new passkey has until its owner gives a better one."""
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {kept + 1}"


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(force_bytes(secret))) for secret in secrets])


def _key(secret: bytes) -> bytes:
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"bluelamp second factors")
    return base64.urlsafe_b64encode(drawn.derive(secret))
