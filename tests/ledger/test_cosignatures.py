"""A witness's cosignature says which checkpoint it saw and when, and can be made by no other key."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.ledger import notes
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.cosignatures import Cosignature, Cosigner, WitnessKey, cosignatures
from bluelamp.ledger.errors import NotAKey, NotANote, NotSigned
from bluelamp.ledger.notes import SignerKey, VerifierKey

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LOG = SignerKey("log.example", bytes(32))
STATED = Checkpoint(origin="log.example", size=7, root=bytes(range(32)))
FIRST = Cosigner("witness.example/w1", bytes(range(32)))
SECOND = Cosigner("witness.example/w2", bytes(range(1, 33)))


def cosigned(*lines: str) -> str:
    return STATED.signed(LOG) + "".join(lines)


def test_a_cosignature_names_the_witness_and_the_time() -> None:
    later = AT + timedelta(days=1)
    note = cosigned(FIRST.cosign(STATED.text(), AT), SECOND.cosign(STATED.text(), later))
    found = cosignatures(note, [SECOND.verifier, FIRST.verifier])
    assert found == (
        Cosignature(name="witness.example/w1", key_id=FIRST.verifier.key_id, at=AT),
        Cosignature(name="witness.example/w2", key_id=SECOND.verifier.key_id, at=later),
    )
    assert cosignatures(note, [FIRST.verifier]) == found[:1]
    assert Checkpoint.opened(note, [LOG.verifier]) == STATED


def test_the_message_is_that_of_the_specification() -> None:
    name, key_id, signature = notes.parted(cosigned(FIRST.cosign(STATED.text(), AT)))[1][1]
    assert (name, key_id) == (FIRST.name, FIRST.verifier.key_id)
    assert int.from_bytes(signature[:8]) == 1795424400 == int(AT.timestamp())
    message = f"cosignature/v1\ntime 1795424400\n{STATED.text()}".encode()
    assert SignerKey(FIRST.name, FIRST.seed).verifier.signed(signature[8:], message)


def test_the_published_cosigned_checkpoint_reads() -> None:
    """The example of c2sp.org/tlog-cosignature, whose keys are not published."""
    text, lines = notes.parted(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    name, _, signature = lines[1]
    assert Checkpoint.parse(text).size == 20852163
    assert (name, len(signature)) == ("witness.example.com/w1", 72)
    assert int.from_bytes(signature[:8]) == 1679315147


def test_a_checkpoint_with_extension_lines_is_covered_with_them() -> None:
    text = f"{STATED.text()}an extension\n"
    note = notes.sign(text, LOG) + FIRST.cosign(text, AT)
    assert len(cosignatures(note, [FIRST.verifier])) == 1
    with pytest.raises(NotSigned, match=r"witness\.example/w1 is false"):
        cosignatures(note.replace("an extension", "another"), [FIRST.verifier])


def test_a_witness_key_is_never_the_same_key_as_a_logs() -> None:
    as_a_log = SignerKey(FIRST.name, FIRST.seed).verifier
    assert as_a_log.public == FIRST.verifier.public
    assert as_a_log.key_id != FIRST.verifier.key_id
    with pytest.raises(NotAKey, match="type 0x04"):
        VerifierKey.parse(str(FIRST.verifier))
    with pytest.raises(NotAKey, match="type 0x01"):
        WitnessKey.parse(str(as_a_log))
    with pytest.raises(NotAKey, match="type 0x01"):
        Cosigner.parse(str(LOG))


def test_keys_keep_their_text_forms() -> None:
    drawn = Cosigner.generate("witness.example/w3")
    assert Cosigner.parse(str(drawn)) == drawn
    assert WitnessKey.parse(str(drawn.verifier)) == drawn.verifier
    assert type(drawn) is Cosigner


@given(st.integers(min_value=4, max_value=75), st.integers(min_value=0, max_value=7))
def test_one_flipped_bit_makes_a_cosignature_false(byte: int, bit: int) -> None:
    raw = notes.parted(cosigned(FIRST.cosign(STATED.text(), AT)))[1][1][2]
    flipped = bytearray(raw)
    flipped[byte - 4] ^= 1 << bit
    assert FIRST.verifier.verifies(STATED.text(), raw)
    assert not FIRST.verifier.verifies(STATED.text(), bytes(flipped))


@pytest.mark.parametrize("length", range(73))
def test_a_cosignature_cut_short_is_false(length: int) -> None:
    raw = notes.parted(cosigned(FIRST.cosign(STATED.text(), AT)))[1][1][2]
    assert FIRST.verifier.verifies(STATED.text(), raw[:length]) == (length == 72)


def test_a_time_that_no_calendar_has_is_refused() -> None:
    message = f"cosignature/v1\ntime {2**64 - 1}\n{STATED.text()}".encode()
    raw = (2**64 - 1).to_bytes(8) + FIRST.signature(message)
    note = cosigned(notes.line(FIRST.verifier, raw))
    assert FIRST.verifier.verifies(STATED.text(), raw)
    with pytest.raises(NotSigned, match="no date"):
        cosignatures(note, [FIRST.verifier])


def test_what_is_no_note_has_no_cosignatures() -> None:
    with pytest.raises(NotANote):
        cosignatures(STATED.text(), [FIRST.verifier])
