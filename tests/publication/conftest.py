"""Publication on the real database, its files in a folder of each test's own."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings
from tests.cast import home  # noqa: F401  a fixture

collect_ignore = [] if connection.vendor == "postgresql" else ["test_grants_on_postgresql.py"]


@pytest.fixture(autouse=True)
def public_media(settings: Settings, tmp_path: Path) -> Path:
    settings.BLUELAMP_PUBLIC_MEDIA = tmp_path / "public"
    return settings.BLUELAMP_PUBLIC_MEDIA
