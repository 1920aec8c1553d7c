"""The command line: `bluelamp ROOM …`. Each room brings its own commands; the pure rooms start without Django."""

import argparse
import os
import sys
from importlib import import_module
from types import ModuleType

# name: (module of the room's commands, whether it needs the database, one line of help)
ROOMS: dict[str, tuple[str, bool, str]] = {
    "policy": ("bluelamp.policy.command", False, "ask the policy for advice"),
    "redact": ("bluelamp.redaction.command", False, "obscure people in pictures"),
    "ledger": ("bluelamp.ledger.command", False, "verify a record that was handed over"),
    "ledger witness": ("bluelamp.witness.command", False, "watch and cosign another’s record"),
    "people": ("bluelamp.project.enrolment", True, "enrol officers, and give and take roles"),
    "record": ("bluelamp.record.command", True, "verify or export this desk’s record"),
    "figures": ("bluelamp.casework.command", True, "work out anew what is counted of every case"),
    "publication": ("bluelamp.publication.command", True, "grants and repair of what is public"),
    "setup": ("bluelamp.project.setup", True, "make the folders, keys and tables"),
    "worker": ("bluelamp.project.worker", True, "do the jobs that are due"),
    "run": ("bluelamp.project.run", True, "serve the desk, the press site and the gallery"),
    "demo": ("bluelamp.project.demo.command", True, "the demonstration force"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit status (2 for what cannot be understood)."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["manage"]:
        return _django(words[1:])
    if " ".join(words[:2]) in ROOMS:  # a command that is a room of its own
        words = [" ".join(words[:2]), *words[2:]]
    parser = argparse.ArgumentParser(prog="bluelamp", description=__doc__)
    rooms = parser.add_subparsers(dest="room", required=True, metavar="ROOM")
    for name, (_, _, about) in ROOMS.items():
        room = rooms.add_parser(name, help=about, description=about)
        if words[:1] == [name]:
            _commands(name).add_arguments(room)
    rooms.add_parser("manage", help="Django’s own commands")
    arguments = parser.parse_args(words)
    status: int = _commands(arguments.room).run(arguments)
    return status


def _commands(name: str) -> ModuleType:
    module, needs_database, _ = ROOMS[name]
    if needs_database:
        _set_up_django()
    return import_module(module)


def _set_up_django() -> None:
    import django  # noqa: PLC0415  the pure rooms start without it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bluelamp.project.settings.desk")
    django.setup()


def _django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415  as above

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bluelamp.project.settings.desk")
    execute_from_command_line(["bluelamp manage", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
