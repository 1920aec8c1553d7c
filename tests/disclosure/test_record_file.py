"""A case's record leaves with its proofs, and that it left is recorded."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework import services as casework
from bluelamp.casework.errors import NoSuchCase
from bluelamp.disclosure import services as disclosure
from bluelamp.disclosure.errors import MayNotDisclose
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def verified(file: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "bluelamp.ledger.verifier", str(file)]
    key = ["--key", record.verifier_key()]
    return subprocess.run([*program, *key], capture_output=True, text=True, check=False)


@pytest.fixture
def file(cast: Cast, tmp_path: Path) -> Path:
    a_case(cast, ready_for="image")
    walk = a_case(cast, ready_for="reopening")
    content = disclosure.disclose_record(case=walk.reference, actor=cast.dee, at=walk.at)
    last = record.entries_for(walk.reference)[-1]
    assert (last.kind, last.actor) == ("disclosed", cast.dee.reference)
    assert last.body is not None
    assert last.body["file_sha256"] == hashlib.sha256(content).hexdigest()
    assert last.body["recipients"] == [cast.dee.reference]
    kept = tmp_path / "record.txt"
    kept.write_bytes(content)
    return kept


def test_the_file_is_accepted_by_the_verifier_alone(file: Path) -> None:
    answer = verified(file)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_changed_word_is_found(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "Released a day early" in text
    file.write_text(text.replace("Released a day early", "Released on the day"), encoding="utf-8")
    assert verified(file).returncode != 0


def test_only_disclosure_officers_and_auditors_take_copies(cast: Cast) -> None:
    walk = a_case(cast)
    before = record.head()
    for actor in (cast.asha, cast.ren, cast.jo, cast.ivo):
        with pytest.raises(MayNotDisclose):
            disclosure.disclose_record(case=walk.reference, actor=actor, at=walk.at)
    assert record.head() == before
    assert disclosure.disclose_record(case=walk.reference, actor=cast.len, at=walk.at)


def test_no_copy_is_taken_of_a_case_that_is_closed_to_them(cast: Cast) -> None:
    walk = a_case(cast)
    casework.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=(cast.asha.reference,),
        reasons="He is a witness elsewhere.",
        actor=cast.asha,
        at=walk.at,
    )
    before = record.head()
    with pytest.raises(NoSuchCase):
        disclosure.disclose_record(case=walk.reference, actor=cast.dee, at=walk.at)
    assert record.head() == before
