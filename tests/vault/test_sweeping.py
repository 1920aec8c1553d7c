"""What uploads that were undone have left is swept away; what is kept never is."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from bluelamp.vault import files, selectors, services, sweeping
from bluelamp.vault.models import Asset, AssetRole

pytestmark = pytest.mark.django_db(transaction=True)

CASE = "CI-26-0001"
LATER = datetime.now(UTC) + timedelta(days=2)


class Undone(Exception):
    """The caller's transaction is rolled back."""


@pytest.fixture(autouse=True)
def vault(settings: Settings, tmp_path: Path) -> Path:
    settings.BLUELAMP_VAULT = tmp_path / "vault"
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "vault.key"
    settings.BLUELAMP_CASE_KEYS = tmp_path / "case-keys"
    services.create_folder(settings.BLUELAMP_VAULT)
    services.create_folder(settings.BLUELAMP_CASE_KEYS)
    services.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
    return settings.BLUELAMP_VAULT


def keep(content: bytes, case: str = CASE) -> str:
    return services.keep_original(
        content=content, case=case, media_type="image/jpeg", at=datetime.now(UTC)
    )


def undone(content: bytes, case: str = CASE) -> None:
    with suppress(Undone), transaction.atomic():
        keep(content, case)
        raise Undone


def sealed(vault: Path) -> int:
    return sum(1 for path in vault.rglob("*") if path.is_file())


def test_a_file_whose_row_was_rolled_back_goes_after_a_day_and_the_kept_one_stays(
    vault: Path,
) -> None:
    kept = keep(b"kept")
    undone(b"undone")
    assert sealed(vault) == 2
    assert services.sweep(at=datetime.now(UTC)) == 0
    assert services.sweep(at=LATER) == 1
    assert sealed(vault) == 1
    assert selectors.original(sha256=kept, case=CASE) == b"kept"


def test_half_a_file_goes_too(vault: Path) -> None:
    keep(b"kept")
    (vault / "originals" / CASE / ".0123.part").write_bytes(b"half")
    assert services.sweep(at=LATER) == 1


def test_what_is_older_than_a_week_may_belong_to_a_newer_database_and_stays(vault: Path) -> None:
    undone(b"undone")
    keep(b"kept")
    assert services.sweep(at=datetime.now(UTC) + timedelta(days=30)) == 0
    assert sealed(vault) == 2


def test_a_sweep_that_was_cut_off_loses_nothing_that_is_kept(vault: Path) -> None:
    sha256 = keep(b"kept")
    folder = vault / "originals" / CASE
    (folder / sha256).rename(folder / f".{sha256}.swept")
    assert services.sweep(at=LATER) == 0
    assert selectors.original(sha256=sha256, case=CASE) == b"kept"


def test_a_database_that_does_not_know_the_case_sweeps_nothing(vault: Path) -> None:
    keep(b"kept")
    undone(b"undone", case="CI-26-0002")
    Asset.objects.all().delete()
    assert services.sweep(at=LATER) == 0
    assert sealed(vault) == 2


def test_the_same_bytes_kept_anew_meanwhile_stay(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(b"another")
    undone(b"again")
    real = sweeping._leftovers

    def found_before_it_was_kept(**given: object) -> list[Path]:
        found = real(**given)  # type: ignore[arg-type]
        for file in found:
            os.utime(file, (LATER.timestamp(), LATER.timestamp()))
        return found

    monkeypatch.setattr(sweeping, "_leftovers", found_before_it_was_kept)
    assert services.sweep(at=LATER) == 0
    assert sealed(vault) == 2
    assert files.FOLDERS.keys() == set(AssetRole.values)
