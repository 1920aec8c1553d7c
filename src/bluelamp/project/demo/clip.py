"""A short clip for the demonstration, made as it is loaded: one of its portraits walks across a yard."""

from functools import cache
from io import BytesIO
from typing import Any

import av
import numpy as np
from PIL import Image

from bluelamp.project.demo.story import PORTRAIT, picture

FRAMES, RATE, SIZE = 24, 12, (320, 240)


@cache
def clip() -> bytes:
    """Two seconds of footage without sound, as an MP4 file."""
    person = Image.open(BytesIO(picture(PORTRAIT))).resize((180, 180))
    file = BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream: Any = out.add_stream("libx264", rate=RATE, options={"crf": "20"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number in range(FRAMES):
            scene = Image.new("RGB", SIZE, (96, 104, 92))
            scene.paste(person, (20 + 4 * number, 40))
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(scene), "rgb24")))
        out.mux(stream.encode(None))
    return file.getvalue()
