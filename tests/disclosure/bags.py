"""A pack made by the real worker, and what stands in it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.cast import Cast

from bluelamp.disclosure import packs
from bluelamp.disclosure.packs import Recipient
from bluelamp.jobs.worker import work

PROSECUTOR = Recipient(
    recipient="Nia Rowe",
    organisation="Crown Prosecution Service",
    purpose="The trial of Victor Lamb",
)


def made(cast: Cast, walk: Any, *, sensitive_schedule: bool = True) -> bytes:
    """The next pack of a case, asked for by the disclosure officer and given to the prosecutor."""
    pack = packs.ask_for_pack(
        case=walk.reference, sensitive_schedule=sensitive_schedule, actor=cast.dee, at=walk.at
    )
    work(once=True)
    return given(cast, walk, pack.number)


def given(cast: Cast, walk: Any, number: int) -> bytes:
    with packs.give_pack(
        case=walk.reference, number=number, to=PROSECUTOR, actor=cast.dee, at=walk.at
    ) as file:
        return file.read()


def files_of(pack: bytes) -> dict[str, bytes]:
    """Every file by its path in the bag."""
    with ZipFile(BytesIO(pack)) as zipped:
        return {name.partition("/")[2]: zipped.read(name) for name in zipped.namelist()}


def unpacked(pack: bytes, folder: Path) -> Path:
    with ZipFile(BytesIO(pack)) as zipped:
        zipped.extractall(folder)
        return folder / zipped.namelist()[0].partition("/")[0]


def told(files: Mapping[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["data/disclosure.json"])
    return found


def pages(pdf: bytes) -> str:
    """The words of a PDF, as poppler reads them."""
    run = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def everything_said(files: Mapping[str, bytes]) -> str:
    """All that can be read in a pack, its PDFs' words too, with spaces for line ends."""
    texts = (
        pages(content) if name.endswith(".pdf") else content.decode(errors="replace")
        for name, content in files.items()
    )
    return " ".join("\n".join(texts).split())


def answer_of(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program run by itself: apart from this environment's settings, paths and packages of the user's."""
    command = [sys.executable, "-I", str(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
