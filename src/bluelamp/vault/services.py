"""The vault's verbs: make it, keep originals and what is made of them, remove what may be made again, erase a case."""

import hashlib
import io
from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

from bluelamp.vault import files, keys, root_key, sealing
from bluelamp.vault.errors import AssetDamaged, AssetMissing, AssetNotKept, VaultError
from bluelamp.vault.models import Asset, AssetRole
from bluelamp.vault.root_key import create_key
from bluelamp.vault.selectors import (
    open_original,
    open_pack,
    open_privileged,
    open_proxy,
    open_rendition,
)
from bluelamp.vault.sweeping import sweep

__all__ = [
    "create_folder",
    "create_key",
    "erase",
    "keep_original",
    "keep_pack",
    "keep_privileged",
    "keep_proxy",
    "keep_rendition",
    "remove_packs",
    "remove_proxies",
    "sweep",
]

_OPEN = {
    AssetRole.ORIGINAL: open_original,
    AssetRole.RENDITION: open_rendition,
    AssetRole.PRIVILEGED: open_privileged,
    AssetRole.PROXY: open_proxy,
    AssetRole.PACK: open_pack,
}


def create_folder(path: Path) -> None:
    """Make the vault's folder, or that of the cases' keys, open to its owner alone; one already there is left as it is."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise VaultError(f"The vault's folder {path} cannot be made: {error.strerror}.") from error


def keep_original(*, content: bytes | IO[bytes], case: str, media_type: str, at: datetime) -> str:
    """Keep a picture or footage as it came in and return its sha256 (lower-case hex).

    A file is read from its start, a piece at a time, and left open.

    The same bytes again for the same case are kept once. Raises AssetNotKept (and keeps nothing) on a full
    disk or missing folder, KeyUnusable, CaseNotNamed. The row lives and dies with the caller's transaction;
    a file whose row was rolled back stays sealed and unreachable until `sweep` takes it away.
    """
    return _keep(AssetRole.ORIGINAL, content=content, case=case, media_type=media_type, at=at)


def keep_rendition(*, content: bytes | IO[bytes], case: str, media_type: str, at: datetime) -> str:
    """Keep what was made from an original, under the rendition's own key; otherwise as `keep_original`."""
    return _keep(AssetRole.RENDITION, content=content, case=case, media_type=media_type, at=at)


def keep_privileged(*, content: bytes, case: str, at: datetime) -> str:
    """Keep privileged words (UTF-8), under a key that goes with them alone; otherwise as `keep_original`."""
    return _keep(AssetRole.PRIVILEGED, content=content, case=case, media_type="text/plain", at=at)


def keep_proxy(*, content: bytes | IO[bytes], case: str, media_type: str, at: datetime) -> str:
    """Keep a part of a proxy, under the proxies' own key; otherwise as `keep_original`."""
    return _keep(AssetRole.PROXY, content=content, case=case, media_type=media_type, at=at)


def keep_pack(*, content: bytes | IO[bytes], case: str, media_type: str, at: datetime) -> str:
    """Keep a disclosure pack, under the packs' own key; otherwise as `keep_original`."""
    return _keep(AssetRole.PACK, content=content, case=case, media_type=media_type, at=at)


def remove_proxies(*, sha256s: Collection[str], case: str) -> None:
    """Forget these parts of proxies of the case; their files go once the caller's transaction is through.

    Of other roles nothing is removed. A file left by a crash in between is for `sweep`.
    """
    _remove(AssetRole.PROXY, sha256s=sha256s, case=case)


def remove_packs(*, sha256s: Collection[str], case: str) -> None:
    """Forget these packs of the case, otherwise as `remove_proxies`."""
    _remove(AssetRole.PACK, sha256s=sha256s, case=case)


def erase(*, case: str, at: datetime) -> None:
    """Destroy the case's keys for good, then remove its files and forget them; again ends what was cut off.

    The keys go at once, not with a transaction: nothing brings them back.
    """
    keys.destroy(case=case, at=at)
    for role in AssetRole:
        files.remove_folder(settings.BLUELAMP_VAULT / files.FOLDERS[role] / files.named(case))
    Asset.objects.filter(case=case).delete()


def _remove(role: AssetRole, *, sha256s: Collection[str], case: str) -> None:
    root = settings.BLUELAMP_VAULT
    Asset.objects.filter(case=case, role=role, sha256__in=sha256s).delete()
    paths = [files.place(root, role=role, sha256=sha256, case=case) for sha256 in sha256s]
    transaction.on_commit(lambda: files.unlink(paths))


def _keep(
    role: AssetRole, *, content: bytes | IO[bytes], case: str, media_type: str, at: datetime
) -> str:
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    size = source.seek(0, io.SEEK_END)
    if not size:
        raise AssetNotKept("The picture is empty (0 bytes), so there is nothing to keep.")
    source.seek(0)
    sha256 = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
    path = files.place(settings.BLUELAMP_VAULT, role=role, sha256=sha256, case=case)
    with transaction.atomic():
        make = partial(sealing.new_wrapped_key, case=case, role=role)
        wrapped = keys.wrapped(case=case, purpose=role, at=at, make=make)
        if not _kept_whole(role, sha256=sha256, case=case):
            root = root_key.load(settings.BLUELAMP_VAULT_KEY_FILE)
            key = sealing.unwrap(wrapped, root, case=case, role=role)
            name = sealing.asset_name(role=role, sha256=sha256, case=case)
            source.seek(0)
            seal = partial(sealing.seal, source, key, name=name)
            files.write(settings.BLUELAMP_VAULT, path, lambda file: seal(to=file))
        Asset.objects.get_or_create(
            case=case,
            role=role,
            sha256=sha256,
            defaults={"media_type": media_type, "size": size, "kept_at": at},
        )
    return sha256


def _kept_whole(role: AssetRole, *, sha256: str, case: str) -> bool:
    """Whether these bytes are kept already and can be read; a lost or damaged file is written anew."""
    try:
        _OPEN[role](sha256=sha256, case=case).close()
    except (AssetMissing, AssetDamaged):
        return False
    return True
