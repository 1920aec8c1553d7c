"""Signed notes and checkpoints, by the examples of Go's sumdb and of C2SP."""

import re
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.ledger import notes
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.errors import NotACheckpoint, NotAKey, NotANote, NotSigned
from bluelamp.ledger.notes import SignerKey, VerifierKey

# The worked example of golang.org/x/mod/sumdb/note.
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
KNOWN = VerifierKey.parse(VKEY)
# The example of c2sp.org/tlog-checkpoint.
BEHIND = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_the_published_note_is_made_byte_for_byte() -> None:
    assert notes.sign(TEXT, SignerKey.parse(SKEY)) == f"{TEXT}\n{PETER}"


def test_the_published_note_opens_also_beside_a_strangers_signature() -> None:
    assert notes.text_of(f"{TEXT}\n{PETER}", [KNOWN]) == TEXT
    assert notes.text_of(f"{TEXT}\n{ENOCH}{PETER}", [KNOWN]) == TEXT


def test_keys_keep_their_text_forms() -> None:
    assert str(SignerKey.parse(SKEY)) == SKEY
    assert str(SignerKey.parse(SKEY).verifier) == str(KNOWN) == VKEY
    drawn = SignerKey.generate("ambershire.example/bluelamp")
    assert SignerKey.parse(str(drawn)) == drawn
    assert VerifierKey.parse(str(drawn.verifier)) == drawn.verifier


def test_a_signing_key_does_not_show_itself() -> None:
    drawn = SignerKey.generate("log")
    assert b64encode(drawn.seed).decode() not in repr(drawn)
    assert repr(drawn.seed) not in repr(drawn)


@pytest.mark.parametrize(
    "note",
    [
        f"{TEXT}\n{ENOCH}",
        f"{TEXT.replace('your', 'my')}\n{PETER}",
        f"{TEXT}\n{PETER.replace('nAM=', 'nQM=')}",
        f"\n{TEXT}\n{PETER}",
    ],
    ids=["a stranger's alone", "another text", "another signature", "a line before it"],
)
def test_a_note_that_the_key_did_not_sign_is_refused(note: str) -> None:
    with pytest.raises(NotSigned):
        notes.text_of(note, [KNOWN])


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}{PETER}",
        f"{TEXT}\n{PETER}".rstrip("\n"),
        f"{TEXT}\n{PETER.replace('— ', '- ')}",
        f"{TEXT}\n{PETER.replace('PeterNeumann', 'Peter+Neumann')}",
        f"{TEXT}\n— PeterNeumann x08go/\n",
        f"{TEXT}\n— PeterNeumann !!!!\n",
        f"{TEXT}\n{PETER * 101}",
        f"{TEXT}\r\n\n{PETER}",
        f"{TEXT}\n{PETER}stray\n",
    ],
)
def test_what_is_not_a_note_is_refused(note: str) -> None:
    with pytest.raises(NotANote):
        notes.text_of(note, [KNOWN])


@pytest.mark.parametrize("text", ["no newline", "a tab\t\n", "a return\r\n", ""])
def test_a_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(NotANote):
        notes.sign(text, SignerKey.parse(SKEY))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "PeterNeumann",
        VKEY.replace("c74f20a3", "c74f20a4"),
        VKEY.replace("c74f20a3", "C74F20A3"),
        VKEY.replace("Peter", "Petra"),
        VKEY.replace("PeterNeumann", "Peter Neumann"),
        VKEY.replace("+ARpc", "+AhpC"),
        VKEY[:-4],
        SKEY,
    ],
)
def test_what_is_not_a_verifying_key_is_refused(key: str) -> None:
    with pytest.raises(NotAKey):
        VerifierKey.parse(key)


@pytest.mark.parametrize(
    "key", ["", VKEY, SKEY.replace("c74f20a3", "c74f20a4"), SKEY[:-4], SKEY.replace("+AYE", "+BYE")]
)
def test_what_is_not_a_signing_key_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(NotAKey) as refused:
        SignerKey.parse(key)
    assert "EKFALVFGyN" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nbreak", "no\u00a0break"])
def test_a_key_has_a_name_that_a_note_can_carry(name: str) -> None:
    with pytest.raises(NotAKey):
        SignerKey.generate(name)


def test_the_published_checkpoint_reads_and_writes() -> None:
    checkpoint = Checkpoint.parse(BEHIND)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text() == BEHIND
    assert Checkpoint.parse(f"{BEHIND}an extension\n") == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        BEHIND.removesuffix("\n"),
        BEHIND.replace("20852163", "020852163"),
        BEHIND.replace("20852163", "-1"),
        BEHIND.replace("20852163", "9" * 5000),
        BEHIND.replace("20852163", "٣"),
        BEHIND.replace("CsUY", "Cs"),
        BEHIND.replace("CsUY", "C!UY"),
        BEHIND.removeprefix("example.com/behind-the-sofa"),
        f"{BEHIND}\nafter a gap\n",
        "\n".join(BEHIND.split("\n")[:2]) + "\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NotACheckpoint):
        Checkpoint.parse(text)


@given(size=st.integers(min_value=0, max_value=2**63 - 1), root=st.binary(min_size=32, max_size=32))
def test_a_checkpoint_comes_back_from_its_signed_note(size: int, root: bytes) -> None:
    key = SignerKey("log.example", bytes(32))
    checkpoint = Checkpoint(origin="log.example", size=size, root=root)
    note = checkpoint.signed(key)
    assert Checkpoint.opened(note, [key.verifier]) == checkpoint
    assert re.fullmatch("log.example\n[0-9]+\n.{44}\n\n— log.example .{92}\n", note)


def test_a_log_is_signed_for_by_its_own_key_alone() -> None:
    with pytest.raises(NotSigned):
        Checkpoint.parse(BEHIND).signed(SignerKey.generate("example.com/under-the-sofa"))
