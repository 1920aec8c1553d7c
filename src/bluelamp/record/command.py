"""`bluelamp record`: check the record, write it out for an outsider to verify, and open the desk when a database was put back."""

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
    """Add `verify`, `export`, `key`, `rejoin` and `grant`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    verbs.add_parser(
        "verify",
        help="check every entry, body and checkpoint, and what is kept aside; 0 sound, 1 not",
    )
    export = verbs.add_parser("export", help="sign a checkpoint and write the record up to it")
    export.add_argument("path", type=Path, help="a new file, or a folder for record.txt")
    export.add_argument("--actor", required=True, help="who exports: an officer's reference")
    export.add_argument("--case", help="only this case, with proofs of its entries")
    verbs.add_parser("key", help="print the key that outsiders verify with")
    rejoin = verbs.add_parser(
        "rejoin", help="bring a database that was put back up to date, and open the desk to release"
    )
    rejoin.add_argument("--actor", required=True, help="an administrator's reference")
    rejoin.add_argument("--reasons", required=True, help="why this database is to be relied on")
    rejoin.add_argument(
        "--unwitnessed", action="store_true", help="go without witnesses that cannot be reached"
    )
    grant = verbs.add_parser(
        "grant",
        help="give a PostgreSQL role the desk's rights, and of the record only to add to it",
    )
    grant.add_argument("role", help="an existing role with LOGIN alone")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 done, 1 the record is not sound, 2 refused with a sentence."""
    try:
        match arguments.verb:
            case "verify":
                return _verify()
            case "export":
                return _export(arguments, timezone.now())
            case "rejoin":
                return _rejoin(arguments, timezone.now())
            case "grant":
                return _grant(arguments.role)
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
    from bluelamp.record import services, witnessing  # noqa: PLC0415  as above

    actor = by_reference(arguments.actor)
    services.taken(
        what=f"export of {arguments.case or 'the whole record'}",
        recipients=[actor.reference],
        actor=actor.reference,
        case=arguments.case or "",
        at=at,
    )
    try:
        services.checkpoint(at=at)
    except (
        RecordDisagrees
    ) as fault:  # what is damaged can still be handed over, for the verifier to name
        sys.stderr.write(f"{fault}\n")
    for witness in witnessing.offer(at=at):
        sys.stderr.write(f"{witness.name}: {witness.words}\n")
    written = services.export(arguments.path, case=arguments.case)
    sys.stdout.write(
        f"Written: {_counted(written.entries)}, under the checkpoint of size {written.size}. "
        f"Verify with: bluelamp ledger verify {arguments.path} --key "
    )
    return _key()


def _rejoin(arguments: argparse.Namespace, at: datetime) -> int:
    from bluelamp.people.selectors import by_reference  # noqa: PLC0415  as above
    from bluelamp.record.rejoining import rejoin  # noqa: PLC0415  as above

    done = rejoin(
        actor=by_reference(arguments.actor),
        reasons=arguments.reasons,
        unwitnessed=arguments.unwitnessed,
        at=at,
    )
    for closed in done.closed:
        sys.stdout.write(f"It was closed because {closed.words}.\n")
    for words in done.redone:
        sys.stdout.write(f"{words}\n")
    size = done.checkpoint.size
    sys.stdout.write(f"The desk is open to release, on a checkpoint of {_counted(size)}.\n")
    return VERIFIED


def _grant(role: str) -> int:
    from bluelamp.record.grants import grant  # noqa: PLC0415  as above

    grant(role)
    sys.stdout.write(
        f"The role {role} has the desk's rights, and of the record only to add to it.\n"
    )
    return VERIFIED


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def _key() -> int:
    from bluelamp.record.selectors import verifier_key  # noqa: PLC0415  as above

    sys.stdout.write(f"{verifier_key()}\n")
    return VERIFIED
