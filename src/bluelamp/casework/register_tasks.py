"""Tasks that are done in registers: the people in the picture, and PACE Code D."""

from collections.abc import Iterable
from typing import Final

from bluelamp.casework.pack import facts_of
from bluelamp.casework.standing import Standing
from bluelamp.casework.task import Status, Task
from bluelamp.policy import Advice
from bluelamp.policy.vocabulary import requirement

# What the policy may still ask of the people in the picture once everyone is listed.
_ASKED: Final = frozenset({"victim_permission_sought", "victim_notice", "rescued_person_agreement"})


def everyone_listed(now: Standing, advice: Advice) -> Iterable[Task]:
    """Everyone listed, asked and told, on the route whose policy asks about each of them."""
    if "third_parties" not in facts_of(now.case.route):
        return
    title = "Everyone listed, asked and told"
    wanted = sorted(_ASKED & set(advice.requires))
    if now.listing is None:
        status = Status.TO_DO if now.plan else Status.NOT_YET
        words = "Say that everyone is listed" if now.plan else ""
    elif wanted:
        status = Status.WAITING
        words = f"Still wanted: {', '.join(requirement(code) for code in wanted)}"
    else:
        status, words = Status.DONE, ""
    yield Task("pictured", title, status, words)


def exact_copy(now: Standing, advice: Advice) -> Iterable[Task]:
    """An exact copy of what is shown, where suspects are to be identified by it."""
    status = Status.TO_DO if now.approved else Status.NOT_YET
    if now.is_copied or "exact_copy" in advice.requires:
        status = Status.DONE if now.is_copied else status
        yield Task("code-d", "Exact copy kept", status)
