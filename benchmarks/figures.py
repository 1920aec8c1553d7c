"""The figures of a million cases, on SQLite or PostgreSQL: `make bench-figures` runs it on both.

Each page, spreadsheet and document is timed as the desk makes it: counted, small numbers withheld,
drawn and written. Ends with 1 where the ready answer took a second or more.
"""

import argparse
import os
import platform
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def main() -> int:
    """Fill a database of its own and time everything that is shown; 1 where the answer is too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    count = parser.parse_args().cases
    with tempfile.TemporaryDirectory(prefix="bluelamp-figures-") as home:
        _set_up(Path(home))
        machine = (
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        )
        print(
            f"{machine}, {connection.vendor}: {count:,} custody images and a tenth as many others"
        )
        filling, timing = (
            import_module(f"benchmarks.figures_{each}") for each in ("rows", "timed")
        )
        filling.fill(count)
        status: int = timing.measure()
        return status


def _set_up(home: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluelamp.project.settings.testing"
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = home / "figures.sqlite3"
    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
