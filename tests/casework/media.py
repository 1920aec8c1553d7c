"""Body-worn video for the media on its way, worked by the cast through the real services."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk

from bluelamp.casework import services
from bluelamp.casework.models import Pictured
from bluelamp.casework.parts import Edit, Part
from bluelamp.casework.routes import Route


class MediaWalk(Walk):
    """A case of body-worn video, with a still of two people in place of the footage."""

    route = Route.BWV_MEDIA

    def open(self) -> None:
        case = services.receive(
            route=self.route,
            person="Robbery at a bus stop",
            purpose="To trace two suspects",
            officer=self.cast.ren.reference,
            unit=self.cast.ren.unit,
            actor=self.cast.asha,
            at=self.at,
        )
        self.reference = case.reference

    def on(self, stage: str) -> "MediaWalk":
        """Walk on from an opened case until the image is to be brought, its people found, listed, or the result checked."""
        steps = {
            "image": None,
            "people": self.bring_image,
            "preparing": self.find,
            "check": self.obscure,
        }
        for name, step in steps.items():
            if step:
                step()
            if name == stage:
                return self
        raise ValueError(stage)

    def list_person(self, part: Part, edit: Edit, *regions: str, **differs: Any) -> Pictured:
        given = {
            "sought": False,
            "why": "As the investigation needs.",
            "actor": self.cast.ivo,
            "at": self._later(),
        }
        return services.list_person(
            case=self.reference, part=part, edit=edit, regions=regions, **given | differs
        )

    def said(self) -> dict[str, Any]:
        """What the register says, but for what is not known."""
        names = {
            "third_parties",
            "victim",
            "victim_notice",
            "victim_edited_out",
            "rescued_person",
        }
        return {name: value for name, value in self.view().facts.items() if name in names}

    def complete(self) -> None:
        services.complete_list(case=self.reference, actor=self.cast.ivo, at=self._later())


def a_media_case(
    cast: Cast, *, ready_for: str = "people", kind: type[MediaWalk] = MediaWalk
) -> MediaWalk:
    """A case of body-worn video that has everything it needs for the stage."""
    walk = kind(cast=cast, at=timezone.now() - timedelta(minutes=1))
    walk.open()
    return walk.on(ready_for)
