"""A witness's file in a folder, and the log that it watches."""

from pathlib import Path

import pytest
from tests.witness.a_log import ORIGIN, Log

from bluelamp.witness.configuration import Configuration
from bluelamp.witness.watching import Watch

NAME = "inspectorate.example/witness"


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def file(tmp_path: Path, log: Log) -> Path:
    """The file of a witness that has not begun."""
    path = tmp_path / "witness.toml"
    path.write_text(
        f'name = "{NAME}"\nfolder = "kept"\n[[logs]]\norigin = "{ORIGIN}"\nkeys = ["{log.key.verifier}"]\n'
    )
    return path


@pytest.fixture
def watch(file: Path) -> Watch:
    """A witness that has begun, and has seen nothing."""
    configuration = Configuration.read(file)
    configuration.begin()
    return configuration.watch()
