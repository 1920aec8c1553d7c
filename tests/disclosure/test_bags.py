"""A bag is the same bytes for the same files, any BagIt program accepts it, and one changed byte anywhere is named."""

import hashlib
import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import bagit
import pytest
from tests.disclosure import bags

from bluelamp.disclosure import bag_checker
from bluelamp.disclosure.bagging import bag

PAPERS = {"a.pdf": b"%PDF-1.7 words", "published/edition-1.jpg": bytes(range(128))}


def record_of(papers: dict[str, bytes]) -> bytes:
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in papers.items()}
    body = json.dumps({"actor": "DO-501", "body": {"documents": digests}, "case": "CI-26-0001"})
    return f'{{"format":"bluelamp-record/2"}}\n{{"leaf":1}}\n{"0" * 64} {body}\n'.encode()


def a_bag(papers: dict[str, bytes] = PAPERS, **more: bytes) -> bytes:
    payload = {**papers, "proof/record.txt": record_of(PAPERS), **more}
    file = io.BytesIO()
    about = {"Source-Organization": "Ambershire Constabulary"}
    bag(file, name="CI-26-0001-pack-1", payload=payload, about=about, on=date(2026, 11, 23))
    return file.getvalue()


def said_of(content: bytes, folder: Path) -> list[str]:
    path = folder / "pack.zip"
    path.write_bytes(content)
    try:
        return list(bag_checker.faults(bag_checker.opened(path)))
    except bag_checker.Unreadable as refused:
        return [str(refused)]


def test_the_same_files_are_the_same_bytes() -> None:
    assert a_bag() == a_bag()
    assert a_bag() != a_bag({**PAPERS, "a.pdf": b"%PDF-1.7 other"})


def test_another_bagit_program_accepts_it_and_names_a_changed_file(tmp_path: Path) -> None:
    folder = bags.unpacked(a_bag(), tmp_path)
    assert bagit.Bag(str(folder)).is_valid()
    (folder / "data" / "a.pdf").write_bytes(b"%PDF-1.7 Words")
    with pytest.raises(bagit.BagValidationError, match=r"data/a\.pdf"):
        bagit.Bag(str(folder)).validate()


def test_every_byte_changed_by_one_bit_is_found(tmp_path: Path) -> None:
    sound = a_bag()
    assert said_of(sound, tmp_path) == []
    for place in range(len(sound)):
        changed = bytearray(sound)
        changed[place] ^= 1 << place % 8
        assert said_of(bytes(changed), tmp_path), place


@pytest.mark.parametrize(
    "name", ["data/a.pdf", "data/published/edition-1.jpg", "manifest-sha256.txt", "bag-info.txt", "bagit.txt", "tagmanifest-sha256.txt", "data/proof/record.txt"]
)  # fmt: skip
def test_a_changed_file_is_named_zipped_and_unpacked(name: str, tmp_path: Path) -> None:
    with ZipFile(io.BytesIO(a_bag())) as zipped:
        frame = zipped.getinfo(f"CI-26-0001-pack-1/{name}")
    place = frame.header_offset + 30 + len(frame.filename) + 20 + frame.file_size // 2
    changed = bytearray(a_bag())
    changed[place] ^= 1
    assert any(name in fault for fault in said_of(bytes(changed), tmp_path))
    folder = bags.unpacked(a_bag(), tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    assert any(name in fault for fault in bag_checker.faults(bag_checker.Folder(folder)))


def test_files_taken_out_and_put_in_are_named(tmp_path: Path) -> None:
    folder = bags.unpacked(a_bag(), tmp_path)
    (folder / "data" / "a.pdf").unlink()
    (folder / "data" / "b.pdf").write_bytes(b"another")
    found = list(bag_checker.faults(bag_checker.Folder(folder)))
    assert any(each.startswith("data/a.pdf: missing") for each in found)
    assert any(each.startswith("data/b.pdf: not in") for each in found)


def test_a_bag_made_anew_around_another_paper_is_refused_by_the_record(tmp_path: Path) -> None:
    """All its manifests agree: only the record's own entry tells."""
    other = a_bag({**PAPERS, "a.pdf": b"%PDF-1.7 forged"})
    (found,) = said_of(other, tmp_path)
    assert "data/a.pdf" in found
    assert "pack made" in found


def test_a_zip_packed_otherwise_is_told_from_the_one_that_was_made(tmp_path: Path) -> None:
    anew = io.BytesIO()
    with ZipFile(io.BytesIO(a_bag())) as old, ZipFile(anew, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    found = said_of(anew.getvalue(), tmp_path)
    assert any("data/a.pdf" in each and "compressed" in each for each in found)


def test_the_program_answers_by_its_exit_status(tmp_path: Path) -> None:
    program = Path(bag_checker.__file__)
    (tmp_path / "sound.zip").write_bytes(a_bag())
    (tmp_path / "cut.zip").write_bytes(a_bag()[:-9])
    assert bags.answer_of(program, str(tmp_path / "sound.zip")).returncode == 0
    assert bags.answer_of(program, str(tmp_path / "cut.zip")).returncode == 2
    assert bags.answer_of(program).returncode == 2
    assert bags.answer_of(program, str(tmp_path)).returncode == 1
