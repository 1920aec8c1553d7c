"""Short footage of a face that moves, and a case that holds it."""

import io
import tempfile
from datetime import timedelta
from functools import cache, partial
from typing import Any

import av
import numpy as np
import pytest
from django.utils import timezone
from PIL import Image
from skimage import data
from tests.cast import Cast
from tests.desk.builders import STAGES, Walk

from bluelamp.casework import services
from bluelamp.casework.models import PlanVersion
from bluelamp.casework.pieces import Piece
from bluelamp.casework.services import image as image_service
from bluelamp.redaction import Shape
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import Track, keep, propose_footage
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.values import Place

FRAMES, SIZE = 24, (160, 120)


@cache
def moving_face(*, with_sound: bool = True) -> bytes:
    """NASA's portrait of an astronaut (public domain) moving to the right, with a tone and a title tag."""
    head = Image.fromarray(data.astronaut()).crop((150, 0, 310, 200)).resize((64, 80))
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        out.metadata["title"] = "Yard camera 3"
        picture: Any = out.add_stream("libx264", rate=25, options={"g": "8", "crf": "18"})
        picture.width, picture.height = SIZE
        picture.pix_fmt = "yuv420p"
        heard: Any = out.add_stream("aac", rate=48_000, layout="mono") if with_sound else None
        for number in range(FRAMES):
            scene = Image.new("RGB", SIZE, (90, 110, 100))
            scene.paste(head, (10 + 2 * number, 20))
            out.mux(picture.encode(av.VideoFrame.from_ndarray(np.asarray(scene), "rgb24")))
        out.mux(picture.encode(None))
        if heard:
            time = np.arange(FRAMES * 48_000 // 25) / 48_000
            samples = np.float32(0.3 * np.sin(2 * np.pi * 440 * time))
            for at in range(0, len(samples), 1024):
                block = samples[None, at : at + 1024]
                frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "mono")
                frame.sample_rate, frame.pts = 48_000, at
                out.mux(heard.encode(frame))
            out.mux(heard.encode(None))
    return file.getvalue()


def head_at(number: int) -> Place:
    """Where the head is in a frame, with a margin; in ticks and pixels."""
    left = 10 + 2 * number
    return Place(number * 512, left - 6, 14, left + 70, 106)


def in_short_segments(patch: pytest.MonkeyPatch) -> None:
    """Cut footage into segments of eight frames, so that there are several."""
    patch.setattr(image_service, "probe", partial(probe, limits=FootageLimits(segment=8)))


class FootageWalk(Walk):
    """A case on its way with footage in place of a picture."""

    def bring_image(self) -> None:
        with tempfile.TemporaryFile() as file:
            file.write(moving_face())
            services.supply_image(
                case=self.reference,
                content=file,
                source="Yard camera 3",
                actor=self.cast.ren,
                at=self._later(),
            )

    def to(self, stage: str) -> "FootageWalk":
        """Walk on until the case is ready for the stage; the head is followed by hand, which is quick."""
        place = STAGES.index(stage)
        super().to(STAGES[min(place, STAGES.index("people"))])
        if place >= STAGES.index("preparing"):
            self.follow((head_at(0), head_at(FRAMES - 1)))
            self.on_from("preparing", to=stage)
        return self

    def follow(self, *tracks: tuple[Place, ...]) -> None:
        """A first plan that covers these."""
        image = self.view().now.image
        assert image is not None, "there is no image"
        followed = [
            Track(
                id=f"t{number}",
                kind=Kind.FACE,
                shape=Shape.BOX,
                parts=(places,),
                confidence=0.9,
                doubts=("low confidence", "crosses t1"),
            )
            for number, places in enumerate(tracks, 1)
        ]
        plan = propose_footage(Piece(image=image).probe, followed)
        PlanVersion.objects.create(
            image=image,
            number=1,
            text=plan.readable().decode(),
            digest=plan.digest(),
            made_by="system",
            made_at=self._later(),
            change=f"Followed {len(followed)}; every one is obscured",
        )

    def keep_one(self, sought: str = "") -> None:
        """Keep the named track, if any."""
        plan = self.view().now.plan
        assert plan is not None, "the people have not been found"
        if sought:
            services.change_plan(
                case=self.reference,
                number=plan.number,
                change=lambda newest: keep(newest, id=sought, why="The person convicted"),
                words=f"{sought} is sought",
                actor=self.cast.ivo,
                at=self._later(),
            )


def a_footage_case(cast: Cast, *, ready_for: str = "people") -> FootageWalk:
    """A case with footage that has everything it needs for the stage."""
    return FootageWalk(cast=cast, at=timezone.now() - timedelta(minutes=1)).to(ready_for)
