"""allauth's forms in the desk's words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

NEW_PASSWORD = (
    "At least 12 characters. Three words that have nothing to do with each other make a good one."  # noqa: S105  a hint
)


class SignIn(account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self, "login", autocomplete="username")
        _password(self, "password", "Password", "Enter your password")


class ConfirmPassword(account.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something that an intruder must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "password", "Password", "Enter your password")


class ForgottenPassword(account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link may be sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self, "email", autocomplete="email")


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and, twice, the new."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "oldpassword", "Current password", "Enter your current password")
        _new_password(self)


class NewPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice, from a link in the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class SecondStep(mfa.AuthenticateForm):  # type: ignore[misc]
    """A code from an authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(
            self, "The six digits that your authenticator app shows, or one of your recovery codes."
        )


class ConfirmCode(mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code again, before something that an intruder must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(
            self, "The six digits that your authenticator app shows, or one of your recovery codes."
        )


class PairApp(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly paired authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "The six digits that the app shows now.")


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey; every passkey of the desk verifies its user and can sign in by itself."""

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(
            self,
            "name",
            "Name of this passkey",
            "So that you can tell it from others, such as “Work phone”.",
        )


def _ask(form: forms.Form, name: str, label: str, hint: str = "", missing: str = "") -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    if missing:
        field.error_messages["required"] = missing


def _email(form: forms.Form, name: str, *, autocomplete: str) -> None:
    form.fields[name].widget = forms.EmailInput(
        attrs={"autocomplete": autocomplete, "spellcheck": "false"}
    )
    _ask(form, name, "E-mail address", missing="Enter your e-mail address")
    form.fields[name].error_messages["invalid"] = (
        "Enter an e-mail address in the form name@example.police.uk"
    )


def _password(form: forms.Form, name: str, label: str, missing: str) -> None:
    _ask(form, name, label, missing=missing)


def _new_password(form: forms.Form) -> None:
    _ask(form, "password1", "New password", NEW_PASSWORD, "Enter a new password")
    _ask(form, "password2", "New password again", missing="Enter the new password again")


def _code(form: forms.Form, hint: str) -> None:
    _ask(form, "code", "Code", hint, "Enter the code")
    form.fields["code"].widget.attrs |= {
        "inputmode": "numeric",
        "spellcheck": "false",
        "class": "govuk-input--width-10",
    }
