import errno
import io
import os
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from tink.streaming_aead import StreamingAead

from bluelamp.vault import files, keys, root_key, sealing, selectors, services
from bluelamp.vault.errors import (
    AssetDamaged,
    AssetMissing,
    AssetNotKept,
    AssetNotRead,
    CaseNotNamed,
    KeyUnusable,
)

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CASE = "CI-26-0001"


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, settings: Settings) -> Path:
    settings.BLUELAMP_VAULT = tmp_path / "vault"
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "vault.key"
    settings.BLUELAMP_CASE_KEYS = tmp_path / "case-keys"
    services.create_folder(settings.BLUELAMP_VAULT)
    services.create_folder(settings.BLUELAMP_CASE_KEYS)
    services.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
    return tmp_path / "vault"


@pytest.fixture
def small_files_only() -> Iterator[None]:
    """The system refuses to let a file grow past 100,000 bytes, as a full disk would."""
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, allowed[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, allowed)


def keep(content: bytes = b"picture" * 1000, case: str = CASE) -> str:
    return services.keep_original(content=content, case=case, media_type="image/png", at=AT)


def seal(content: bytes, key: StreamingAead, *, name: bytes) -> bytes:
    sealed = io.BytesIO()
    sealing.seal(io.BytesIO(content), key, name=name, to=sealed)
    return sealed.getvalue()


def unseal(sealed: bytes, key: StreamingAead, *, name: bytes) -> bytes:
    content = io.BytesIO()
    sealing.unseal(io.BytesIO(sealed), key, name=name, to=content)
    return content.getvalue()


def only_file(vault: Path) -> Path:
    (path,) = (path for path in vault.rglob("*") if path.is_file())
    return path


@pytest.mark.django_db
@pytest.mark.django_db
def test_an_original_for_which_there_is_no_room_is_not_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sha256 = keep(b"x" * 3_000_000)
    monkeypatch.setattr(files, "nameless", lambda _size: open("/dev/full", "w+b"))  # noqa: PTH123, SIM115  the reader closes it
    with pytest.raises(AssetNotRead, match="No space left"):
        selectors.original(sha256=sha256, case=CASE)


@pytest.mark.django_db
def test_one_changed_byte_is_damage_and_keeping_again_mends_it(vault: Path) -> None:
    sha256 = keep()
    sealed = bytearray(only_file(vault).read_bytes())
    sealed[-20] ^= 1
    only_file(vault).write_bytes(sealed)
    with pytest.raises(AssetDamaged, match=f"original {sha256[:12]} of case {CASE}"):
        selectors.original(sha256=sha256, case=CASE)
    keep()
    assert selectors.original(sha256=sha256, case=CASE) == b"picture" * 1000


@pytest.mark.django_db
def test_a_file_put_in_anothers_place_is_damage(vault: Path) -> None:
    first = keep(b"one")
    sealed = only_file(vault).read_bytes()
    second = keep(b"two")
    (vault / "originals" / CASE / second).write_bytes(sealed)
    assert selectors.original(sha256=first, case=CASE) == b"one"
    with pytest.raises(AssetDamaged, match="changed or cut"):
        selectors.original(sha256=second, case=CASE)


@pytest.mark.parametrize(
    "other",
    [{"role": "rendition"}, {"sha256": "cd" * 32}, {"case": "CI-26-0002"}],
    ids=["role", "sha256", "case"],
)
def test_a_seal_opens_for_its_own_role_sha256_and_case_alone(
    tmp_path: Path, other: dict[str, str]
) -> None:
    root = root_key.load(tmp_path / "vault.key")
    wrapped = sealing.new_wrapped_key(root, case=CASE, role="original")
    key = sealing.unwrap(wrapped, root, case=CASE, role="original")
    own = {"role": "original", "sha256": "ab" * 32, "case": CASE}
    sealed = seal(b"picture", key, name=sealing.asset_name(**own))
    assert unseal(sealed, key, name=sealing.asset_name(**own)) == b"picture"
    with pytest.raises(sealing.SealBroken):
        unseal(sealed, key, name=sealing.asset_name(**{**own, **other}))


def test_a_cases_key_is_unwrapped_for_its_own_case_and_role_alone(tmp_path: Path) -> None:
    root = root_key.load(tmp_path / "vault.key")
    wrapped = sealing.new_wrapped_key(root, case=CASE, role="original")
    for case, role in ((CASE, "rendition"), ("CI-26-0002", "original")):
        with pytest.raises(KeyUnusable):
            sealing.unwrap(wrapped, root, case=case, role=role)


@pytest.mark.django_db
def test_a_lost_file_is_missing(vault: Path) -> None:
    sha256 = keep()
    only_file(vault).unlink()
    with pytest.raises(AssetMissing, match="No such file"):
        selectors.original(sha256=sha256, case=CASE)


@pytest.mark.django_db
def test_destroying_the_cases_key_makes_its_files_unreadable_for_ever(vault: Path) -> None:
    sha256 = keep()
    keys.destroy(case=CASE, at=AT)
    assert only_file(vault).exists()
    with pytest.raises(AssetMissing, match=r"key .* was destroyed"):
        selectors.original(sha256=sha256, case=CASE)


@pytest.mark.django_db
def test_another_root_key_opens_nothing(tmp_path: Path, settings: Settings) -> None:
    sha256 = keep()
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "other.key"
    services.create_key(tmp_path / "other.key")
    with pytest.raises(KeyUnusable, match=f"keys of case {CASE}"):
        selectors.original(sha256=sha256, case=CASE)


@pytest.mark.django_db
def test_without_a_root_key_nothing_is_kept(vault: Path, settings: Settings) -> None:
    settings.BLUELAMP_VAULT_KEY_FILE.unlink()
    with pytest.raises(KeyUnusable, match="There is no root key at"):
        keep()
    assert list(vault.iterdir()) == []


@pytest.mark.django_db
def test_a_missing_vault_is_never_made_in_passing(vault: Path) -> None:
    vault.rmdir()
    with pytest.raises(AssetNotKept, match=r"folder .* is missing"):
        keep()
    assert not vault.exists()


@pytest.mark.django_db
def test_an_empty_picture_is_refused() -> None:
    with pytest.raises(AssetNotKept, match="0 bytes"):
        keep(b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "case", ["", "..", "../CI-26-0001", "a/b", "CI 1", "-CI", "C" * 65, "CI\n"]
)
def test_a_case_reference_that_may_name_no_folder_is_refused(case: str) -> None:
    with pytest.raises(CaseNotNamed, match="letters, digits and hyphens"):
        keep(case=case)


@pytest.mark.usefixtures("small_files_only")
def test_a_full_disk_keeps_nothing_and_says_so(vault: Path) -> None:
    path = files.place(vault, role="original", sha256="ab" * 32, case=CASE)
    with pytest.raises(AssetNotKept, match=f"{os.strerror(errno.EFBIG)}. Nothing of it"):
        files.write(vault, path, lambda file: file.write(bytes(200_000)))
    assert [found for found in vault.rglob("*") if found.is_file()] == []
    files.write(vault, path, lambda file: file.write(bytes(90_000)))
    assert path.stat().st_size == 90_000


def test_the_root_key_is_its_owners_alone_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    before = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeyUnusable, match="already"):
        services.create_key(path)
    assert path.read_text() == before


def test_a_file_that_is_no_root_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(KeyUnusable, match=r"letter\.txt"):
        root_key.load(tmp_path / "letter.txt")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(min_size=1, max_size=2000), where=st.integers(0), change=st.integers(1, 255)
)
def test_any_change_of_any_byte_breaks_the_seal(
    tmp_path: Path, content: bytes, where: int, change: int
) -> None:
    root = root_key.load(tmp_path / "vault.key")
    wrapped = sealing.new_wrapped_key(root, case=CASE, role="original")
    key = sealing.unwrap(wrapped, root, case=CASE, role="original")
    sealed = bytearray(seal(content, key, name=b"name"))
    assert unseal(bytes(sealed), key, name=b"name") == content
    sealed[where % len(sealed)] ^= change
    with pytest.raises(sealing.SealBroken):
        unseal(bytes(sealed), key, name=b"name")
