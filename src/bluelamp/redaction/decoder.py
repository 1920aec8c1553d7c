"""The program that decodes one untrusted picture, run only in a process of its own.

Reads the file from standard input and writes one line of JSON and then the pixels (rows of RGB
bytes) to standard output.  Everything is imported first, because nothing can be opened later.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pi_heif
from PIL import (
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    UnidentifiedImageError,
)

from .confinement import confine
from .picture import Format

_PILLOW_NAMES = {
    Format.JPEG: ("JPEG", "MPO"),
    Format.PNG: ("PNG",),
    Format.WEBP: ("WEBP",),
    Format.TIFF: ("TIFF",),
    Format.HEIC: ("HEIF",),
    Format.AVIF: ("AVIF",),
}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_ORIENTATION = 0x0112
_PAPER = (255, 255, 255)  # what shows through where a picture is transparent


class Refusal(Exception):
    """Why this file cannot be opened, in one sentence."""


def prepare_codecs() -> None:
    """Load every codec that may be needed, single-threaded."""
    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # the limits of the caller are checked instead
    Image.preinit()
    Image.init()  # otherwise Pillow imports codecs at the first file it does not know


def decode(content: bytes, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The header and the pixels of one file; raises Refusal."""
    notes: list[str] = []
    image = _open(content, Format(order["format"]))
    stored = image.size
    _check_size(stored, order)
    _check_frames(image, notes)
    image.load()
    flat = _flatten(_to_srgb(_upright(image, notes), notes), notes)
    header = {"size": flat.size, "stored": stored, "notes": notes}
    return header, flat.tobytes()


def _open(content: bytes, kind: Format) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=_PILLOW_NAMES[kind])
    except UnidentifiedImageError as error:
        raise Refusal(f"The file starts like {kind} but cannot be read as one.") from error


def _check_size(size: tuple[int, int], order: dict[str, Any]) -> None:
    width, height = size
    if max(width, height) > order["side"]:
        raise Refusal(
            f"The picture is {width} by {height} pixels; no side may be over {order['side']:,}."
        )
    if width * height > order["pixels"]:
        raise Refusal(
            f"The picture has {width * height:,} pixels; at most {order['pixels']:,} are allowed."
        )


def _check_frames(image: Image.Image, notes: list[str]) -> None:
    """Animations are refused; of several pictures in one file only the first is read."""
    frames = getattr(image, "n_frames", 1)
    if frames < 2:
        return
    if image.format in ("PNG", "WEBP", "AVIF"):
        raise Refusal(f"The file is an animation of {frames} frames; send one still picture.")
    if image.format != "HEIF":  # there the library has already chosen the primary picture
        image.seek(0)
    notes.append(f"The file holds {frames} pictures; only the first was read.")


def _upright(image: Image.Image, notes: list[str]) -> Image.Image:
    """Turned as its orientation tag says (EXIF 2.32, tag 274)."""
    try:
        turned = image.getexif().get(_ORIENTATION, 1) in range(2, 9)
        upright = ImageOps.exif_transpose(image) if turned else image
    except Exception:  # noqa: BLE001  EXIF is foreign bytes: any parser error means it cannot be trusted
        notes.append("The orientation tag could not be read and was ignored.")
        return image
    if turned:
        notes.append("The picture was turned upright by its orientation tag.")
    return upright


def _to_srgb(image: Image.Image, notes: list[str]) -> Image.Image:
    """Convert colours by the embedded profile, and deep samples to 8 bits; alpha is kept."""
    profile = image.info.get("icc_profile")
    image = _to_8_bit(image, notes)
    if not profile or image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        notes.append("The colour profile could not be used; the colours were taken as sRGB.")
        return image
    return converted or image


def _to_8_bit(image: Image.Image, notes: list[str]) -> Image.Image:
    if image.mode.startswith("I"):
        notes.append("Samples of 16 bits were reduced to 8.")
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "F":
        raise Refusal("The picture has floating-point samples; save it with 8 or 16 bits.")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image


def _flatten(image: Image.Image, notes: list[str]) -> Image.Image:
    """Lay a transparent picture on white, so that nothing lies hidden under its alpha."""
    if image.mode != "RGBA":
        return image if image.mode == "RGB" else image.convert("RGB")
    if image.getchannel("A").getextrema() != (255, 255):
        notes.append("Transparent parts were laid on white.")
    ground = Image.new("RGB", image.size, _PAPER)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def answer(content: bytes, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to one order, refusals included."""
    try:
        return decode(content, order)
    except Refusal as refusal:
        return {"refused": str(refusal)}, b""
    except MemoryError:
        return {"refused": "The picture needs more memory to open than one file may use."}, b""
    except Exception as error:  # noqa: BLE001  codecs raise every kind at foreign bytes
        damage = "is cut short" if "truncated" in str(error).lower() else "is damaged"
        return {"refused": f"The {order['format']} file {damage} and cannot be read."}, b""


def main() -> None:
    """Decode what is on standard input by the order in the first argument."""
    order = json.loads(sys.argv[1])
    prepare_codecs()
    protections = confine(
        memory_bytes=order["memory_bytes"],
        output_bytes=3 * order["pixels"] + 65_536,
        seconds=order["seconds"],
    )
    header, pixels = answer(sys.stdin.buffer.read(), order)
    header["protections"] = protections
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    sys.stdout.buffer.write(pixels)
    sys.stdout.buffer.flush()
