"""`bluelamp publication`: confine the public sites' database role, bring files and rows into step."""

import argparse
import sys

from django.utils import timezone

from bluelamp.publication.errors import PublicationError
from bluelamp.publication.grants import grant, grants


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the room's own commands."""
    commands = parser.add_subparsers(dest="act", required=True, metavar="COMMAND")
    grant = commands.add_parser(
        "grant", help="give a PostgreSQL role the public sites' rights and no others"
    )
    grant.add_argument("role", help="an existing role with LOGIN alone")
    grant.add_argument("--print", action="store_true", help="print the SQL instead of running it")
    commands.add_parser("reconcile", help="bring published files and rows into step now")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 when done, 1 with a sentence on standard error when refused."""
    try:
        lines = _reconcile() if arguments.act == "reconcile" else _grant(arguments)
    except PublicationError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _grant(arguments: argparse.Namespace) -> list[str]:
    if arguments.print:
        return [f"{statement};" for statement in grants(arguments.role)]
    grant(arguments.role)
    return [f"The role {arguments.role} has the public sites' rights and no others."]


def _reconcile() -> list[str]:
    from bluelamp.publication.services import reconcile  # noqa: PLC0415  its tables need Django set up

    done = reconcile(at=timezone.now())
    return [
        f"Files deleted: {done.deleted}. Recipients told late: {done.told}.",
        *(f"Withheld: {token}" for token in done.withheld),
        *(f"Shown again: {token}" for token in done.restored),
    ]
