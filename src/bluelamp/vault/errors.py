"""What can go wrong in the vault, each as a sentence."""


class VaultError(Exception):
    """Something the vault could not do; the message is fit to show to an officer."""

    http_status = 503


class AssetMissing(VaultError):
    """The vault holds no such picture for the case, or its file or key is gone."""


class AssetDamaged(VaultError):
    """The kept bytes are not the bytes that were handed in."""


class AssetNotRead(VaultError):
    """The picture is there but could not be read out, as for want of room; another attempt may do it."""


class AssetNotKept(VaultError):
    """The bytes could not be kept; nothing of them was left behind."""


class CaseNotNamed(VaultError):
    """The case reference is not one that may name a folder."""


class KeyUnusable(VaultError):
    """The root key or a case's key is missing, unreadable, not the one that was used, or already there."""


class KeyDestroyed(VaultError):
    """The case was erased: its keys are gone, and none is made again."""

    http_status = 410
