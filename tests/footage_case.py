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
from tests.desk.builders import Walk

from bluelamp.casework import services
from bluelamp.casework.services import image as image_service
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import keep
from bluelamp.redaction.footage.probing import FootageLimits

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
    walk = FootageWalk(cast=cast, at=timezone.now() - timedelta(minutes=1))
    walk.to(ready_for)
    return walk
