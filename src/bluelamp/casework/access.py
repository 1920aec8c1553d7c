"""Who may see a case: the one place that decides, for its pages, its acts, its bytes and every list."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from bluelamp.casework.errors import NoSuchCase
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, Emergency, Named
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.roles import Role

# They work the cases of the whole force; an investigating officer those of a unit, an administrator none.
OF_THE_FORCE: Final = frozenset(Role) - {Role.INVESTIGATING_OFFICER, Role.ADMINISTRATOR}

# Anyone at the desk may take a release down, or in a threat to life open what is closed to them.
OPEN_TO_ALL: Final = frozenset({Act.TAKE_DOWN, Act.DECLARE_EMERGENCY})


def seen_by(actor: Actor, *, at: datetime) -> QuerySet[Case]:
    """The cases that this person may see at this moment; filter rows of cases by `case__in=` these.

    A case is seen by its unit, by whoever is in it and by those whose role works the whole force's cases;
    a sensitive one by those named to it alone. Names are personal: they are not lent with a role.
    """
    if actor == SYSTEM:
        return Case.objects.all()
    named = Named.objects.filter(officer=actor.reference, ended_at=None)
    alone = Emergency.objects.filter(declared_by=actor.reference, until__gt=at)
    theirs = Q(pk__in=named.values("case")) | Q(pk__in=alone.values("case"))
    return Case.objects.filter((Q(sensitive=False) & _by_part(actor)) | theirs)


def case_seen(reference: str, *, actor: Actor, at: datetime) -> Case:
    """The case, for somebody who may see it; raises NoSuchCase alike where there is none and where it is closed to them."""
    found = seen_by(actor, at=at).filter(reference=reference).first()
    if found is None:
        raise closed(reference)
    return found


def closed_to(actor: Actor, *, at: datetime) -> frozenset[str]:
    """The references of the cases that are closed to somebody whose role works the whole force's: the sensitive ones."""
    shut = Case.objects.filter(sensitive=True).exclude(pk__in=seen_by(actor, at=at).values("pk"))
    return frozenset(shut.values_list("reference", flat=True))


def may_see(case: Case, *, actor: Actor, at: datetime) -> bool:
    """Whether this person may see the case at this moment."""
    return seen_by(actor, at=at).filter(pk=case.pk).exists()


def check(case: Case, act: Act, *, actor: Actor, at: datetime) -> None:
    """Let nobody act on a case that is closed to them, but for what anyone may do; raises NoSuchCase."""
    if act not in OPEN_TO_ALL and not may_see(case, actor=actor, at=at):
        raise closed(case.reference)


def closed(reference: str) -> NoSuchCase:
    """The one sentence for a case that is closed to somebody and for one that is not there."""
    return NoSuchCase(
        f"There is no case {reference} that is open to you.",
        what_next="If somebody’s life is in danger, use “Threat to life” on the page for out of hours.",
    )


def _by_part(actor: Actor) -> Q:
    if actor.roles & OF_THE_FORCE:
        return Q()
    if Role.INVESTIGATING_OFFICER in actor.roles:
        in_it = Q(officer__in=actor.hands) | Q(opened_by__in=actor.hands)
        return Q(unit__in=actor.units - {""}) | in_it
    return Q(pk__in=[])
