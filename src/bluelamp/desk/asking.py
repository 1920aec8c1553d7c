"""Why a question is asked, and who can answer it: the clauses that may turn on its answer, its owner first."""

from datetime import datetime

from django.conf import settings

from bluelamp.casework import access
from bluelamp.casework.lifecycle import STEPS, Act
from bluelamp.casework.pack import pack
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.advise import LAST_RESORT
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.policy import Clause
from bluelamp.policy.expression import facts_of as facts_in
from bluelamp.policy.vocabulary import listed

# Those who own a question, where the policy does not call them by their role's name.
OWNERS = {"sio": Role.SENIOR_INVESTIGATING_OFFICER}


def turning_on(view: CaseView, fact: str) -> tuple[Clause, ...]:
    """The clauses that may decide the case and rest on the fact, each once; where none may, all that rest on it."""
    decision = pack().decision(view.case.route)
    rules = (one for one in decision.clauses if fact in {*facts_in(one.when), *facts_in(one.until)})
    resting = {(one.clause, one.says): one for one in rules}.values()
    may_decide = {reason.clause for reason in view.outlook.because}
    return tuple(one for one in resting if one.clause in may_decide) or tuple(resting)


def why(view: CaseView, fact: str) -> str:
    """Why it is asked, in a sentence that names the clauses."""
    named = dict.fromkeys(one.clause for one in turning_on(view, fact))
    return f"Asked because {listed(named)} may turn on it." if named else ""


def who_can_answer(view: CaseView, fact: str, *, at: datetime) -> list[Actor]:
    """Everyone who may answer on this case: the officer in it first if the question is theirs, then the question's owners."""
    may = STEPS[Act.RECORD_FACT, view.route].who
    owner = owner_of(view, fact)
    holders = {one.reference: one for role in Role if role in may for one in people.holding(role)}
    found = [one for one in holders.values() if access.may_see(view.case, actor=one, at=at)]

    def distance(one: Actor) -> tuple[bool, bool, str]:
        owns = owner in one.roles
        return not owns, one.reference != view.case.officer, one.name

    return sorted(found, key=distance)


def owner_of(view: CaseView, fact: str) -> Role:
    """Whose question it is: whom the policy names or, where it leaves that to the force, whom the force does (R16)."""
    judge: Role | None = settings.BLUELAMP_FORCE.last_resort_judge
    if fact == LAST_RESORT and judge:
        return judge
    asked_of = pack().decision(view.case.route).facts[fact].asked_of
    return OWNERS[asked_of] if asked_of in OWNERS else Role(asked_of)
