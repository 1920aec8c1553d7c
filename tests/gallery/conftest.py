"""The gallery as its own process serves it, on the real database and files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.publication.serving import running, serve


@pytest.fixture
def gallery(settings: Settings, tmp_path: Path) -> Client:
    settings.BLUELAMP_PUBLIC_MEDIA = tmp_path / "public"
    serve(settings, "gallery")
    return Client()


@pytest.fixture
def site(gallery: Client, settings: Settings) -> Iterator[str]:
    """The address of the running site."""
    assert gallery
    with running() as address:
        settings.BLUELAMP_GALLERY_URL = address
        yield address
