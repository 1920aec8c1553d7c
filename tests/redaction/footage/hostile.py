"""Footage that means harm, made by script: FFmpeg's own program builds it, a few bytes are changed."""

import random
import subprocess
from pathlib import Path

NAME = "Witness Jane Doe"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + NAME.encode() + b"\xff\xd9"
PICTURE = "testsrc2=s=192x108:r=25"
SMALL = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-bf", "2", "-c:a", "aac")


def ffmpeg(*words: str | Path) -> None:
    command = ["ffmpeg", "-v", "error", "-y", "-nostdin", *map(str, words)]
    subprocess.run(command, check=True, timeout=60)


def film(path: Path, *words: str | Path, seconds: float = 2, sound: bool = True) -> Path:
    """A short film with a tone, and whatever FFmpeg is told besides."""
    heard = ("-f", "lavfi", "-i", f"sine=440:d={seconds}") if sound else ()
    ffmpeg("-f", "lavfi", "-i", f"{PICTURE}:d={seconds}", *heard, *SMALL, *words, path)
    return path


def everything_at_once(path: Path, folder: Path) -> Path:
    """Two films, two sounds, subtitles, an attachment, a cover, chapters and tags in one Matroska file."""
    words, note = folder / "words.srt", folder / "note.txt"
    words.write_text(f"1\n00:00:00,100 --> 00:00:01,500\n{NAME}\n")
    note.write_text(NAME)
    chapters = folder / "chapters.txt"
    chapters.write_text(
        f";FFMETADATA1\ntitle={NAME}\nlocation=+51.5-0.1/\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\n"
        f"END=1000\ntitle={NAME}\n"
    )
    cover = folder / "cover.png"
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1", cover)
    sources = (
        "-f", "lavfi", "-i", f"{PICTURE}:d=2", "-f", "lavfi", "-i", "testsrc=s=64x48:r=25:d=2",
        "-f", "lavfi", "-i", "sine=440:d=2", "-f", "lavfi", "-i", "sine=880:d=2",
        "-i", words, "-i", chapters,
    )  # fmt: skip
    maps = tuple(word for number in range(5) for word in ("-map", str(number)))
    attached = (
        "-attach", note, "-metadata:s:t:0", "mimetype=text/plain",
        "-attach", cover, "-metadata:s:t:1", "mimetype=image/png",
    )  # fmt: skip
    ffmpeg(
        *sources, *maps, "-map_metadata", "5", "-map_chapters", "5", *SMALL, "-c:s", "srt",
        *attached, path,
    )  # fmt: skip
    return path


def cut_without_coding(path: Path, folder: Path) -> Path:
    """As phones and editors cut: the frames before lie behind an edit list; turned, tagged, with more."""
    whole = film(
        folder / "whole.mp4", "-metadata", f"title={NAME}", "-metadata", "location=+51.5-0.1/"
    )
    ffmpeg(
        "-ss", "0.72", "-i", whole, "-map", "0:v", "-map", "0:a", "-c", "copy", "-metadata:s:v", "rotate=90",
        "-timecode", "01:02:03:04", "-movflags", "use_metadata_tags", path,
    )  # fmt: skip
    secret = NAME.encode()
    uuid = (24 + len(secret)).to_bytes(4, "big") + b"uuid" + bytes(16) + secret
    with path.open("ab") as file:
        file.write(uuid + (8 + len(JPEG)).to_bytes(4, "big") + b"free" + JPEG)
    return path


def cover_art(path: Path, folder: Path) -> Path:
    """A cover is a second picture stream of one frame."""
    cover = folder / "cover.jpg"
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1", cover)
    plain = film(folder / "plain.mp4")
    ffmpeg(
        "-i", plain, "-i", cover, "-map", "0", "-map", "1", "-c", "copy",
        "-disposition:v:1", "attached_pic", path,
    )  # fmt: skip
    return path


def uneven(path: Path, folder: Path) -> Path:
    """Frames at a rate that changes all the time, sound that starts late."""
    del folder
    rate = "settb=1/1000,setpts='N*40+20*mod(N\\,3)+5*mod(N\\,2)'"
    ffmpeg(
        "-f", "lavfi", "-i", f"{PICTURE}:d=2", "-itsoffset", "0.35", "-f", "lavfi",
        "-i", "sine=440:d=1.5", "-vf", rate, "-fps_mode", "passthrough", *SMALL, path,
    )  # fmt: skip
    return path


def changed(source: Path, path: Path, at: bytes, skip: int, value: bytes) -> Path:
    """The file with bytes put in after the first place of a box's name."""
    content = bytearray(source.read_bytes())
    place = content.index(at) + len(at) + skip
    content[place : place + len(value)] = value
    path.write_bytes(content)
    return path


def nested(path: Path) -> Path:
    """Forty thousand boxes, each inside the one before."""
    depth = 40_000
    boxes = b"".join((8 * (depth - level)).to_bytes(4, "big") + b"moov" for level in range(depth))
    path.write_bytes(b"\0\0\0\x14ftypisom\0\0\2\0isom" + boxes)
    return path


def flipped(source: Path, path: Path, *, seed: int, first: int, last: int, count: int) -> Path:
    """The file with so many bits turned over between two places."""
    chance = random.Random(seed)  # noqa: S311  the same damage every time
    content = bytearray(source.read_bytes())
    for _ in range(count):
        content[chance.randrange(first, min(last, len(content)))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return path
