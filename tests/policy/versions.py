"""Versions of the force's pack, made for a test by changing its text."""

import shutil
from pathlib import Path

from bluelamp.policy import packs_root

# Six months after sentence in place of three.
THREE = 'months = 3\nsettled_by = "stage"\nnot_before = "convicted_on"'
FOR_LONGER = (THREE, THREE.replace("3", "6"))


def version(folder: Path, *changes: tuple[str, str], file: str = "custody-image.md") -> Path:
    """A copy of the pack in the folder with some texts of one file put for others."""
    shutil.copytree(packs_root() / "mps", folder)
    text = (folder / file).read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / file).write_text(text, "utf-8")
    return folder
