"""What a case's reporting restrictions come to: the facts that they settle, and whether somebody has looked lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.conf import settings

from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.models import Case, CourtEvent, PersonsAge, Restriction, RestrictionCheck
from bluelamp.casework.pack import london
from bluelamp.casework.provisions import Effect, Provision, provisions
from bluelamp.casework.routes import Route

ADULT, UNDER_18 = "adult", "under_18"
NOBODY, NOT_RELATED, RELATED = "nobody_protected", "not_related", "related"
RELATED_WORDS: Final = {
    NOBODY: "Nobody else is protected in this case",
    NOT_RELATED: "Somebody is protected, and has no such tie to the person shown",
    RELATED: "Yes, or nobody can say",
}
LIFTED, EXPIRED, ERROR = "lifted", "expired", "error"
ENDED_WORDS: Final = {
    LIFTED: "A court lifted it",
    EXPIRED: "It has come to its end",
    ERROR: "It was recorded in error",
}

# What the register settles, by the policy's names.
SETTLED: Final = frozenset(
    {"court_order", "juvenile_restriction", "youth_restriction", "age_group"}
)
# What stops a release, whoever it protects.
_BARS: Final = (Effect.FORBIDS, Effect.POSTPONES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted:
    """A restriction as somebody states it: under which provision, about whom, in what words, until when.

    `until_event` is what ends it where no day does, such as the end of another trial.
    """

    provision: str
    of_subject: bool
    wording: str
    source: str
    person: str = ""
    court: str = ""
    made_on: date | None = None
    until_on: date | None = None
    until_event: str = ""
    evidence: str = ""


def provision_of(restriction: Restriction) -> Provision:
    """The provision under which the restriction stands."""
    return provisions()[restriction.provision]


def in_force(case: Case) -> list[Restriction]:
    """The restrictions on the register that nobody has ended."""
    return list(case.restrictions.filter(ended="").order_by("id"))


def newest_check(case: Case) -> RestrictionCheck | None:
    """When somebody last asked which restrictions there are."""
    return case.restriction_checks.order_by("-id").first()


def effect(restriction: Restriction, *, related: str) -> Effect:
    """What the restriction does to a release, once it has been asked who is related to whom.

    Anonymity that the law itself gives a victim bears on the offender's picture only where that
    could tell who the victim is; what a court ordered for somebody else always does (CI-28).
    """
    provision = provision_of(restriction)
    if provision.is_of_content:
        return Effect.NONE
    if provision.postpones:
        return Effect.POSTPONES
    if restriction.of_subject:
        return Effect.FORBIDS
    return Effect.PROTECTS_ANOTHER if provision.is_order or related != NOT_RELATED else Effect.NONE


def gravest(case: Case) -> Effect:
    """The gravest effect of what is in force."""
    check = newest_check(case)
    related = check.related if check else ""
    found = {effect(each, related=related) for each in in_force(case)}
    return next((one for one in Effect if one in found), Effect.NONE)


def bars(case: Case) -> bool:
    """Whether a restriction in force forbids the release, or postpones it, whatever the route's policy asks."""
    return gravest(case) in _BARS


def settled(case: Case, *, at: datetime) -> Mapping[str, Any]:
    """The facts that the register settles: that nothing is in force only once somebody has looked."""
    facts: dict[str, Any] = {}
    if group := age_group(case, at=at):
        facts["age_group"] = group
    worst, looked = gravest(case), newest_check(case) is not None
    if worst is not Effect.NONE or looked:
        facts["court_order"] = worst.value
    children = [r for r in case.restrictions.exclude(ended=ERROR) if of_the_child(r)]
    if any(not each.ended for each in children):
        facts |= {"juvenile_restriction": "in_force", "youth_restriction": "in_force"}
    elif any(each.ended == LIFTED for each in children):
        facts |= {"juvenile_restriction": "lifted", "youth_restriction": "lifted"}
    elif looked:
        facts |= {"juvenile_restriction": "none_made", "youth_restriction": "none"}
    return facts


def of_the_child(restriction: Restriction) -> bool:
    """Whether it protects the person whom the case is about as somebody under 18."""
    return restriction.of_subject and provision_of(restriction).of_children


def age(case: Case) -> PersonsAge | None:
    """How old the person is, as was last said."""
    return case.ages.order_by("-id").first()


def age_group(case: Case, *, at: datetime) -> str:
    """Whether the person is an adult or under 18 on that day; empty where nobody has said."""
    said = age(case)
    if said is None or said.born_on is None:
        return said.age_group if said else ""
    return UNDER_18 if london(at) < turns_18(said.born_on) else ADULT


def turns_18(born_on: date) -> date:
    """The eighteenth birthday; whoever was born on 29 February comes of age on 1 March."""
    birthday = born_on + relativedelta(years=18)
    return birthday if birthday.day == born_on.day else birthday + relativedelta(days=1)


def counting_check(case: Case) -> RestrictionCheck | None:
    """The newest check that still counts: of this round, and later than whatever happened in court or to the register."""
    check = case.restriction_checks.filter(round=case.round).order_by("-id").first()
    if check is None:
        return None
    later = {"recorded_at__gt": check.checked_at}
    if CourtEvent.objects.filter(proceedings__case=case, **later).exists():
        return None
    changed = case.restrictions.filter(**later) | case.restrictions.filter(
        ended_at__gt=check.checked_at
    )
    return None if changed.exists() else check


def is_fresh(check: RestrictionCheck | None, *, at: datetime) -> bool:
    """Whether the check is no older than the force allows; where the force has set nothing, none is."""
    allowed = settings.BLUELAMP_FORCE.restriction_check
    return check is not None and allowed is not None and check.checked_at >= at - allowed


def check_fresh(case: Case, *, at: datetime) -> None:
    """Let a release go on only where somebody has looked for restrictions lately and none in force bars it.

    Raises SettingNotMade where the force has not said how old a check may be, and OutOfOrder.
    """
    if not Route(case.route).way.public:
        return
    hours = settings.BLUELAMP_FORCE.needs("restriction_check").total_seconds() / 3600
    if not is_fresh(counting_check(case), at=at):
        raise OutOfOrder(
            f"Somebody must check for reporting restrictions: no check of the last {hours:g} hours"
            " is later than the newest court event and the newest entry on the register.",
            what_next="Ask the court, and record the check among the case’s restrictions.",
        )
    if bars(case):
        raise OutOfOrder("A restriction in force forbids or postpones this release.")
