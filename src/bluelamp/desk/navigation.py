"""The desk's main pages, and whose they are."""

from dataclasses import dataclass
from typing import Final

from bluelamp.casework.errors import NotAllowed
from bluelamp.casework.lifecycle import DESK
from bluelamp.casework.permitted import roles_in_words
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role

EVERYONE: Final = frozenset(Role)

# Who answers for how the policy is kept, and who answers requests for information.
FIGURED: Final = frozenset(
    {Role.AUDITOR, Role.DISCLOSURE_OFFICER, Role.SENIOR_OFFICER, Role.OFFICER_IN_COMMAND}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One main page: its words, the name of its address, and the roles that it is for."""

    words: str
    page: str
    roles: frozenset[Role]


ENTRIES: Final = (
    Entry(words="Work list", page="work_list", roles=EVERYONE),
    Entry(words="Inbox", page="inbox", roles=EVERYONE),
    Entry(words="Enquiries", page="enquiries", roles=frozenset({Role.PRESS_OFFICER})),
    Entry(words="Messages", page="messages", roles=frozenset({Role.PRESS_OFFICER})),
    Entry(
        words="Work queue",
        page="jobs",
        roles=frozenset({Role.PRESS_OFFICER, Role.REDACTOR, Role.ADMINISTRATOR}),
    ),
    Entry(words="Out of hours", page="out_of_hours", roles=frozenset(DESK)),
    Entry(
        words="Near misses",
        page="near_misses",
        roles=frozenset({Role.AUDITOR, Role.SENIOR_OFFICER, Role.SENIOR_INVESTIGATING_OFFICER}),
    ),
    Entry(words="Figures", page="figures", roles=FIGURED),
    Entry(
        words="Requests",
        page="requests",
        roles=frozenset({Role.AUDITOR, Role.DISCLOSURE_OFFICER}),
    ),
    Entry(
        words="Retention",
        page="retention",
        roles=frozenset(
            {
                Role.DISCLOSURE_OFFICER,
                Role.SENIOR_OFFICER,
                Role.OFFICER_IN_COMMAND,
                Role.LEGAL_ADVISER,
                Role.AUDITOR,
            }
        ),
    ),
    Entry(words="Reading", page="reading", roles=frozenset({Role.AUDITOR})),
    Entry(words="Record", page="record", roles=frozenset({Role.AUDITOR, Role.DISCLOSURE_OFFICER})),
    Entry(words="Proof", page="proof", roles=frozenset({Role.AUDITOR, Role.DISCLOSURE_OFFICER})),
)


def may_open(page: str, actor: Actor) -> bool:
    """Whether a main page is for somebody with these roles."""
    return any(entry.page == page and entry.roles & actor.roles for entry in ENTRIES)


def check_may_open(page: str, actor: Actor) -> None:
    """Let nobody into a main page for whom it is not; raises NotAllowed with whom it is for."""
    if not may_open(page, actor):
        entry = next(entry for entry in ENTRIES if entry.page == page)
        raise NotAllowed(
            f"{entry.words}: this page is for {roles_in_words(entry.roles)}, and you are not one."
        )


def entries_for(actor: Actor | None) -> list[Entry]:
    """The main pages for someone with those roles; none for a stranger."""
    if actor is None:
        return []
    return [entry for entry in ENTRIES if entry.roles & actor.roles]
