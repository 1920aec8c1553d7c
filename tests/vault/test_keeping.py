import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from bluelamp.vault import files, selectors, services
from bluelamp.vault.errors import AssetMissing, KeyDestroyed, KeyUnusable

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PICTURE = bytes(range(256)) * 9000  # a little over two segments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, settings: Settings) -> Path:
    settings.BLUELAMP_VAULT = tmp_path / "vault"
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "keys" / "vault.key"
    settings.BLUELAMP_CASE_KEYS = tmp_path / "case-keys"
    services.create_folder(settings.BLUELAMP_VAULT)
    services.create_folder(settings.BLUELAMP_CASE_KEYS)
    services.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
    return tmp_path / "vault"


def keep(content: bytes = PICTURE, case: str = "CI-26-0001") -> str:
    return services.keep_original(content=content, case=case, media_type="image/png", at=AT)


def sealed_files(vault: Path) -> list[Path]:
    return sorted(path for path in vault.rglob("*") if path.is_file())


def test_what_is_kept_is_read_back() -> None:
    assert selectors.original(sha256=keep(), case="CI-26-0001") == PICTURE


def test_the_same_bytes_again_make_no_second_file(vault: Path) -> None:
    assert keep() == keep()
    assert len(sealed_files(vault)) == 1


def test_a_kept_file_is_not_written_again_while_it_is_whole(vault: Path) -> None:
    keep()
    before = sealed_files(vault)[0].stat().st_mtime_ns
    keep()
    assert sealed_files(vault)[0].stat().st_mtime_ns == before


def test_nothing_of_the_picture_lies_open_on_disk(vault: Path) -> None:
    keep(b"a face that must not be read " * 50_000)
    assert all(b"a face" not in path.read_bytes() for path in sealed_files(vault))


def test_folders_and_files_are_open_to_their_owner_alone(vault: Path) -> None:
    keep()
    assert [path.stat().st_mode & 0o077 for path in [vault, *vault.rglob("*")]] == [0] * 4


def test_an_original_is_no_rendition_and_belongs_to_its_case_alone() -> None:
    sha256 = keep()
    with pytest.raises(AssetMissing, match="holds no rendition"):
        selectors.rendition(sha256=sha256, case="CI-26-0001")
    with pytest.raises(AssetMissing, match="case CI-26-0002"):
        selectors.original(sha256=sha256, case="CI-26-0002")


def test_originals_and_renditions_lie_in_folders_of_their_own(vault: Path) -> None:
    keep()
    services.keep_rendition(content=PICTURE, case="CI-26-0001", media_type="image/png", at=AT)
    assert {path.relative_to(vault).parts[0] for path in sealed_files(vault)} == {
        "originals",
        "renditions",
    }


def test_privileged_words_have_a_key_of_their_own(vault: Path, settings: Settings) -> None:
    keep()
    words = b"Do not name the officer."
    sha256 = services.keep_privileged(content=words, case="CI-26-0001", at=AT)
    with selectors.open_privileged(sha256=sha256, case="CI-26-0001") as file:
        assert file.read() == words
    assert all(words not in path.read_bytes() for path in sealed_files(vault))
    (settings.BLUELAMP_CASE_KEYS / "CI-26-0001" / "privileged.key").unlink()
    with pytest.raises(KeyUnusable, match="case CI-26-0001 for privileged"):
        selectors.open_privileged(sha256=sha256, case="CI-26-0001")
    assert selectors.original(sha256=keep(), case="CI-26-0001") == PICTURE


def test_two_cases_that_hold_one_picture_share_no_bytes(vault: Path) -> None:
    keep(case="CI-26-0001")
    keep(case="CI-26-0002")
    first, second = (path.read_bytes() for path in sealed_files(vault))
    assert first[:4096] != second[:4096]


def test_a_picture_kept_in_a_transaction_that_was_rolled_back_can_be_kept_again() -> None:
    def keep_and_fail() -> None:
        with transaction.atomic():
            keep()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        keep_and_fail()
    assert selectors.original(sha256=keep(), case="CI-26-0001") == PICTURE


@pytest.mark.django_db(transaction=True)
def test_first_uploads_at_once_agree_on_the_cases_key(vault: Path) -> None:
    together = threading.Barrier(4)

    def keep_at_once(_: int) -> str:
        together.wait()
        try:
            return keep()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        (sha256,) = set(pool.map(keep_at_once, range(4)))
    assert selectors.original(sha256=sha256, case="CI-26-0001") == PICTURE
    assert len(sealed_files(vault)) == 1


@pytest.mark.django_db
def test_footage_larger_than_memory_allows_is_kept_and_opened_by_pieces(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "_IN_MEMORY", 1 << 20)
    content = os.urandom(1 << 20) * 3 + b"end"
    (tmp_path / "in.mp4").write_bytes(content)
    with (tmp_path / "in.mp4").open("rb") as source:
        source.read(100)
        sha256 = services.keep_original(
            content=source, case="CI-26-0001", media_type="video/mp4", at=AT
        )
    with selectors.open_original(sha256=sha256, case="CI-26-0001") as file:
        assert not isinstance(file.name, str), "the footage has a name in a folder"
        assert file.read() == content


def test_an_erased_case_has_no_file_no_row_and_no_key_and_gets_none_again(
    vault: Path, settings: Settings
) -> None:
    sha256, other = keep(), keep(case="CI-26-0002")
    services.keep_privileged(content=b"Words.", case="CI-26-0001", at=AT)
    services.erase(case="CI-26-0001", at=AT)
    services.erase(case="CI-26-0001", at=AT)
    assert [path.name for path in sealed_files(vault)] == [other]
    left = (settings.BLUELAMP_CASE_KEYS / "CI-26-0001").iterdir()
    assert [path.name for path in left] == ["destroyed"]
    with pytest.raises(AssetMissing, match="holds no original"):
        selectors.original(sha256=sha256, case="CI-26-0001")
    with pytest.raises(KeyDestroyed, match="was erased"):
        keep()
    assert selectors.original(sha256=other, case="CI-26-0002") == PICTURE
