"""The gallery as its own process serves it, on the real database and files."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.browser import chromium, page, phone, plain_page  # noqa: F401  fixtures
from tests.publication.builders import serve


@pytest.fixture
def gallery(settings: Settings, tmp_path: Path) -> Client:
    settings.BLUELAMP_PUBLIC_MEDIA = tmp_path / "public"
    serve(settings, "gallery")
    return Client()
