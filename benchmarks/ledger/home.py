"""A home with a record of its own, set up in this process."""

import os
from pathlib import Path


def begin(folder: Path) -> None:
    """Set Django up on a new home in this folder: its keys, and the record's tables on SQLite."""
    folder.mkdir(exist_ok=True)
    os.environ |= {
        "BLUELAMP_HOME": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "bluelamp.project.settings.desk",
    }
    import django  # noqa: PLC0415  it reads the settings that have just been named

    django.setup()
    from bluelamp.project.setup import set_up  # noqa: PLC0415  as above

    set_up()
