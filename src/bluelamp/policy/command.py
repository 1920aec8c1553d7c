"""`bluelamp policy`: ask the policy at the command line."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from bluelamp.policy.errors import PolicyError

COMMANDS = {
    "decide": "what the policy says of a case",
    "ask": "be asked for the facts one by one, and advised",
    "check": "prove a pack, and what it states about itself",
    "diff": "what two versions of a pack say differently",
    "replay": "decide recorded decisions again, byte for byte",
    "publish": "write a pack as a page that anyone can read",
    "dmn": "write a decision as a DMN table",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the room's commands; the arguments of one are added when it is called."""
    commands = parser.add_subparsers(
        dest="policy_command", required=True, metavar="COMMAND", parser_class=_Called
    )
    for name, about in COMMANDS.items():
        if find_spec(_module(name)):
            commands.add_parser(name, help=about).set_defaults(policy_command=name)


def run(arguments: argparse.Namespace) -> int:
    """Run the command: 0 done, 1 a fault or difference found, 2 with one line on standard error."""
    try:
        status: int = _command(arguments.policy_command).run(arguments)
    except PolicyError as error:
        sys.stderr.write(f"bluelamp policy: {' '.join(str(error).split())}\n")
        return 2
    return status


class _Called(argparse.ArgumentParser):
    """A command's parser, which takes its arguments from the command's module once it is called."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        if self.description is None:
            command = _command(self.get_default("policy_command"))
            self.description = command.ABOUT
            command.add_arguments(self)
        return super().parse_known_args(args, namespace)


def _command(name: str) -> ModuleType:
    return import_module(_module(name))


def _module(name: str) -> str:
    return f"bluelamp.policy.commands.{name}"
