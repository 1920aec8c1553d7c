"""What may be read from the vault. Whoever reads first records the consultation (DPA 2018 section 62)."""

import hashlib
from contextlib import ExitStack
from io import BufferedRandom

from django.conf import settings

from bluelamp.vault import files, keys, root_key, sealing
from bluelamp.vault.errors import AssetDamaged, AssetMissing, AssetNotRead, KeyDestroyed
from bluelamp.vault.models import Asset, AssetRole


def open_original(*, sha256: str, case: str) -> BufferedRandom:
    """An original as it came in, in a nameless file at its start, which the caller closes.

    Raises AssetMissing if the case has no such original (or its key was destroyed), AssetDamaged if the
    file is not what was kept, AssetNotRead where there is no room to read it, KeyUnusable. The caller must have recorded the consultation already.
    """
    return _open(AssetRole.ORIGINAL, sha256=sha256, case=case)


def open_rendition(*, sha256: str, case: str) -> BufferedRandom:
    """A rendition, in a file as of `open_original`; errors and duty are the same."""
    return _open(AssetRole.RENDITION, sha256=sha256, case=case)


def open_privileged(*, sha256: str, case: str) -> BufferedRandom:
    """Privileged words, in a file as of `open_original`; errors and duty are the same."""
    return _open(AssetRole.PRIVILEGED, sha256=sha256, case=case)


def open_proxy(*, sha256: str, case: str) -> BufferedRandom:
    """A part of a proxy, in a file as of `open_original`; errors and duty are the same."""
    return _open(AssetRole.PROXY, sha256=sha256, case=case)


def open_pack(*, sha256: str, case: str) -> BufferedRandom:
    """A disclosure pack, in a file as of `open_original`; errors and duty are the same."""
    return _open(AssetRole.PACK, sha256=sha256, case=case)


def original(*, sha256: str, case: str) -> bytes:
    """The bytes of an original that is a picture; errors and duty as for `open_original`."""
    with open_original(sha256=sha256, case=case) as file:
        return file.read()


def rendition(*, sha256: str, case: str) -> bytes:
    """The bytes of a rendition that is a picture; errors and duty as for `open_original`."""
    with open_rendition(sha256=sha256, case=case) as file:
        return file.read()


def _open(role: AssetRole, *, sha256: str, case: str) -> BufferedRandom:
    path = files.place(settings.BLUELAMP_VAULT, role=role, sha256=sha256, case=case)
    named = f"{AssetRole(role).label.lower()} {sha256[:12]} of case {case}"
    asset = Asset.objects.filter(case=case, role=role, sha256=sha256).first()
    if asset is None:
        raise AssetMissing(f"The vault holds no {named}.")
    try:
        wrapped = keys.kept(case=case, purpose=role)
    except KeyDestroyed:
        raise AssetMissing(
            f"The key of the {named} was destroyed, so it can no longer be read."
        ) from None
    root = root_key.load(settings.BLUELAMP_VAULT_KEY_FILE)
    key = sealing.unwrap(wrapped, root, case=case, role=role)
    name = sealing.asset_name(role=role, sha256=sha256, case=case)
    with ExitStack() as undo:
        try:
            sealed = undo.enter_context(path.open("rb"))
        except OSError as error:
            raise AssetMissing(
                f"The file of the {named} cannot be read: {error.strerror}."
            ) from error
        try:
            file = undo.enter_context(files.nameless(asset.size))
            sealing.unseal(sealed, key, name=name, to=file)
            file.seek(0)
        except OSError as error:
            raise AssetNotRead(f"The {named} could not be read out: {error.strerror}.") from error
        except sealing.SealBroken:
            raise AssetDamaged(
                f"The file of the {named} was changed or cut since it was kept."
            ) from None
        sealed.close()
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise AssetDamaged(f"The file of the {named} holds other bytes than were handed in.")
        file.seek(0)
        undo.pop_all()
    return file
