"""`bluelamp people`: enrol officers, give and take roles, let people leave; each act is in the record."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bluelamp.people import services
from bluelamp.people.actor import SYSTEM
from bluelamp.people.errors import PeopleError
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role
from bluelamp.people.selectors import by_reference
from bluelamp.record import services as record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`enrol`, `grant`, `revoke`, `leave`, `reset`."""
    acts = parser.add_subparsers(dest="act", required=True)
    enrol = acts.add_parser("enrol", help="make somebody known; they set their password by mail")
    for name in ("reference", "name", "email", "unit"):
        enrol.add_argument(name)
    enrol.add_argument("--rank", type=Rank, choices=list(Rank), default=Rank.POLICE_STAFF)
    enrol.add_argument("--role", type=Role, choices=list(Role), action="append", default=[])
    for act, about in (("grant", "give somebody a role"), ("revoke", "take a role away")):
        change = acts.add_parser(act, help=about)
        change.add_argument("reference")
        change.add_argument("role", type=Role, choices=list(Role))
    for act, about in (
        ("leave", "end somebody’s roles, factors and sessions"),
        ("reset", "let somebody who lost every factor begin again"),
    ):
        acts.add_parser(act, help=about).add_argument("reference")


def run(arguments: argparse.Namespace) -> int:
    """Do one act; 2, with one sentence, where it cannot be done."""
    try:
        with transaction.atomic():
            _do(arguments, timezone.now())
    except PeopleError as refused:
        print(refused, file=sys.stderr)
        return 2
    print(f"Done: {arguments.act} {arguments.reference}")
    return 0


def _do(arguments: argparse.Namespace, at: datetime) -> None:
    given = {name: value for name, value in vars(arguments).items() if name not in {"room", "act"}}
    if arguments.act == "enrol":
        given["roles"] = given.pop("role")
    _ACTS[arguments.act](actor=SYSTEM, at=at, **given)
    told = by_reference(arguments.reference)
    record.append(
        kind=f"people {arguments.act}",
        case="",
        actor=SYSTEM.reference,
        at=at,
        body={
            "officer": told.reference,
            "rank": told.rank,
            "roles": sorted(told.roles),
        },
    )


_ACTS: dict[str, Callable[..., object]] = {
    "enrol": services.enrol,
    "grant": services.grant,
    "revoke": services.revoke,
    "leave": services.leave,
    "reset": services.reset_sign_in,
}
