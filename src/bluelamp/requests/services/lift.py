"""What was restricted on somebody's request may be used again, once they have been told."""

from datetime import datetime

from bluelamp.casework import services as casework
from bluelamp.people.actor import Actor
from bluelamp.requests import post
from bluelamp.requests.doing import doing, need
from bluelamp.requests.errors import NotNow
from bluelamp.requests.selectors import restricted
from bluelamp.requests.values import State


def lift_restrictions(*, request: str, because: str, actor: Actor, at: datetime) -> None:
    """Lift what this request restricted, and write so to whoever made it (UK GDPR article 18(3)); raises NotNow, BadInput."""
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
