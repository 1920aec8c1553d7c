"""`bluelamp ledger witness`: watch another party's record, and cosign what only adds to what was seen before."""

import argparse
import os
import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from bluelamp.witness.configuration import Configuration
from bluelamp.witness.errors import NotConfigured


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and either the address to listen at or `--begin`."""
    parser.add_argument("--config", type=Path, required=True, help="the witness's file (TOML)")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--listen", metavar="HOST:PORT", help="serve at this address")
    what.add_argument(
        "--begin", action="store_true", help="once: draw the key, make the memory, print the key"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes that serve (1)")


def run(arguments: argparse.Namespace) -> int:
    """Begin, or serve until stopped; 2 with a sentence where the witness cannot."""
    try:
        configuration = Configuration.read(arguments.config)
        if arguments.begin:
            sys.stdout.write(f"{configuration.begin().verifier}\n")
            return 0
        configuration.watch()
        host, port = _address(arguments.listen)
    except NotConfigured as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    os.environ["BLUELAMP_WITNESS_FILE"] = str(arguments.config.resolve())
    Granian(
        "bluelamp.witness.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        websockets=False,
        blocking_threads=4,
    ).serve()
    return 0


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise NotConfigured(f"{text!r} is no address to listen at: it reads HOST:PORT.")
    return host.strip("[]"), int(port)
