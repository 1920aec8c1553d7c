"""`bluelamp ledger`: verify an export of the record or a proof file, and draw a signing key."""

import argparse
import sys
from pathlib import Path

from bluelamp.ledger import keyfile, verifier
from bluelamp.ledger.errors import NotAKey
from bluelamp.ledger.notes import SignerKey


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `verify` and `keygen`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser(
        "verify", help="verify an export or a proof file; 0 verified, 1 not, 2 cannot be read"
    )
    verifier.add_arguments(verify)
    keygen = verbs.add_parser(
        "keygen", help="draw a signing key into a new file and print its verifying key"
    )
    keygen.add_argument("name", help="the log's origin, such as ambershire.example/bluelamp")
    keygen.add_argument("file", type=Path, help="where the signing key goes; must not exist")


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments ask; the exit status."""
    if arguments.verb == "keygen":
        return _keygen(arguments.name, arguments.file)
    return verifier.run(arguments)


def _keygen(name: str, file: Path) -> int:
    try:
        key = SignerKey.generate(name)
        keyfile.write(key, file)
    except (NotAKey, OSError) as fault:
        sys.stderr.write(f"No key was made: {fault}\n")
        return 2
    sys.stdout.write(f"{key.verifier}\n")
    return 0
