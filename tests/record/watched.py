"""A witness of the record's own, in a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.witness.serving import witness

from bluelamp.ledger.cosignatures import WitnessKey
from bluelamp.witness.asking import Witness
from bluelamp.witness.configuration import Configuration

NAME = "The inspectorate"


def witness_file(folder: Path, log_key: str, *, name: str = "inspectorate.example/witness") -> Path:
    """The file of a witness that has begun to watch the log of this key."""
    folder.mkdir(parents=True)
    file = folder / "witness.toml"
    origin = log_key.partition("+")[0]
    file.write_text(f'name = "{name}"\n[[logs]]\norigin = "{origin}"\nkeys = ["{log_key}"]\n')
    Configuration.read(file).begin()
    return file


@contextmanager
def watching(file: Path) -> Iterator[Witness]:
    """The witness at work, as the desk's settings name it."""
    with witness(file) as url:
        yield Witness(name=NAME, url=url, key=key_of(file))


def key_of(file: Path) -> WitnessKey:
    return Configuration.read(file).watch().key.verifier
