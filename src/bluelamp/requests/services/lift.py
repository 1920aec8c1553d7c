"""What was restricted on somebody's request may be used again, once they have been told."""

from datetime import datetime

from bluelamp.casework import services as casework
from bluelamp.casework.due import was_use_restricted
from bluelamp.people.actor import Actor
from bluelamp.requests import post
from bluelamp.requests.doing import doing, need
from bluelamp.requests.errors import NotNow
from bluelamp.requests.models import Place
from bluelamp.requests.selectors import restricted
from bluelamp.requests.values import Outcome, State


def lift_restrictions(*, request: str, because: str, actor: Actor, at: datetime) -> None:
    """Lift what this request restricted, and write so to whoever made it (UK GDPR article 18(3)).

    What somebody else had restricted too stays so for them. Raises NotNow, BadInput.
    """
    with doing(request, actor=actor, states=tuple(State)) as row:
        why = need(because, "Say why it may be used again.", field="because")
        cases = restricted(row)
        if not cases:
            raise NotNow("Nothing is restricted on this request, or it has been lifted.")
        text = post.draft("lifted", row, why=why)
        post.write(row, words="what we restricted may be used again", text=text, by=actor, at=at)
        for case in cases:
            casework.lift_use_restriction(
                case=case, because=f"{row.reference}: {why}", actor=actor, at=at
            )
            _keep_for_another(case, actor=actor, at=at)


def _keep_for_another(case: str, *, actor: Actor, at: datetime) -> None:
    """Restrict it on the next request that did, but for which it has not been restricted by itself yet."""
    places = Place.objects.filter(case=case, outcome=Outcome.RESTRICTED).order_by("request")
    for reference in dict.fromkeys(places.values_list("request__reference", flat=True)):
        if not was_use_restricted(case, because_of=reference):
            because = f"{reference}: restricted on that request too."
            casework.restrict_use(case=case, because=because, actor=actor, at=at)
            return
