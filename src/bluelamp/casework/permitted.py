"""What the lifecycle table permits: whether an act fits, who may do it, and what is open to somebody."""

from collections.abc import Iterable

from bluelamp.casework.errors import NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import STATE_WORDS, STEPS, TABLE, Act, State, Step
from bluelamp.casework.routes import Route
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.roles import Role


def check(*, act: Act, state: State, route: Route, actor: Actor) -> Step:
    """The step that the act is on this route; raises NotAllowed or OutOfOrder with who may, or what must come first."""
    step = step_of(act=act, route=route, actor=actor)
    if state not in step.states:
        wanted = " or ".join(f"“{STATE_WORDS[s].lower()}”" for s in step.states)
        raise OutOfOrder(
            f"{step.words}: this case is “{STATE_WORDS[state].lower()}”, and it must be {wanted} first."
        )
    return step


def step_of(*, act: Act, route: Route, actor: Actor) -> Step:
    """The step of this person on this route, whatever the case’s state; raises as `check` does."""
    step = STEPS.get((act, route))
    if step is None:
        words = next(step.words for step in TABLE if step.act is act)
        raise OutOfOrder(f"{words}: this is no part of a case of the kind “{route.way.words}”.")
    if not (step.who & actor.roles or (not step.who and actor == SYSTEM)):
        raise NotAllowed(f"{step.words}: only {who_may(step)} may do this, and you are not one.")
    return step


def who_may(step: Step) -> str:
    """The roles that may take the step, in words."""
    return roles_in_words(step.who)


def roles_in_words(roles: Iterable[str]) -> str:
    """Holders of any of these roles, in words: “a redactor or a press officer”."""
    given = set(roles)
    names = [_with_article(role.words.lower()) for role in Role if role in given]
    return " or ".join(names) if names else "Bluelamp itself"


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def open_to(*, state: State, route: Route, actor: Actor) -> tuple[Act, ...]:
    """The acts that this person may take on a case of the route in this state, in the table's order."""
    return tuple(
        step.act
        for step in TABLE
        if route in step.routes and state in step.states and step.who & actor.roles
    )


def who_receives(route: Route) -> frozenset[Role]:
    """Who may open a case of the route."""
    return STEPS[Act.RECEIVE, route].who
