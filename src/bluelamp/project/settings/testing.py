"""The test run: the desk's process on throw-away folders and quick password hashing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from bluelamp.project.settings.desk import *

BLUELAMP_HOME = Path(tempfile.mkdtemp(prefix="bluelamp-tests-"))


def _forget(home: Path = BLUELAMP_HOME, process: int = os.getpid()) -> None:
    if os.getpid() == process:  # not a process that a test has forked
        shutil.rmtree(home, ignore_errors=True)


atexit.register(_forget)
BLUELAMP_VAULT = BLUELAMP_HOME / "vault"
BLUELAMP_PUBLIC_MEDIA = BLUELAMP_HOME / "public"
BLUELAMP_WORK = BLUELAMP_HOME / "work"
BLUELAMP_KEYS = BLUELAMP_HOME / "keys"
BLUELAMP_LEDGER_KEY_FILE = BLUELAMP_KEYS / "ledger.key"
BLUELAMP_VAULT_KEY_FILE = BLUELAMP_KEYS / "vault.key"
BLUELAMP_CASE_KEYS = BLUELAMP_HOME / "case-keys"

SECRET_KEY = "only for the tests"  # noqa: S105  guards nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# A file, not memory: browser and worker tests reach the database from several processes.
if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    DATABASES["default"]["TEST"] = {"NAME": BLUELAMP_HOME / "tests.sqlite3"}
