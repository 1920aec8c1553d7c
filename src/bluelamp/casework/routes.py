"""The routes of the policy and how each runs at the desk: what kind of release a case may come to."""

from dataclasses import dataclass
from enum import StrEnum


class Route(StrEnum):
    """A route of the policy, by the name of its decision."""

    CUSTODY_IMAGE = "custody-image"
    WANTED_PERSON = "wanted-person"
    MISSING_PERSON = "missing-person"
    IDENTIFICATION_APPEAL = "identification-appeal"
    BWV_PROSECUTION = "bwv-prosecution"
    BWV_MEDIA = "bwv-media"

    @property
    def way(self) -> "Way":
        """How the route runs."""
        return WAYS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a route runs: what its references begin with, and which parts of preparing belong to it.

    `approved` names who approves every case of the route, in words (empty where nobody must);
    `confirmed`: somebody who knows the person confirms the picture; `told`: the officer is told
    and may object; `public`: it ends in a release, and otherwise in a hand-over to the prosecution.
    """

    prefix: str
    words: str
    subject: str
    approved: str = ""
    confirmed: bool = False
    told: bool = False
    public: bool = True


_APPROVER = "the senior investigating officer or an officer in command"

WAYS: dict[Route, Way] = {
    Route.CUSTODY_IMAGE: Way(prefix="CI", words="Custody image", subject="Name of the person shown", confirmed=True, told=True),
    Route.WANTED_PERSON: Way(prefix="WP", words="Wanted person", subject="Name of the person wanted", approved=_APPROVER, confirmed=True),
    Route.MISSING_PERSON: Way(prefix="MP", words="Missing person", subject="Name of the person missing", confirmed=True),
    Route.IDENTIFICATION_APPEAL: Way(prefix="IA", words="Identification appeal", subject="Whom it shows, in a few words", approved=_APPROVER),
    Route.BWV_PROSECUTION: Way(prefix="BP", words="Body-worn video to the prosecution", subject="Name of the defendant", public=False),
    Route.BWV_MEDIA: Way(prefix="BM", words="Body-worn video to the media", subject="Whom or what it shows, in a few words", approved="the senior investigating officer"),
}  # fmt: skip

EVERY: frozenset[Route] = frozenset(Route)
TOLD = frozenset(route for route in Route if route.way.told)
APPROVED = frozenset(route for route in Route if route.way.approved)
PUBLIC = frozenset(route for route in Route if route.way.public)
CONFIRMED = frozenset(route for route in Route if route.way.confirmed)
# Where the picture may be a custody photograph, and where it may be footage.
CUSTODY_PICTURE = frozenset({Route.CUSTODY_IMAGE, Route.WANTED_PERSON, Route.MISSING_PERSON})
FOOTAGE = EVERY - CUSTODY_PICTURE
BODY_WORN = frozenset({Route.BWV_PROSECUTION, Route.BWV_MEDIA})
# By which suspects may be identified or traced, so that PACE Code D asks for its pack.
SUSPECTS = frozenset({Route.WANTED_PERSON, Route.IDENTIFICATION_APPEAL, Route.BWV_MEDIA})


def route_of(reference: str) -> Route | None:
    """The route of a case, by what its reference begins with; None for what is no case's reference."""
    prefix = reference.partition("-")[0]
    return next((route for route in Route if route.way.prefix == prefix), None)
