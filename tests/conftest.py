"""What every room's tests share."""

import pytest
from django.conf import settings

from bluelamp.vault import services as vault

pytest_plugins = ["tests.browser", "tests.record.backups", "tests.record.guards"]


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_run() -> None:
    """What seals the cases of tests that do not ask for a home of their own."""
    vault.create_folder(settings.BLUELAMP_CASE_KEYS)
    vault.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
