"""A record of an earlier version is sealed and tiled where it lies, and stays what it was."""

import os
import subprocess
import sys
from pathlib import Path

from bluelamp.vault import services as vault


def test_an_older_record_is_brought_along(tmp_path: Path) -> None:
    for folder in ("keys", "case-keys"):
        (tmp_path / folder).mkdir()
    vault.create_key(tmp_path / "keys" / "vault.key")
    environment = {
        **os.environ,
        "BLUELAMP_HOME": str(tmp_path),
        "BLUELAMP_CASE_KEYS": str(tmp_path / "case-keys"),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "bluelamp.project.settings.desk",
    }
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("older.py")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "sound\n"), ran.stderr
