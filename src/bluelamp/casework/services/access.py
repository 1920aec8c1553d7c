"""Who may see a case: everyone whose work it is, or only those who are named to it."""

from collections.abc import Collection
from datetime import datetime

from bluelamp.casework import letters
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Named
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role


def say_who_sees(
    *, case: str, sensitive: bool, named: Collection[str], reasons: str, actor: Actor, at: datetime
) -> None:
    """Say whether a case is sensitive, and name (by reference) who may see it; a sensitive one is seen by nobody else.

    Whoever is named to a case that is not sensitive sees it beside those whose work it is. Raises
    BadInput without reasons, where somebody named is not at the desk, or where no press officer is
    named to a sensitive case: nobody could release it or take it further.
    """
    need(reasons, "Say why.", field="reasons")
    wanted = set(named)
    here = {one.reference: one for one in people.everyone()}
    if unknown := sorted(wanted - set(here)):
        raise BadInput(f"Nobody at the desk is “{unknown[0]}”.", field="named")
    if sensitive and not any(here[one].holds(Role.PRESS_OFFICER) for one in wanted):
        raise BadInput("Name at least one press officer, who can work the case.", field="named")
    with acting(Act.SAY_WHO_SEES, case=case, actor=actor, at=at) as doing:
        doing.case.sensitive = sensitive
        doing.case.save(update_fields=["sensitive"])
        _name(doing, wanted)
        doing.entry(sensitive=sensitive, named=sorted(wanted), reasons=reasons.strip())


def _name(doing: Acting, wanted: set[str]) -> None:
    held = doing.case.named.filter(ended_at=None)
    before = set(held.values_list("officer", flat=True))
    by, at = doing.actor.reference, doing.at
    held.exclude(officer__in=wanted).update(ended_by=by, ended_at=at)
    for officer in sorted(wanted - before):
        Named.objects.create(case=doing.case, officer=officer, named_by=by, named_at=at)
        if officer != by:
            letters.write(
                case=doing.case,
                to=officer,
                words="you may see this case",
                text="You have been named to this case.",
                at=at,
            )
