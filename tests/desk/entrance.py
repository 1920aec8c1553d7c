"""Ways into the desk for tests: through its own pages, or past them."""

import time

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client

from bluelamp.people.models import Officer
from bluelamp.people.sign_in import current_code

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, email: str, password: str, secret: str) -> None:
    """Password and code, typed into the two pages."""
    client.post("/account/sign-in/", {"login": email, "password": password})
    client.post("/account/sign-in/second-step/", {"code": current_code(secret)})


def signed_in(officer: Officer, *steps: str) -> Client:
    """A client whose session has taken the steps (both, unless named), as the pages would leave it."""
    request = HttpRequest()
    request.session = SessionStore()
    login(request, officer, backend=BACKEND)
    for step in steps or ("password", "mfa"):
        record_authentication(request, officer, step)
    request.session["seen_at"] = time.time()
    request.session.save()
    client = Client()
    client.cookies["desk_session"] = request.session.session_key or ""
    return client
