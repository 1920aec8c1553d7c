"""An officer's own second factors, where the desk is stricter than allauth."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from bluelamp.desk.middleware import DeskRequest
from bluelamp.desk.sign_in.standing import Standing


@require_safe
def set_up_second_step(request: DeskRequest) -> HttpResponse:
    """Where an officer with a password alone chooses a second step."""
    if request.standing is Standing.SIGNED_IN:
        return redirect("mfa_index")
    return render(request, "account/set_up_second_step.html")


class PairApp(ActivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    """Pair an authenticator app; its first code is this session's second step."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app, and count the code just entered."""
        response: HttpResponse = super().form_valid(form)
        _count_as_second_step(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey that verifies its user and can be found without a name, so that it can sign in alone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs to make such a passkey (WebAuthn, section 5.4)."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey, and count its making."""
        response: HttpResponse = super().form_valid(form)
        _count_as_second_step(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey, but never an officer's last second step."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        if get_adapter().can_delete_authenticator(self.get_object()):
            removed: HttpResponse = super().form_valid(form)
            return removed
        messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
        return redirect(self.success_url)


def _count_as_second_step(request: HttpRequest, kind: str) -> None:
    record_authentication(request, request.user, method="mfa", type=kind)
