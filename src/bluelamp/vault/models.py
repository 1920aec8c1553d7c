"""The vault's table: which assets are kept for a case. Its keys lie in files (`vault.keys`)."""

from django.db import models
from django.db.models import Q


class AssetRole(models.TextChoices):
    """An original as it came in, a rendition made from one, privileged words, a proxy, or a disclosure pack.

    A proxy is an original made small for viewing, and as secret. None shares a key or a folder.
    """

    ORIGINAL = "original"
    RENDITION = "rendition"
    PRIVILEGED = "privileged"
    PROXY = "proxy"
    PACK = "pack"


class Asset(models.Model):
    """One kept file, named by the sha256 (lower-case hex) of what was handed in; `size` is in bytes."""

    case = models.CharField(max_length=64)
    role = models.CharField(max_length=16, choices=AssetRole.choices)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role", "sha256"], name="vault_asset_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=AssetRole.values), name="vault_asset_role_known"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="vault_asset_not_empty"),
        ]
