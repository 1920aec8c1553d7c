"""The public sites' processes, started as they are: only what they need is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import sys, django
django.setup()
from django.core.management import call_command
from django.urls import get_resolver
get_resolver().url_patterns
call_command("migrate", verbosity=0)
from django.test import Client
answer = Client().get("/", headers={"host": "localhost"})
print(answer.status_code)
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("bluelamp.")}
print(" ".join(sorted(rooms)))
"""


@pytest.mark.parametrize("site", ["gallery", "press"])
def test_a_public_process_answers_with_no_other_room_loaded(site: str, tmp_path: Path) -> None:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONPATH": "src",
        "BLUELAMP_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": f"bluelamp.project.settings.{site}",
    }
    told = subprocess.run(
        [sys.executable, "-c", PROBE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    status, rooms = told.stdout.splitlines()
    assert status == "200"
    # people: the force's own settings, which are no table
    assert set(rooms.split()) == {site, "look", "people", "project", "publication"}
