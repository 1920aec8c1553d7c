"""`bluelamp figures`: work out anew what every case came to, after an upgrade or where figures seem wrong."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `reckon`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    verbs.add_parser("reckon", help="work out every case’s outcomes anew from its rows")


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  there is one verb
    """Do it, while the desk goes on working; 0 done."""
    from bluelamp.casework.figures import reckon_everything  # noqa: PLC0415  its tables need Django set up

    count = reckon_everything()
    sys.stdout.write(f"Worked out anew: {count} case{'' if count == 1 else 's'}.\n")
    return 0
