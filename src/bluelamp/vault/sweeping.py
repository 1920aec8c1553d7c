"""Sweep away what was sealed for nothing: files of uploads that were undone or cut off."""

import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from bluelamp.vault.files import FOLDERS
from bluelamp.vault.models import Asset, CaseKey

# Far longer than any upload lasts, so that a file whose row is still to be committed is never taken.
REST: Final = timedelta(days=1)


def sweep(*, at: datetime) -> int:
    """Delete each sealed file that has lain for a day without an asset; give how many there were.

    Only where the case has a key: a database that knows nothing of a case, as after a mistake in the
    settings, must never empty the vault.
    """
    return sum(
        _take_away(file, before=at - REST)
        for key in CaseKey.objects.order_by("id").iterator()
        for file in _leftovers(case=key.case, role=key.role, before=at - REST)
    )


def _leftovers(*, case: str, role: str, before: datetime) -> list[Path]:
    folder = Path(settings.BLUELAMP_VAULT) / FOLDERS[role] / case
    files = list(folder.iterdir()) if folder.is_dir() else []
    old = {file.name: file for file in files if _lain_since(file, before)}
    kept = Asset.objects.filter(case=case, role=role, sha256__in=old)
    return [old[name] for name in set(old).difference(kept.values_list("sha256", flat=True))]


def _take_away(file: Path, *, before: datetime) -> bool:
    """Delete the file, unless the same bytes have been kept anew since it was looked at."""
    aside = file.with_name(f".{secrets.token_hex(8)}.swept")
    with suppress(FileNotFoundError):
        file.rename(aside)
        if _lain_since(aside, before):
            aside.unlink()
            return True
        aside.rename(file)
    return False


def _lain_since(file: Path, before: datetime) -> bool:
    """Whether the file was written before that moment; one that has just gone was not."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC) < before
    except FileNotFoundError:
        return False
