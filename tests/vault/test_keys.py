"""A case's keys: made once, lost for good when destroyed, and never brought back."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from bluelamp.vault import keys, services
from bluelamp.vault.errors import KeyDestroyed, KeyUnusable

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CASE = "CI-26-0001"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.BLUELAMP_CASE_KEYS = tmp_path / "case-keys"
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "vault.key"
    services.create_folder(settings.BLUELAMP_CASE_KEYS)
    services.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
    return tmp_path / "case-keys"


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that starts anew has nothing unwrapped."""
    monkeypatch.setattr(keys, "_unwrapped", {})


def secret(case: str = CASE, purpose: str = "record") -> bytes:
    return keys.secret(case=case, purpose=purpose, at=AT)


def test_a_secret_is_made_at_first_need_and_is_the_same_ever_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = secret()
    assert len(first) == keys.SECRET_SIZE
    assert secret() == first
    monkeypatch.setattr(keys, "_unwrapped", {})
    assert secret() == first
    assert keys.kept_secret(case=CASE, purpose="record") == first


def test_cases_and_purposes_share_no_secret() -> None:
    every = [("", "record"), (CASE, "record"), (CASE, "other"), ("CI-26-0002", "record")]
    assert len({secret(case, purpose) for case, purpose in every}) == len(every)


def test_no_secret_lies_open_in_the_folder_and_the_files_are_their_owners_alone(
    folder: Path,
) -> None:
    found = secret()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o077 for path in files] == [0]
    assert found not in files[0].read_bytes()


@pytest.mark.parametrize("case", ["../outside", "..", "a/b", "", "words of somebody", "C" * 300])
def test_a_reference_that_may_name_no_folder_stays_inside_all_the_same(
    folder: Path, tmp_path: Path, case: str
) -> None:
    before = {*tmp_path.iterdir()}
    assert secret(case) == secret(case)
    assert {*tmp_path.iterdir()} == before
    assert len([*folder.iterdir()]) == 1


def test_a_destroyed_case_has_no_secret_and_gets_none_again(folder: Path) -> None:
    secret(), secret(purpose="other"), secret("CI-26-0002")
    keys.destroy(case=CASE, at=AT)
    assert [path.name for path in (folder / CASE).iterdir()] == ["destroyed"]
    assert keys.destroyed(case=CASE)
    assert [*keys.destroyed_cases()] == [CASE]
    for purpose in ("record", "other", "new"):
        with pytest.raises(KeyDestroyed, match=f"Case {CASE} was erased"):
            secret(purpose=purpose)
    with pytest.raises(KeyDestroyed):
        keys.kept_secret(case=CASE, purpose="record")
    assert secret("CI-26-0002")


def test_destroying_again_changes_nothing(folder: Path) -> None:
    keys.destroy(case=CASE, at=AT)
    before = (folder / CASE / "destroyed").read_text()
    keys.destroy(case=CASE, at=datetime.now(UTC))
    assert (folder / CASE / "destroyed").read_text() == before


def test_a_key_whose_case_is_marked_is_not_used_before_it_is_gone_and_then_goes(
    folder: Path,
) -> None:
    """What a kill between the mark and the removal leaves."""
    secret()
    (folder / CASE / "destroyed").write_text("{}")
    with pytest.raises(KeyDestroyed):
        secret()
    keys.destroy(case=CASE, at=AT)
    assert [path.name for path in (folder / CASE).iterdir()] == ["destroyed"]


@pytest.mark.usefixtures("forgotten")
def test_a_key_put_back_beside_the_mark_is_not_used(folder: Path) -> None:
    secret()
    put_aside = (folder / CASE / "record.key").read_bytes()
    keys.destroy(case=CASE, at=AT)
    (folder / CASE / "record.key").write_bytes(put_aside)
    with pytest.raises(KeyDestroyed):
        keys.kept_secret(case=CASE, purpose="record")


def test_a_key_being_made_while_the_case_is_erased_does_not_stay(folder: Path) -> None:
    def make(_root: object) -> bytes:
        keys.destroy(case=CASE, at=AT)
        return b"wrapped"

    with pytest.raises(KeyDestroyed):
        keys.wrapped(case=CASE, purpose="record", at=AT, make=make)
    assert [path.name for path in (folder / CASE).iterdir()] == ["destroyed"]


def test_the_blocks_of_a_destroyed_key_are_zeros(folder: Path, tmp_path: Path) -> None:
    secret()
    os.link(folder / CASE / "record.key", tmp_path / "the same blocks")
    keys.destroy(case=CASE, at=AT)
    assert {*(tmp_path / "the same blocks").read_bytes()} == {0}


def test_first_needs_at_once_get_one_secret() -> None:
    together = threading.Barrier(8)

    def at_once(_: int) -> bytes:
        together.wait()
        return secret()

    with ThreadPoolExecutor(8) as pool:
        assert len({*pool.map(at_once, range(8))}) == 1


@pytest.mark.usefixtures("forgotten")
def test_a_lost_key_is_said_to_be_lost_and_not_made_anew_by_a_reader(folder: Path) -> None:
    with pytest.raises(KeyUnusable, match=f"key of case {CASE} for record cannot be read"):
        keys.kept_secret(case=CASE, purpose="record")
    assert [*folder.iterdir()] == []


def test_a_missing_folder_is_never_made_in_passing(folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(KeyUnusable, match=r"folder of the cases’ keys .* is missing"):
        secret()
    assert not folder.exists()


def test_another_root_key_opens_no_secret(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret()
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "other.key"
    services.create_key(tmp_path / "other.key")
    monkeypatch.setattr(keys, "_unwrapped", {})
    with pytest.raises(KeyUnusable, match=f"does not open the keys of case {CASE}"):
        secret()


def test_a_secret_moved_to_another_case_or_purpose_does_not_open(folder: Path) -> None:
    secret()
    secret("CI-26-0002")
    keys._unwrapped.clear()
    (folder / CASE / "record.key").replace(folder / "CI-26-0002" / "record.key")
    with pytest.raises(KeyUnusable):
        secret("CI-26-0002")


def test_only_some_secrets_are_remembered_and_the_others_are_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "_unwrapped", {})
    monkeypatch.setattr(keys, "_REMEMBERED", 2)
    cases = [f"CI-26-000{number}" for number in range(1, 5)]
    made = [secret(case) for case in cases]
    assert len(keys._unwrapped) == 2
    assert [secret(case) for case in cases] == made
