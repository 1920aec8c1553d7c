"""Files that mean harm: each is refused in one sentence, or opens with the harm left behind."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, PngImagePlugin
from tests.redaction.conftest import encoded

from bluelamp.redaction import PictureRefused, open_picture, write
from bluelamp.redaction.picture import Pixels
from bluelamp.redaction.structure import parts, pictures_inside, unexpected

Scene = Callable[..., Pixels]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *extra: bytes, samples: bytes = b"") -> bytes:
    """A PNG whose header says what it likes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", samples or zlib.compress(b"\x00" * 1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(extra) + body + chunk(b"IEND", b"")
    )


def frames(kind: str, count: int) -> bytes:
    images = [Image.new("RGB", (32, 32), (number * 37 % 256, 0, 0)) for number in range(count)]
    return encoded(images[0], kind, save_all=True, append_images=images[1:], duration=40)


def avif(width: int, height: int) -> bytes:
    """An AVIF whose header says what it likes."""
    content = encoded(Image.new("RGB", (32, 32)), "AVIF")
    at = content.index(b"ispe") + 8
    return content[:at] + struct.pack(">II", width, height) + content[at + 8 :]


def polyglot(start: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as into:
        into.writestr("payload.txt", "x" * 100)
    return start + archive.getvalue()


REFUSED = {
    "a bomb of 900 megapixels": (png(30_000, 30_000), "no side may be over 20,000"),
    "a bomb within the sides": (png(19_000, 19_000), "at most 100,000,000 are allowed"),
    "a bomb in a text chunk": (
        png(32, 32, chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"x" * 200_000_000, 1))),
        "is damaged",
    ),
    "a bomb in a colour profile": (
        png(32, 32, chunk(b"iCCP", b"p\x00\x00" + zlib.compress(b"x" * 200_000_000, 1))),
        "is damaged",
    ),
    "an animated PNG": (frames("PNG", 3), "animation of 3 frames"),
    "an animated WebP": (frames("WEBP", 3), "animation of 3 frames"),
    "an animated AVIF": (frames("AVIF", 3), "animation of 3 frames"),
    "a GIF of 300 frames": (frames("GIF", 300), "is a GIF"),
    "a drawing": (SVG, "SVG"),
    "a web page": (b"<!DOCTYPE html><img src=x>", "web page"),
    "a playlist": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "playlist"),
    "a list of files": (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist"),
    "words": (b"just some words", "plain text"),
    "nothing": (b"", "is empty"),
    "noise": (bytes(range(128, 256)), "kind not known"),
    "a video": (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomavc1", "a video"),
    "an AVIF without pictures": (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1", "AVIF"),
    "an AVIF of 60,000 pixels a side": (avif(60_000, 60_000), "AVIF"),
    "an AVIF that says it is a ribbon": (avif(30_000, 1), "no side may be over 20,000"),
    "a ribbon": (png(65_500, 1), "no side may be over 20,000"),
    "a header alone": (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "JPEG"),
    "a HEIC without pictures": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1", "HEIC"),
    "a picture of no width": (png(0, 10), "PNG"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_one_sentence(name: str) -> None:
    content, reason = REFUSED[name]
    started = time.monotonic()
    with pytest.raises(PictureRefused, match=reason) as refusal:
        open_picture(content)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_a_file_cut_short_is_refused(kind: str, share: float, scene: Scene) -> None:
    content = encoded(scene(200, 200), kind)
    with pytest.raises(PictureRefused):
        open_picture(content[: int(len(content) * share)])


def test_the_second_picture_of_a_multi_picture_file_never_travels() -> None:
    shown, hidden = Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")
    content = encoded(shown, "MPO", save_all=True, append_images=[hidden])
    picture = open_picture(content)
    assert "only the first" in picture.notes[0]
    assert picture.pixels[..., 2].max() < 10
    assert unexpected(write(picture.pixels), format=picture.format) == ()


def test_only_the_first_page_of_a_tiff_is_read() -> None:
    pages = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    picture = open_picture(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert picture.pixels[0, 0].tolist() == [255, 0, 0]
    assert "only the first" in picture.notes[0]


def motion_photo(still: bytes) -> bytes:
    """A still with a film after its end, as telephones make them."""
    return still + b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomavc1" + b"Witness Jane Doe" * 9


def secret_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "Witness Jane Doe"
    exif[0x013B] = "PC 1234 Smith"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_nothing_written_into_the_file_comes_out(kind: str, scene: Scene) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "Witness Jane Doe")
    sources = [
        encoded(scene(), "JPEG", exif=secret_exif(), comment=b"Witness Jane Doe"),
        encoded(scene(), "PNG", exif=secret_exif(), pnginfo=text),
        encoded(scene(), "WEBP", exif=secret_exif(), xmp=b"<x>Witness Jane Doe</x>"),
        encoded(scene(), "AVIF", exif=secret_exif(), xmp=b"<x>Witness Jane Doe</x>"),
        polyglot(encoded(scene(), "JPEG")),
        motion_photo(encoded(scene(), "JPEG")),
        encoded(scene(), "PNG") + b"Witness Jane Doe" + encoded(scene(), "PNG"),
    ]
    for source in sources:
        out = write(open_picture(source).pixels, format=kind)
        assert not any(
            word in out for word in (b"Jane", b"Smith", b"PK\x03\x04", b"Exif", b"<x>", b"ftyp")
        )
        assert unexpected(out, format=open_picture(out).format) == ()


def test_the_thumbnail_in_the_metadata_is_left_behind(scene: Scene) -> None:
    thumbnail = encoded(scene(48, 64, 1), "JPEG")
    source = encoded(scene(), "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + thumbnail)
    assert "JPEG at byte 38" in pictures_inside(source)
    assert pictures_inside(write(open_picture(source).pixels)) == ()


def test_what_lies_under_full_transparency_is_gone(scene: Scene) -> None:
    alpha = np.zeros((60, 80, 1), np.uint8)
    alpha[:, 40:] = 255
    picture = open_picture(encoded(np.concatenate([scene(), alpha], axis=2), "PNG"))
    assert (picture.pixels[:, :40] == 255).all()
    assert np.array_equal(picture.pixels[:, 40:], scene()[:, 40:])
    assert "white" in picture.notes[0]


def test_the_ruler_sees_what_does_not_belong(scene: Scene) -> None:
    tagged = encoded(scene(), "JPEG", exif=secret_exif(), comment=b"x")
    kind = open_picture(tagged).format
    assert unexpected(tagged, format=kind) == ("APP1", "comment")
    assert unexpected(tagged + b"x", format=kind)[-1] == "trailing bytes"
    assert parts(tagged[:-2], format=kind)[-1] == "no end"
