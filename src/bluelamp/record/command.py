"""`bluelamp record`: check the record, and write it out for an outsider to verify."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from bluelamp.ledger.errors import LedgerError
from bluelamp.people.errors import PeopleError
from bluelamp.record.errors import RecordDisagrees, RecordError

VERIFIED, NOT_VERIFIED, REFUSED = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `verify`, `export` and `key`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    verbs.add_parser("verify", help="check every entry, body and checkpoint; 0 sound, 1 not")
    export = verbs.add_parser("export", help="sign a checkpoint and write the record up to it")
    export.add_argument("path", type=Path, help="a new .jsonl file, or a folder for record.jsonl")
    export.add_argument("--actor", required=True, help="who exports: an officer's reference")
    export.add_argument("--case", help="only this case, with proofs of its entries")
    verbs.add_parser("key", help="print the key that outsiders verify with")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 done, 1 the record is not sound, 2 refused with a sentence."""
    try:
        match arguments.verb:
            case "verify":
                return _verify()
            case "export":
                return _export(arguments, timezone.now())
            case _:
                return _key()
    except (RecordError, LedgerError, PeopleError, OSError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED


def _verify() -> int:
    from bluelamp.record.services import verify  # noqa: PLC0415  its tables need Django set up

    verdict = verify()
    for fault in verdict.faults:
        where = "The record" if fault.seq is None else f"Entry {fault.seq}"
        sys.stdout.write(f"{where}: {fault.words}.\n")
    if verdict.sound:
        sys.stdout.write(f"The record is sound: {_counted(verdict.entries)}.\n")
    return VERIFIED if verdict.sound else NOT_VERIFIED


def _export(arguments: argparse.Namespace, at: datetime) -> int:
    from bluelamp.people.selectors import by_reference  # noqa: PLC0415  as above
    from bluelamp.record import services  # noqa: PLC0415  as above

    actor = by_reference(arguments.actor)
    what = f"export of {arguments.case or 'the whole record'}"
    services.consulted(what=what, actor=actor.reference, case=arguments.case or "", at=at)
    try:
        services.checkpoint(at=at)
    except (
        RecordDisagrees
    ) as fault:  # what is damaged can still be handed over, for the verifier to name
        sys.stderr.write(f"{fault}\n")
    written = services.export(arguments.path, case=arguments.case)
    sys.stdout.write(
        f"Written: {_counted(written.entries)}, under the checkpoint of size {written.size}. "
        f"Verify with: bluelamp ledger verify {arguments.path} --key "
    )
    return _key()


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def _key() -> int:
    from bluelamp.record.selectors import verifier_key  # noqa: PLC0415  as above

    sys.stdout.write(f"{verifier_key()}\n")
    return VERIFIED
