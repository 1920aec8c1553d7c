"""Regions of a picture in words: `p1` is person 1, `h1` is drawn region 1, marked D1 on the picture."""

import re

from bluelamp.redaction import Region

_CODE = re.compile(r"\b([ph])(\d+)\b")
_NAMES = {"p": "person", "h": "drawn region"}


def mark(code: str) -> str:
    """What stands on the picture: 1, 2, … for people found, D1, D2, … for regions drawn by hand."""
    return code[1:] if code.startswith("p") else f"D{code[1:]}"


def name(code: str) -> str:
    """“person 1” or “drawn region 1”."""
    return in_words(code)


def in_words(sentence: str) -> str:
    """The sentence with every region named and not coded."""
    return _CODE.sub(lambda found: f"{_NAMES[found[1]]} {found[2]}", sentence)


def surety(region: Region) -> str:
    """How sure the detectors were, as a sentence's end; a region drawn by hand has a hand behind it."""
    if region.confidence is None:
        return "drawn by hand"
    percent = round(100 * region.confidence)
    return f"found, {percent}% sure" if percent >= 50 else f"perhaps a person, {percent}% sure"
