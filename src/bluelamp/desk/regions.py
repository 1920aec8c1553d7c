"""Regions of a picture in words: `p1` is person 1, `n1` is number plate 1, `h1` is drawn region 1."""

import re

from bluelamp.redaction import Plan, Region

_CODE = re.compile(r"\b([pnwsvh])(\d+)\b")
_NAMES = {
    "p": "person",
    "n": "number plate",
    "w": "text",
    "s": "screen",
    "v": "vehicle",
    "h": "drawn region",
}
_SEVERAL = {"p": "people", "n": "number plates", "w": "texts", "s": "screens", "v": "vehicles"}
_MARKS = {"p": "", "n": "N", "w": "T", "s": "S", "v": "V", "h": "D"}


def mark(code: str) -> str:
    """What stands on the picture: 1, 2, … for people, N1 for a number plate, D1 for what was drawn."""
    return f"{_MARKS[code[0]]}{code[1:]}"


def is_thing(code: str) -> bool:
    """Whether it was found as a thing: a number plate, text, a screen or a vehicle."""
    return code[0] in "nwsv"


def found(plan: Plan) -> str:
    """“2 people and 1 number plate found”; people are always told of."""
    letters = [region.id[0] for region in plan.findings]
    counted = [
        f"{count} {several if count > 1 else _NAMES[letter]}"
        for letter, several in _SEVERAL.items()
        if (count := letters.count(letter))
    ]
    nobody = [] if "p" in letters else ["Nobody was found"]
    things = f"{' and '.join(counted)} found" if counted else ""
    return ", ".join(filter(None, [*nobody, things]))


def name(code: str) -> str:
    """“person 1”, “number plate 1” or “drawn region 1”."""
    return in_words(code)


def in_words(sentence: str) -> str:
    """The sentence with every region named and not coded."""
    return _CODE.sub(lambda found: f"{_NAMES[found[1]]} {found[2]}", sentence)


def surety(region: Region) -> str:
    """How sure the detectors were, as a sentence's end; a region drawn by hand has a hand behind it."""
    if region.confidence is None:
        return "drawn by hand"
    percent = round(100 * region.confidence)
    if percent >= 50 and not is_thing(region.id):
        return f"found, {percent}% sure"
    return f"perhaps a {_NAMES[region.id[0]]}, {percent}% sure"
