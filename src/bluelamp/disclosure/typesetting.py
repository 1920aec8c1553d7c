"""The papers of a pack as PDF/UA-1, typeset from its twin: the same twin gives the same bytes.

The fonts are those inside the typesetter (Libertinus Serif and DejaVu Sans Mono, under the SIL Open
Font License and the Bitstream Vera licence), never the machine's own.
"""

import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst
from django.conf import settings

from bluelamp.disclosure.errors import PackNotMade

_PAPERS: Final = Path(__file__).parent / "papers"
_PREFIX: Final = "papers-"
_LONGEST: Final = timedelta(hours=1)

# What the fonts can show: Latin, Greek and Cyrillic, punctuation, signs of currency, arrows, sums.
_UNSHOWN: Final = re.compile(
    "[^\\n\\u0020-\\u007e\\u00a0-\\u0377\\u0384-\\u038a\\u038c\\u038e-\\u03a1\\u03a3-\\u04ff\\u1e00-\\u1eff"
    "\\u2010-\\u2027\\u2030-\\u2040\\u2044-\\u2071\\u20a0-\\u20c0\\u2100-\\u211e\\u2122\\u2190-\\u222f]"
)


def typeset(names: Iterable[str], *, files: Mapping[str, bytes], at: datetime) -> dict[str, bytes]:
    """The papers of those names as PDFs, by name; `files` are the twin and the pictures, by their paths in the pack.

    The documents are dated `at`. Raises PackNotMade where the typesetter refuses.
    """
    work: Path = settings.BLUELAMP_WORK
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(prefix=_PREFIX, dir=work) as folder:
        root = Path(folder)
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        for paper in _PAPERS.glob("*.typ"):
            shutil.copy(paper, root)
        return {name: _compiled(root, name, at) for name in names}


def clear_strays(*, at: datetime) -> None:
    """Take away what killed workers left of papers in clear words: begun longer ago than any takes."""
    for folder in Path(settings.BLUELAMP_WORK).glob(f"{_PREFIX}*"):
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(folder.stat().st_mtime, UTC) < at - _LONGEST:
                shutil.rmtree(folder)


def _compiled(root: Path, name: str, at: datetime) -> bytes:
    try:
        return typst.compile(
            root / f"{name}.typ",
            root=root,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=at.replace(microsecond=0),
        )
    except (typst.TypstError, RuntimeError) as refused:
        raise PackNotMade(f"The paper “{name}” could not be typeset: {refused}") from refused


def shown(text: str) -> str:
    """The text with every character that the fonts lack written as its number, as in “[U+0628]”."""
    return _UNSHOWN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)
