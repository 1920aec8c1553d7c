"""A record with its own key, in a database that really commits."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from bluelamp.record import services
from bluelamp.record.values import Appended
from bluelamp.vault import services as vault

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Act = Callable[..., Appended]


@pytest.fixture
def at() -> datetime:
    """The time of every act in these tests."""
    return AT


@pytest.fixture
def verifying_key(tmp_path: Path, settings: Settings) -> str:
    """Draw the record's signing key; the key to verify with."""
    settings.BLUELAMP_LEDGER_KEY_FILE = tmp_path / "keys" / "ledger.key"
    return services.create_key(settings.BLUELAMP_LEDGER_KEY_FILE)


@pytest.fixture
def _keys_to_destroy(tmp_path: Path, settings: Settings) -> None:
    """A folder of the cases' keys for this test alone: what is destroyed there is missed nowhere else."""
    settings.BLUELAMP_CASE_KEYS = tmp_path / "case-keys"
    vault.create_folder(settings.BLUELAMP_CASE_KEYS)


@pytest.fixture
def act(transactional_db: None, verifying_key: str) -> Act:  # noqa: ARG001  asked for what they do
    """Do something in a case, and record it."""

    def record(case: str = "CI-26-0001", kind: str = "advised", **body: str) -> Appended:
        with transaction.atomic():
            return services.append(
                kind=kind, case=case, actor="PO-1041", at=AT, body={"ground": "CI-1", **body}
            )

    return record
