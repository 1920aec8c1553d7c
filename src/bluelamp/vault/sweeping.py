"""Sweep away what was sealed for nothing: files of uploads that were undone or cut off."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Final

from django.conf import settings

from bluelamp.vault.files import FOLDERS
from bluelamp.vault.models import Asset

# Far longer than any upload lasts, so that a file whose row is still to be committed is never taken.
REST: Final = timedelta(days=1)
# What is older and unknown may be known to the database of which an older copy was put back.
LEFT: Final = timedelta(days=7)


def sweep(*, at: datetime) -> int:
    """Delete each sealed file that has lain for a day, and not for a week, without an asset; give how many.

    Before that, what a sweep that was cut off had moved aside is put back where it is wanted.

    Only where the case has an asset: a database that knows nothing of a case, as after a mistake in the
    settings, must never empty the vault.
    """
    swept = 0
    cases = Asset.objects.order_by("case").values_list("case", flat=True).distinct()
    for case, role in product(cases, FOLDERS):
        _put_back(case=case, role=role)
        old = _leftovers(case=case, role=role, at=at)
        swept += sum(_take_away(file, before=at - REST) for file in old)
    return swept


def _put_back(*, case: str, role: str) -> None:
    asides = {file.name[1:-6]: file for file in _files(case, role) if file.name.endswith(".swept")}
    for asset in Asset.objects.filter(case=case, role=role, sha256__in=asides):
        aside = asides[asset.sha256]
        if not aside.with_name(asset.sha256).exists():
            with suppress(FileNotFoundError):
                aside.rename(aside.with_name(asset.sha256))


def _leftovers(*, case: str, role: str, at: datetime) -> list[Path]:
    old = {
        file.name: file
        for file in _files(case, role)
        if _lain_since(file, at - REST) and not _lain_since(file, at - LEFT)
    }
    kept = Asset.objects.filter(case=case, role=role, sha256__in=old)
    return [old[name] for name in set(old).difference(kept.values_list("sha256", flat=True))]


def _files(case: str, role: str) -> list[Path]:
    folder = Path(settings.BLUELAMP_VAULT) / FOLDERS[role] / case
    return list(folder.iterdir()) if folder.is_dir() else []


def _take_away(file: Path, *, before: datetime) -> bool:
    """Delete the file, unless the same bytes have been kept anew since it was looked at."""
    aside = file.with_name(f".{file.name}.swept")
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
