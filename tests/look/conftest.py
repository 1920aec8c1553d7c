"""The components' own small site, served to a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def sample_site(settings: Settings) -> None:
    """Only what a public site has: the components and the tests' pages, no database."""
    settings.ROOT_URLCONF = "tests.look.urls"
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "django.middleware.common.CommonMiddleware",
    ]
    shared = settings.TEMPLATES[0]["OPTIONS"]
    processors = ["django.template.context_processors.request", "bluelamp.look.context.force"]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {**shared, "context_processors": processors},
        }
    ]


@pytest.fixture
def site() -> Iterator[str]:
    """The address of the running site."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
