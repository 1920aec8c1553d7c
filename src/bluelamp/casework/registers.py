"""Registers: parts of a case kept in rows of their own, each of which records the facts that it settles."""

from dataclasses import dataclass
from typing import Final

from bluelamp.casework import pictured, proceedings, restrictions, rights
from bluelamp.casework.routes import BODY_WORN, EVERY, PUBLIC, SUSPECTS, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register: the desk page where it is kept, its words, the facts that only it records, on which routes."""

    page: str
    words: str
    facts: frozenset[str] = frozenset()
    routes: frozenset[Route] = EVERY


# In the order in which a case's page lists them.
REGISTERS: Final[tuple[Register, ...]] = (
    Register(page="proceedings", words="Proceedings and deadlines", facts=proceedings.SETTLED),
    Register(page="restrictions", words="Reporting restrictions", facts=restrictions.SETTLED, routes=PUBLIC),
    Register(page="rights", words="Rights test and decision record", facts=rights.FACTS, routes=PUBLIC),
    Register(page="legal", words="Legal advice"),
    Register(page="pictured", words="Everyone in the picture, and what they say to it", facts=pictured.SETTLED, routes=PUBLIC),
    Register(page="code-d", words="Identification of suspects (PACE Code D)", routes=SUSPECTS),
    Register(page="preservation", words="Footage kept at its source", routes=BODY_WORN),
    Register(page="breach", words="Breaches of personal data"),
    Register(page="characteristics", words="Kept for figures alone"),
    Register(page="decisions", words="Decision log"),
    Register(page="log", words="Press officer’s log and refusals"),
    Register(page="letters", words="What was sent"),
    Register(page="access", words="Who may see it"),
    Register(page="emergency", words="Threat to life"),
)  # fmt: skip


def of_route(route: Route) -> tuple[Register, ...]:
    """The registers of a case on the route."""
    return tuple(register for register in REGISTERS if route in register.routes)


def keeper_of(fact: str, *, route: Route) -> Register | None:
    """The register that alone records this fact; None where people state it."""
    return next((register for register in of_route(route) if fact in register.facts), None)
