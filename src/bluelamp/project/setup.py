"""`bluelamp setup`: the folders, keys, tables and grants of a home, new or of an earlier version; repeating it changes nothing."""

import argparse
import secrets
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from bluelamp.publication.errors import PublicationError
from bluelamp.publication.grants import grant
from bluelamp.record import services as record
from bluelamp.vault import services as vault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the home is BLUELAMP_HOME."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  every command takes them
    """Set up the home and say where it is."""
    try:
        set_up()
    except PublicationError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    print(f"Bluelamp’s home is {settings.BLUELAMP_HOME}")
    return 0


def set_up() -> None:
    """Make what is missing of the folders, the keys, the tables and the public sites' rights; raises RoleUnbound."""
    for folder in (
        settings.BLUELAMP_HOME,
        settings.BLUELAMP_KEYS,
        settings.BLUELAMP_VAULT,
        settings.BLUELAMP_CASE_KEYS,
        settings.BLUELAMP_PUBLIC_MEDIA,
    ):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.BLUELAMP_LEDGER_KEY_FILE.exists():
        record.create_key(settings.BLUELAMP_LEDGER_KEY_FILE)
    if not settings.BLUELAMP_VAULT_KEY_FILE.exists():
        vault.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
    _create_secret(settings.BLUELAMP_KEYS / "bluelamp_secret_key.txt")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    role = settings.PUBLIC_DATABASE.get("USER", "")
    if role and role != settings.DATABASES["default"].get("USER"):
        grant(role)


def _create_secret(file: Path) -> None:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
