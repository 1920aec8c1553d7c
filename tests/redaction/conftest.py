"""Pictures that the redaction tests share."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from bluelamp.redaction import Finding, Format, Picture, detect, open_picture
from bluelamp.redaction.picture import Pixels

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "src/bluelamp/project/demo/pictures"


def encoded(pixels: Pixels | Image.Image, kind: str, **options: Any) -> bytes:
    """A file of any kind that Pillow writes."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pictured(pixels: Pixels, sha256: str = "0" * 64) -> Picture:
    """A picture without the file that it came from."""
    return Picture(
        pixels=pixels, sha256=sha256, format=Format.PNG, original_size=pixels.shape[1::-1]
    )


@pytest.fixture(scope="session")
def group_file() -> bytes:
    """Two people beside each other, 1280 by 853."""
    return (DEMO / "group.jpg").read_bytes()


@pytest.fixture(scope="session")
def group(group_file: bytes) -> Picture:
    return open_picture(group_file)


@pytest.fixture(scope="session")
def found(group: Picture) -> tuple[Finding, ...]:
    return detect(group)


@pytest.fixture
def scene() -> Callable[..., Pixels]:
    """Noise of a given size, which no codec or test can mistake for anything else."""

    def make(height: int = 60, width: int = 80, seed: int = 0) -> Pixels:
        return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)

    return make
