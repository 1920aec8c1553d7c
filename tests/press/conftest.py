"""The press site as its own process serves it, on the real database and files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.publication.serving import running, serve


@pytest.fixture
def press(settings: Settings, tmp_path: Path) -> Client:
    settings.BLUELAMP_PUBLIC_MEDIA = tmp_path / "public"
    serve(settings, "press")
    return Client()


@pytest.fixture
def site(press: Client, settings: Settings) -> Iterator[str]:
    """The address of the running site."""
    assert press
    with running() as address:
        settings.BLUELAMP_PRESS_URL = address
        yield address
