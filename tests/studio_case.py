"""A case in the studio: somebody signed in, and what their page asks of the desk."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in
from tests.footage_case import FRAMES, FootageWalk, a_footage_case, head_at

from bluelamp.casework.pieces import Piece
from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor


@dataclass(slots=True)
class Seat:
    """One person's page; `state` is what it was told last."""

    walk: Walk
    actor: Actor
    client: Client = field(init=False)
    state: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = signed_in(self.walk.cast.officer(self.actor))
        self.look()

    @property
    def base(self) -> str:
        return f"/cases/{self.walk.reference}/studio/"

    def look(self) -> dict[str, Any]:
        """The State as it is now."""
        self.state = self.client.get(f"{self.base}state/").json()
        return self.state

    def post(self, address: str, **said: Any) -> tuple[int, dict[str, Any]]:
        """The status and the answer; a State in it is kept."""
        answer = self.client.post(
            f"{self.base}{address}",
            json.dumps({"image": self.state.get("image"), **said}),
            content_type="application/json",
        )
        told: dict[str, Any] = answer.json()
        self.state = told.get("state", self.state)
        return answer.status_code, told

    def edit(self, act: str, **said: Any) -> dict[str, Any]:
        """The State after an act that is accepted."""
        status, told = self.post("edit/", act=act, **{"number": self.state["number"], **said})
        assert status == 200, told
        return self.state

    def refused(self, act: str, **said: Any) -> tuple[int, str, str]:
        """The status, the sentence and the field of an act that is not accepted."""
        status, told = self.post("edit/", act=act, **{"number": self.state["number"], **said})
        assert status >= 400, told
        return status, told["error"], told["field"]

    def track(self, id_: str) -> dict[str, Any]:
        return next(each for each in self.state["tracks"] if each["id"] == id_)

    def person(self, id_: str) -> dict[str, Any]:
        return next(each for each in self.state["people"] if id_ in {each["id"], *each["tracks"]})

    def places(self, **query: Any) -> dict[str, Any]:
        answer = self.client.get(f"{self.base}places/", query)
        told: dict[str, Any] = answer.json()
        assert answer.status_code == 200, told
        return told


def two_heads(cast: Cast) -> FootageWalk:
    """Footage of a second, in which two tracks are followed, both of them doubtful; nothing is made to be played."""
    walk = a_footage_case(cast, ready_for="people")
    image = walk.view().now.image
    assert image
    jobs.cancel(Piece(image=image, proxy=True).all_keys(), at=walk.at)
    walk.follow((head_at(0), head_at(FRAMES - 1)), (head_at(3), head_at(20)))
    return walk


def two_people(cast: Cast) -> Walk:
    """A picture of two people, both found."""
    return a_case(cast, ready_for="preparing")
