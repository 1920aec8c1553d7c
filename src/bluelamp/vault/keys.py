"""The keys of each case, wrapped by the root key, in files of their own: to destroy them is to erase the case.

They lie outside the database and are mirrored but never kept in generations, so that an older database
put back cannot bring back a key that was destroyed. A destroyed case keeps a mark, and gets no key again.
"""

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from tink import TinkError, aead

from bluelamp.vault import root_key
from bluelamp.vault.errors import KeyDestroyed, KeyUnusable
from bluelamp.vault.files import flush_folder

SECRET_SIZE: Final = 32
_REMEMBERED: Final = 4096
_DESTROYED = "destroyed"
_OPEN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_unwrapped: dict[Path, bytes] = {}


def secret(*, case: str, purpose: str, at: datetime) -> bytes:
    """The case's secret for a purpose (32 bytes), made at first need; no case is the empty name.

    Once it is returned it is durable. Raises KeyDestroyed once the case was erased, and KeyUnusable
    where the root key, the folder of the keys or the key itself cannot be read.
    """
    if _path(case, purpose) not in _unwrapped:
        wrapped(
            case=case, purpose=purpose, at=at, make=lambda root: _new_secret(root, case, purpose)
        )
    return kept_secret(case=case, purpose=purpose)


def kept_secret(*, case: str, purpose: str) -> bytes:
    """The secret that something was sealed with: as `secret`, but never made anew."""
    path = _path(case, purpose)
    _refuse_destroyed(case)
    found = _unwrapped.get(path)
    if found is None:
        root = root_key.load(settings.BLUELAMP_VAULT_KEY_FILE)
        try:
            found = root.decrypt(kept(case=case, purpose=purpose), _named(case, purpose))
        except TinkError:
            raise KeyUnusable(
                f"The root key in use does not open the keys of case {case}: it is another one, or the key was changed."
            ) from None
        while len(_unwrapped) >= _REMEMBERED:
            _unwrapped.pop(next(iter(_unwrapped)), None)
        _unwrapped[path] = found
    return found


def wrapped(*, case: str, purpose: str, at: datetime, make: Callable[[aead.Aead], bytes]) -> bytes:
    """The case's wrapped key for a purpose; at first need it is what `make` wraps with the root key.

    Two first needs at once meet at the file's name, and both get the key that was there first.
    """
    path = _path(case, purpose)
    _refuse_destroyed(case)
    if not path.exists():
        new = make(root_key.load(settings.BLUELAMP_VAULT_KEY_FILE))
        _put(path, {"case": case, "purpose": purpose, "made": at.isoformat(), "key": _text(new)})
    return kept(case=case, purpose=purpose)


def kept(*, case: str, purpose: str) -> bytes:
    """The wrapped key that something was sealed with; raises KeyDestroyed, or KeyUnusable where it is lost."""
    _refuse_destroyed(case)
    path = _path(case, purpose)
    try:
        return base64.b64decode(json.loads(path.read_text(encoding="utf-8"))["key"], validate=True)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyUnusable(
            f"The key of case {case} for {purpose} cannot be read at {path}. Is the folder of the keys attached and whole?"
        ) from error


def destroy(*, case: str, at: datetime) -> None:
    """Destroy every key of the case for good; again changes nothing, and ends what was cut off.

    The mark is durable before the first key goes: whatever happens then, no key of the case is used or made.
    """
    folder = _folder(case)
    if not (folder / _DESTROYED).exists():
        _put(folder / _DESTROYED, {"case": case, "destroyed": at.isoformat()})
    for path in sorted(folder.iterdir()):
        if path.name != _DESTROYED:
            _unwrapped.pop(path, None)
            _overwrite(path)
            path.unlink(missing_ok=True)
    flush_folder(folder)


def destroyed(*, case: str) -> bool:
    """Whether the case's keys were destroyed."""
    return _is_there(_mark(str(settings.BLUELAMP_CASE_KEYS), case))


def destroyed_cases() -> Iterator[str]:
    """Every case whose keys were destroyed, by its reference."""
    for mark in sorted(Path(settings.BLUELAMP_CASE_KEYS).glob(f"*/{_DESTROYED}")):
        yield json.loads(mark.read_text(encoding="utf-8"))["case"]


def _folder(case: str) -> Path:
    return Path(settings.BLUELAMP_CASE_KEYS) / _name(case)


def _name(case: str) -> str:
    """A reference that may safely name a folder names it; another, and no case at all, goes by its hash."""
    hashed = f"_{hashlib.sha256(case.encode()).hexdigest()}"
    return case if _OPEN_NAME.fullmatch(case) else hashed


def _path(case: str, purpose: str) -> Path:
    return _placed(str(settings.BLUELAMP_CASE_KEYS), case, purpose)


# Every entry of the record asks for both: they are worked out once.
@lru_cache(maxsize=_REMEMBERED)
def _placed(root: str, case: str, purpose: str) -> Path:
    return Path(root) / _name(case) / f"{purpose}.key"


@lru_cache(maxsize=_REMEMBERED)
def _mark(root: str, case: str) -> str:
    return f"{root}/{_name(case)}/{_DESTROYED}"


def _is_there(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116  a path object costs more than the question
    except FileNotFoundError:
        return False
    return True


def _named(case: str, purpose: str) -> bytes:
    return f"bluelamp/case-secret/{purpose}/{case}".encode()


def _new_secret(root: aead.Aead, case: str, purpose: str) -> bytes:
    sealed: bytes = root.encrypt(secrets.token_bytes(SECRET_SIZE), _named(case, purpose))
    return sealed


def _refuse_destroyed(case: str) -> None:
    if destroyed(case=case):
        raise KeyDestroyed(
            f"Case {case} was erased: its keys were destroyed and none is made again."
        )


def _put(path: Path, stated: dict[str, str]) -> None:
    """Write the file whole and durably unless one of its name is there; a key made during an erasure goes again."""
    root = Path(settings.BLUELAMP_CASE_KEYS)
    if not root.is_dir():
        raise KeyUnusable(
            f"The folder of the cases’ keys {root} is missing. Is its disk attached? A new one is made by `bluelamp setup`."
        )
    folder = path.parent
    temporary = folder / f".{secrets.token_hex(8)}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(stated, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        pass  # another was first: its file is the one that counts
    except OSError as error:
        raise KeyUnusable(f"A key could not be kept in {folder}: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)
    flush_folder(folder)
    flush_folder(root)
    if path.name != _DESTROYED and (folder / _DESTROYED).exists():
        path.unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    """Zeros over the key before its name goes, so that its blocks do not keep it."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
