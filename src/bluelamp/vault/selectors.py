"""What may be read from the vault. Whoever reads first records the consultation (DPA 2018 section 62)."""

import hashlib

from django.conf import settings

from bluelamp.vault import files, root_key, sealing
from bluelamp.vault.errors import AssetDamaged, AssetMissing
from bluelamp.vault.models import Asset, AssetRole, CaseKey


def original(*, sha256: str, case: str) -> bytes:
    """The bytes of an original, as they came in.

    Raises AssetMissing if the case has no such original (or its key was destroyed), AssetDamaged if the
    file is not what was kept, KeyUnusable. The caller must have recorded the consultation already.
    """
    return _read(AssetRole.ORIGINAL, sha256=sha256, case=case)


def rendition(*, sha256: str, case: str) -> bytes:
    """The bytes of a rendition; errors and duty as for `original`."""
    return _read(AssetRole.RENDITION, sha256=sha256, case=case)


def _read(role: AssetRole, *, sha256: str, case: str) -> bytes:
    path = files.place(settings.BLUELAMP_VAULT, role=role, sha256=sha256, case=case)
    named = f"{AssetRole(role).label.lower()} {sha256[:12]} of case {case}"
    if not Asset.objects.filter(case=case, role=role, sha256=sha256).exists():
        raise AssetMissing(f"The vault holds no {named}.")
    held = CaseKey.objects.filter(case=case, role=role).first()
    if held is None:
        raise AssetMissing(f"The key of the {named} was destroyed, so it can no longer be read.")
    root = root_key.load(settings.BLUELAMP_VAULT_KEY_FILE)
    key = sealing.unwrap(bytes(held.wrapped), root, case=case, role=role)
    name = sealing.asset_name(role=role, sha256=sha256, case=case)
    try:
        content = sealing.unseal(path.read_bytes(), key, name=name)
    except OSError as error:
        raise AssetMissing(f"The file of the {named} cannot be read: {error.strerror}.") from error
    except sealing.SealBroken:
        raise AssetDamaged(
            f"The file of the {named} was changed or cut since it was kept."
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise AssetDamaged(f"The file of the {named} holds other bytes than were handed in.")
    return content
