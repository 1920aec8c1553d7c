"""Verify an export of the record, with nothing of the program that wrote it.

This file stands alone: it needs Python 3.11 and the `cryptography` package, and shares no code with
the rest of Bluelamp, so that it can be read in one sitting and handed to an outsider:

    python verifier.py EXPORT --key ambershire.example/bluelamp+1f2e3d4c+AbCd...

An export is a file of JSON lines, or a folder that holds one named `record.jsonl`:

    {"format": "bluelamp-record/1", "origin": ..., "case": null or a reference, "size": ...}
    {"seq": 1, "leaf": ..., "hash": hex, "salt": base64, "body": ..., "proof": [base64, ...]}
    {"checkpoint": a signed note}

The leaf and the body are the exact bytes that were recorded, as UTF-8 text; `hash` is the leaf's as
recorded, and helps only to say which entry is at fault. A leaf gives the time, the kind and the
number of its entry, and the HMAC-SHA256 of the body under a salt of 32 bytes; body and salt are
left out together when they have been erased, which a later entry of kind "erased" must say. The tree over the leaves is that of
RFC 9162, section 2.1; a checkpoint is a note by c2sp.org/tlog-checkpoint.

An export of the whole record (case null) has every entry in order and no proofs; each checkpoint
follows the last entry that it covers, and the last line is one. An export of one case has that
case's entries, each with its inclusion proof to the single checkpoint on the last line.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VERIFIED, NOT_VERIFIED, UNREADABLE = 0, 1, 2

Line = dict[str, Any]
Keys = dict[tuple[str, bytes], Ed25519PublicKey]


class Unreadable(Exception):
    """The export or the key cannot be read at all."""


class Fault(Exception):
    """The export is not what was signed; the words begin with the entry where there is one."""


@dataclass
class Reading:
    """What has been read of an export so far; `stack` is the tree's right edge, `size` its leaves."""

    case: str | None
    entries: int = 0
    size: int = 0
    stack: list[bytes] = field(default_factory=list)
    signed: int = 0
    missing: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    roots: list[tuple[int, bytes]] = field(default_factory=list)
    last: str = ""


# -- hashes -----------------------------------------------------------------------------------------


def _sha(prefix: bytes, *parts: bytes) -> bytes:
    return hashlib.sha256(prefix + b"".join(parts)).digest()


def _push(reading: Reading, leaf: bytes) -> None:
    top, carries = leaf, reading.size
    while carries % 2:
        top = _sha(b"\x01", reading.stack.pop(), top)
        carries //= 2
    reading.stack.append(top)
    reading.size += 1


def _top(reading: Reading) -> bytes:
    if not reading.stack:
        return hashlib.sha256().digest()
    top = reading.stack[-1]
    for left in reading.stack[-2::-1]:
        top = _sha(b"\x01", left, top)
    return top


def _climb(hashed: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that the proof leads to, by the division of RFC 9162, 2.1.3.1, taken recursively."""
    if not 0 <= index < size or (size == 1) != (not proof):
        return None
    if size == 1:
        return hashed
    left = 2 ** ((size - 1).bit_length() - 1)
    if index < left:
        below = _climb(hashed, index, left, proof[:-1])
        return below and _sha(b"\x01", below, proof[-1])
    below = _climb(hashed, index - left, size - left, proof[:-1])
    return below and _sha(b"\x01", proof[-1], below)


# -- keys and notes ---------------------------------------------------------------------------------


def read_key(text: str) -> tuple[tuple[str, bytes], Ed25519PublicKey]:
    """A key of the form name+id+base64. Raises Unreadable if it is not one."""
    match = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", text.strip())
    try:
        raw = base64.b64decode(match[3], validate=True) if match else b""
        public = Ed25519PublicKey.from_public_bytes(raw[1:])
    except ValueError:
        raise Unreadable(
            "The key does not read name+id+base64 with an Ed25519 key in it."
        ) from None
    if match is None or raw[0] != 1:
        raise Unreadable("The key is not of type 1, Ed25519.")
    key_id = hashlib.sha256(match[1].encode() + b"\n" + raw).digest()[:4]
    if key_id.hex() != match[2]:
        raise Unreadable(f"The key states the id {match[2]}, but its id is {key_id.hex()}.")
    return (match[1], key_id), public


def _head(note: object, keys: Keys) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint that one of the keys signed. Raises Fault."""
    text, blank, signatures = note.rpartition("\n\n") if isinstance(note, str) else ("", "", "")
    text += "\n"
    if not blank or not any(_signed(text, line, keys) for line in signatures.split("\n")):
        raise Fault("a checkpoint is not signed by the given key")
    match = re.match(r"([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n", text)
    if match is None:
        raise Fault("a signed note is not a checkpoint")
    return match[1], int(match[2]), base64.b64decode(match[3])


def _signed(text: str, line: str, keys: Keys) -> bool:
    match = re.fullmatch("\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)", line)
    if match is None:
        return False
    try:
        raw = base64.b64decode(match[2], validate=True)
        keys[match[1], raw[:4]].verify(raw[4:], text.encode())
    except (KeyError, ValueError, InvalidSignature):
        return False
    return True


# -- entries ----------------------------------------------------------------------------------------


def _entry(line: Line, reading: Reading) -> tuple[int, bytes]:
    """The number and the leaf hash of an entry whose leaf and body agree. Raises Fault."""
    seq = line.get("seq")
    if type(seq) is not int:
        raise Fault("an entry has no number")
    try:
        leaf = line["leaf"].encode()
        stated = json.loads(leaf)
        numbered = (stated["seq"], stated["v"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Fault(f"entry {seq}: its leaf cannot be read") from None
    if numbered != (seq, 1):
        raise Fault(f"entry {seq}: its leaf is numbered {numbered[0]}, version {numbered[1]}")
    hashed = _sha(b"\x00", leaf)
    if line.get("hash") != hashed.hex():
        raise Fault(f"entry {seq}: its leaf is not the one that was hashed")
    if "body" in line or "salt" in line:
        _body(line, stated, reading)
    else:
        reading.missing.add(seq)
    reading.entries += 1
    return seq, hashed


def _body(line: Line, stated: Line, reading: Reading) -> None:
    """Check the body against the leaf's commitment, and note the erasures that it records."""
    try:
        salt, body = base64.b64decode(line["salt"], validate=True), line["body"].encode()
        promised = bytes.fromhex(stated["commitment"])
        kept = len(salt) == 32 and hmac.compare_digest(promised, hmac.digest(salt, body, "sha256"))
        said: Line = json.loads(body) if kept else {"case": reading.case}
        if stated["kind"] == "erased" and kept:
            reading.erased.update(said["body"]["entries"])
        case = said["case"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Fault(f"entry {line['seq']}: its body or salt cannot be read") from None
    if not kept:
        raise Fault(f"entry {line['seq']}: its body is not the one that was recorded")
    if reading.case not in {None, case}:
        raise Fault(f"entry {line['seq']}: it belongs to {case}, not to {reading.case}")


# -- exports ----------------------------------------------------------------------------------------


def _whole(lines: Iterator[Line], header: Line, keys: Keys, reading: Reading) -> None:
    for line in lines:
        if "checkpoint" in line:
            _covered(line, header, keys, reading)
            continue
        if line.get("seq") != reading.size + 1:
            raise Fault(
                f"entry {reading.size + 1}: it is missing; entry {line.get('seq')} stands there"
            )
        _, hashed = _entry(line, reading)
        _push(reading, hashed)
    if reading.signed < max(reading.size, header["size"]):
        last = max(reading.size, header["size"])
        raise Fault(
            f"entry {reading.signed + 1}: no signed checkpoint covers it, up to entry {last}"
        )


def _covered(line: Line, header: Line, keys: Keys, reading: Reading) -> None:
    try:
        origin, size, root = _head(line["checkpoint"], keys)
    except Fault as fault:
        raise Fault(f"after entry {reading.size}: {fault}") from None
    if origin != header["origin"]:
        raise Fault(
            f"after entry {reading.size}: the checkpoint is of {origin}, not {header['origin']}"
        )
    if size > reading.size:
        raise Fault(
            f"entry {reading.size + 1}: it is missing; a signed checkpoint counts {size} entries"
        )
    if size < reading.size:
        raise Fault(
            f"after entry {reading.size}: the checkpoint of size {size} is out of its place"
        )
    if root != _top(reading):
        words = f"it or one up to entry {size} is not what was signed"
        raise Fault(f"entry {min(reading.signed + 1, size)}: {words}")
    reading.signed, reading.last = size, root.hex()


def _one_case(lines: Iterator[Line], header: Line, keys: Keys, reading: Reading) -> None:
    size, note = header["size"], None
    for line in lines:
        if note is not None:
            raise Fault("lines follow the checkpoint")
        if "checkpoint" in line:
            note = line["checkpoint"]
            continue
        seq, hashed = _entry(line, reading)
        if reading.roots and seq <= reading.roots[-1][0]:
            raise Fault(f"entry {seq}: it stands after entry {reading.roots[-1][0]}")
        reading.roots.append((seq, _placed(line, seq, hashed, size)))
    origin, signed, root = _head(note, keys)
    if (origin, signed) != (header["origin"], size):
        raise Fault(f"the checkpoint is of {origin} at size {signed}, not as the first line says")
    for seq, led_to in reading.roots:
        if led_to != root:
            raise Fault(f"entry {seq}: its proof does not lead to the signed root")
    reading.signed, reading.last = signed, root.hex()


def _placed(line: Line, seq: int, hashed: bytes, size: int) -> bytes:
    try:
        proof = [base64.b64decode(step, validate=True) for step in line["proof"]]
    except (ValueError, KeyError, TypeError):
        proof = [b""]
    root = _climb(hashed, seq - 1, size, proof)
    if root is None or any(len(step) != 32 for step in proof):
        raise Fault(f"entry {seq}: its proof is not one of entry {seq} among {size}")
    return root


def _lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, start=1):
            try:
                line = json.loads(text)
            except ValueError:
                line = None
            if not isinstance(line, dict):
                raise Unreadable(f"Line {number} of {path} is not a JSON object.")
            yield line


def _header(lines: Iterator[Line], path: Path) -> Line:
    header = next(lines, {})
    if (
        header.get("format") != "bluelamp-record/1"
        or not isinstance(header.get("origin"), str)
        or type(header.get("size")) is not int
        or not isinstance(header.get("case", 0), str | None)
    ):
        raise Unreadable(f"{path} is not an export of the record: its first line does not say so.")
    return header


def verify(export: Path, keys: Sequence[str]) -> str:
    """Say in one paragraph what the export proves. Raises Fault at the first fault; Unreadable."""
    trusted = dict(read_key(key) for key in keys)
    path = export / "record.jsonl" if export.is_dir() else export
    try:
        lines = _lines(path)
        header = _header(lines, path)
        reading = Reading(header["case"])
        walk: Callable[..., None] = _whole if header["case"] is None else _one_case
        walk(lines, header, trusted, reading)
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(f"{path} cannot be read: {fault}.") from None
    unexplained = sorted(reading.missing - reading.erased)
    if unexplained:
        raise Fault(f"entry {unexplained[0]}: its body is absent, and no entry records its erasure")
    return _words(header, reading)


def _words(header: Line, reading: Reading) -> str:
    what = _counted(reading.entries) + (f" of case {header['case']}" if header["case"] else "")
    erased = f", of which {len(reading.missing)} erased" if reading.missing else ""
    shown = "That the case has no others is not shown." if header["case"] else ""
    return (
        f"Verified: {what}{erased}, under the checkpoint of {header['origin']} at size "
        f"{reading.signed}, root {reading.last}. {shown}"
    ).rstrip()


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify an export from the command line; 0 verified, 1 not verified, 2 cannot be read."""
    parser = argparse.ArgumentParser(description="Verify an export of the record.")
    parser.add_argument("export", type=Path, help="the export: a .jsonl file, or its folder")
    parser.add_argument(
        "--key", action="append", required=True, help="the log's key, name+id+base64"
    )
    given = parser.parse_args(arguments)
    try:
        sys.stdout.write(verify(given.export, given.key) + "\n")
    except Fault as fault:
        sys.stdout.write(f"Not verified: {fault}.\n")
        return NOT_VERIFIED
    except Unreadable as fault:
        sys.stderr.write(f"Cannot verify: {fault}\n")
        return UNREADABLE
    return VERIFIED


if __name__ == "__main__":
    sys.exit(main())
