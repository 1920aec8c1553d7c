"""Who plays which part in how long cases are kept."""

from collections.abc import Set as AbstractSet
from typing import Final

from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.retention.errors import NotForThisPerson, NotSaid

# Who proposes what becomes of a case; another of those who confirm answers.
PROPOSERS: Final = frozenset({Role.DISCLOSURE_OFFICER})
CONFIRMERS: Final = frozenset(
    {Role.DISCLOSURE_OFFICER, Role.SENIOR_OFFICER, Role.OFFICER_IN_COMMAND}
)
# Who may hold a case, and who may let go of it again.
HOLDERS: Final = frozenset(
    {
        Role.DISCLOSURE_OFFICER,
        Role.LEGAL_ADVISER,
        Role.INVESTIGATING_OFFICER,
        Role.SENIOR_INVESTIGATING_OFFICER,
        Role.SENIOR_OFFICER,
    }
)
LIFTERS: Final = frozenset({Role.DISCLOSURE_OFFICER, Role.LEGAL_ADVISER})
# Who may say that proceedings, custody or an appeal have ended.
TELLERS: Final = frozenset(
    {Role.DISCLOSURE_OFFICER, Role.INVESTIGATING_OFFICER, Role.SENIOR_INVESTIGATING_OFFICER}
)


def check(actor: Actor, roles: AbstractSet[Role], what: str) -> None:
    """Raise NotForThisPerson, with whom it is for, unless the person holds one of the roles."""
    if not actor.roles & roles:
        who = ", ".join(role.words.lower() for role in sorted(roles))
        raise NotForThisPerson(f"{what} is for: {who}. You are none of these.")


def check_said(words: str, *, field: str, what: str) -> str:
    """The words without space around them; raises NotSaid where there are none."""
    said = words.strip()
    if not said:
        raise NotSaid(what, field=field)
    return said
