"""What may be opened, and what it becomes: upright, sRGB, opaque, 8 bits."""

import hashlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageCms
from tests.redaction.conftest import HERE, encoded

from bluelamp.redaction import Format, Limits, Picture, PictureRefused, open_picture
from bluelamp.redaction.picture import Pixels

Scene = Callable[..., Pixels]


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_lossless_files_open_pixel_for_pixel(kind: str, scene: Scene) -> None:
    pixels = scene()
    content = encoded(pixels, kind)
    picture = open_picture(content)
    assert np.array_equal(picture.pixels, pixels)
    assert picture.sha256 == hashlib.sha256(content).hexdigest()
    assert (picture.format, picture.notes) == (Format(kind), ())


@pytest.mark.parametrize(
    ("kind", "options"), [("JPEG", {"quality": 95}), ("WEBP", {"lossless": True})]
)
def test_other_files_open_at_their_size(
    kind: str, options: dict[str, object], scene: Scene
) -> None:
    picture = open_picture(encoded(scene(30, 50), kind, **options))
    assert (picture.height, picture.width) == (30, 50)


def test_heic_opens(group: Picture) -> None:
    picture = open_picture((HERE / "pictures/group.heic").read_bytes())
    assert (picture.format, picture.width, picture.height) == (Format.HEIC, 480, 320)
    small = np.asarray(Image.fromarray(group.pixels).resize((480, 320)), np.int16)
    assert np.abs(small - picture.pixels).mean() < 6


def test_avif_opens_upright_and_opaque(scene: Scene) -> None:
    smooth = np.asarray(Image.fromarray(scene(6, 8)).resize((80, 60)))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = open_picture(encoded(smooth, "AVIF", quality=95, exif=exif))
    assert (turned.format, turned.original_size) == (Format.AVIF, (80, 60))
    assert np.abs(turned.pixels.astype(int) - np.rot90(smooth, -1)).mean() < 6
    hidden = np.dstack([smooth, np.zeros((60, 80), np.uint8)])
    clear = open_picture(encoded(hidden, "AVIF"))
    assert (clear.pixels == 255).all()
    assert "white" in clear.notes[0]


def test_pixels_cannot_be_changed(group: Picture) -> None:
    with pytest.raises(ValueError, match="read-only"):
        group.pixels[0, 0] = 0


@pytest.mark.parametrize("tag", range(1, 9))
def test_every_orientation_is_applied(tag: int, scene: Scene) -> None:
    pixels = scene()
    turns = {
        1: lambda p: p, 2: lambda p: p[:, ::-1], 3: lambda p: p[::-1, ::-1], 4: lambda p: p[::-1],
        5: lambda p: p.transpose(1, 0, 2), 6: lambda p: np.rot90(p, -1),
        7: lambda p: p[::-1, ::-1].transpose(1, 0, 2), 8: np.rot90,
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = tag
    picture = open_picture(encoded(pixels, "PNG", exif=exif))
    assert np.array_equal(picture.pixels, turns[tag](pixels))
    assert picture.original_size == (80, 60)
    assert bool(picture.notes) == (tag != 1)


def test_nonsense_in_exif_does_not_stop_the_picture(scene: Scene) -> None:
    picture = open_picture(
        encoded(scene(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xffjunk")
    )
    assert picture.width == 80


def test_colours_are_converted_by_the_profile(scene: Scene) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    same = open_picture(encoded(scene(), "PNG", icc_profile=lab.tobytes()))
    assert np.abs(same.pixels.astype(int) - scene()).max() <= 2
    spoilt = open_picture(encoded(scene(), "PNG", icc_profile=b"not a profile"))
    assert np.array_equal(spoilt.pixels, scene())
    assert "profile" in spoilt.notes[0]


def test_sixteen_bits_become_eight() -> None:
    ramp = np.linspace(0, 65535, 80 * 60).reshape(60, 80).astype(np.uint16)
    picture = open_picture(encoded(Image.fromarray(ramp), "PNG"))
    assert np.abs(picture.pixels[..., 0].astype(int) - (ramp >> 8)).max() <= 1
    assert "16 bits" in picture.notes[0]


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "CMYK"])
def test_other_kinds_of_sample_become_rgb(mode: str, scene: Scene) -> None:
    image = Image.fromarray(scene()).convert(mode)
    picture = open_picture(encoded(image, "TIFF" if mode == "CMYK" else "PNG"))
    assert picture.pixels.shape == (60, 80, 3)
    if mode in ("L", "1"):
        assert np.array_equal(picture.pixels[..., 0], np.asarray(image.convert("L")))


def test_limits_are_named_in_the_refusal(scene: Scene) -> None:
    content = encoded(scene(), "PNG")
    open_picture(content, limits=Limits(pixels=4800, side=80, file_bytes=len(content)))
    with pytest.raises(PictureRefused, match=r"at most 4,799 are allowed"):
        open_picture(content, limits=Limits(pixels=4799))
    with pytest.raises(PictureRefused, match=r"no side may be over 79"):
        open_picture(content, limits=Limits(side=79))
    with pytest.raises(PictureRefused, match=r"bytes; at most 1,000 are allowed"):
        open_picture(content, limits=Limits(file_bytes=1000))
