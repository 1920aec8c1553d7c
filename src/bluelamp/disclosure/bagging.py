"""A BagIt bag (RFC 8493) as one ZIP file: the same files give the same bytes, and nothing is compressed.

Beside the payload in `data/` stand a manifest of sha256s, what the bag is, and a manifest of those
two. `bag_checker` checks such a file strictly, down to the frame of the ZIP.
"""

import hashlib
import io
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from typing import IO, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

Source = bytes | Callable[[], IO[bytes]]

_PIECE: Final = 1 << 20
_BAGIT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # no time of making: ZIP can give none earlier


def bag(
    to: IO[bytes],
    *,
    name: str,
    payload: Mapping[str, Source],
    about: Mapping[str, str],
    on: date,
    wrote: Callable[[str], None] = lambda _: None,
) -> None:
    """Write the bag as the folder `name` of a ZIP file; `payload` by path under `data/`.

    A source that is called gives an open file, which is closed again. `wrote` hears of each file.
    """
    with ZipFile(to, "w", ZIP_STORED) as zipped:
        digests, octets = {}, 0
        for path in sorted(payload):
            digests[f"data/{path}"], size = _put(zipped, f"{name}/data/{path}", payload[path])
            octets += size
            wrote(path)
        tags = {
            "bag-info.txt": _info(about, on, octets, len(payload)),
            "bagit.txt": _BAGIT,
            "manifest-sha256.txt": _manifest(digests),
        }
        tagged = {path: _put(zipped, f"{name}/{path}", tags[path])[0] for path in sorted(tags)}
        _put(zipped, f"{name}/tagmanifest-sha256.txt", _manifest(tagged))


def _put(zipped: ZipFile, path: str, source: Source) -> tuple[str, int]:
    """The sha256 and the size of what was written."""
    frame = ZipInfo(path, _EARLIEST)
    frame.external_attr = 0o644 << 16
    found, size = hashlib.sha256(), 0
    opened = io.BytesIO(source) if isinstance(source, bytes) else source()
    with closing(opened) as file, zipped.open(frame, "w", force_zip64=True) as member:
        while piece := file.read(_PIECE):
            found.update(piece)
            size += len(piece)
            member.write(piece)
    return found.hexdigest(), size


def _info(about: Mapping[str, str], on: date, octets: int, files: int) -> bytes:
    lines = {**about, "Bagging-Date": on.isoformat(), "Payload-Oxum": f"{octets}.{files}"}
    return "".join(f"{name}: {' '.join(said.split())}\n" for name, said in lines.items()).encode()


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()
