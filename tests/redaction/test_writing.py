"""The written file: pixels and nothing else, the same bytes each time; exiftool is the outside judge."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.redaction.conftest import encoded

from bluelamp.redaction import RedactionError, open_picture, write
from bluelamp.redaction.picture import Pixels
from bluelamp.redaction.structure import parts

Scene = Callable[..., Pixels]


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_the_same_pixels_give_the_same_bytes(kind: str, scene: Scene) -> None:
    assert write(scene(), format=kind) == write(scene(), format=kind)


def test_the_file_has_only_the_parts_that_pixels_need(scene: Scene) -> None:
    jpeg, png, webp = (write(scene(), format=kind) for kind in ("jpeg", "png", "webp"))
    assert set(parts(png, format=open_picture(png).format)) == {"IHDR", "IDAT", "IEND"}
    assert parts(webp, format=open_picture(webp).format) == ("VP8 ",)
    names = parts(jpeg, format=open_picture(jpeg).format)
    assert names[:2] == ("SOI", "bare JFIF")
    assert names[-1] == "EOI"
    assert set(names) == {"SOI", "bare JFIF", "DQT", "SOF0", "DHT", "SOS", "EOI"}


def test_jpeg_keeps_full_colour_resolution() -> None:
    stripes = np.zeros((32, 32, 3), np.uint8)
    stripes[:, ::2] = (255, 0, 0)
    stripes[:, 1::2] = (0, 0, 255)
    again = open_picture(write(stripes, quality=95)).pixels
    assert np.abs(again.astype(int) - stripes).max() < 40


@pytest.mark.parametrize("quality", [85, 95, 100])
def test_a_jpeg_of_the_grainiest_picture_is_written(quality: int) -> None:
    grain = np.random.default_rng(1).normal(128, 60, (400, 300, 3)).clip(0, 255).astype(np.uint8)
    again = open_picture(write(grain, quality=quality)).pixels
    assert np.abs(again.astype(int) - grain).mean() < 30


def test_what_cannot_be_written_is_refused(scene: Scene) -> None:
    with pytest.raises(RedactionError, match="choose JPEG, PNG or WebP"):
        write(scene(), format="gif")
    with pytest.raises(RedactionError, match="must be from 1 to 100"):
        write(scene(), quality=0)
    with pytest.raises(RedactionError, match="16,383"):
        write(np.zeros((1, 16_384, 3), np.uint8), format="webp")


def exiftool(path: Path) -> dict[str, str]:
    """Tags by group and name; skipped where exiftool is not installed, unless in CI."""
    if not shutil.which("exiftool"):
        if os.environ.get("CI") == "true":
            pytest.fail("exiftool is missing: install libimage-exiftool-perl")
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    done = subprocess.run(
        ["exiftool", "-G1", "-s", "-a", "-u", "-e", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(line.split(":", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_exiftool_finds_no_metadata(kind: str, scene: Scene, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Witness Jane Doe"
    exif[0x0112] = 6
    source = encoded(scene(), "JPEG", exif=exif, comment=b"Jane", icc_profile=b"x" * 200)
    (tmp_path / "source").write_bytes(source)
    (tmp_path / "out").write_bytes(write(open_picture(source).pixels, format=kind))
    assert any("Jane" in value for value in exiftool(tmp_path / "source").values())
    tags = exiftool(tmp_path / "out")
    groups = {name.split("]")[0].strip("[ ") for name in tags}
    allowed = {"ExifTool", "System", "File", "PNG", "RIFF", "JFIF"}
    assert groups <= allowed, tags
    words = " ".join(tags).lower()
    assert not any(word in words for word in ("comment", "gps", "thumbnail", "warning", "profile"))
