"""Go's sumdb code accepts every note and proof that we make, and none of them with one bit changed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from tests.ledger.go_judge import Judge, judge  # noqa: F401  the fixture
from tests.ledger.test_proofs import flipped

from bluelamp.ledger import notes, proofs, tree
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.cosignatures import Cosigner
from bluelamp.ledger.notes import SignerKey
from bluelamp.ledger.tlog_proof import TlogProof

LOG = SignerKey("log.example", bytes(range(32)))
WITNESS = Cosigner("witness.example/w1", bytes(range(1, 33)))
LEAVES = [str(number).encode() for number in range(100)]
TREE = tree.Tree([tree.leaf_hash(leaf) for leaf in LEAVES])
ROOTS = [TREE.root(size) for size in range(101)]
STATED = Checkpoint(origin="log.example", size=100, root=ROOTS[100])


def spoilt(proof: Sequence[bytes], bit: int) -> list[bytes]:
    """The proof with one bit of one step changed."""
    place = bit % len(proof)
    return [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]


def test_every_inclusion_proof_up_to_100(judge: Judge) -> None:  # noqa: F811
    sound, false = [], []
    for size in range(1, 101):
        for index in range(size):
            proof = proofs.inclusion(TREE.node, index, size)
            stated = ("inclusion", size, ROOTS[size], index, LEAVES[index])
            sound.append((*stated, *proof))
            if proof:
                false.append((*stated, *spoilt(proof, (size * 31 + index * 7) % 256)))
    assert judge(*sound) == [True] * 5050
    assert judge(*false) == [False] * 5049


def test_every_consistency_proof_up_to_100(judge: Judge) -> None:  # noqa: F811
    sound, false = [], []
    for new in range(1, 101):
        for old in range(1, new + 1):
            proof = proofs.consistency(TREE.node, old, new)
            stated = ("consistency", new, ROOTS[new], old, ROOTS[old])
            sound.append((*stated, *proof))
            if proof:
                false.append((*stated, *spoilt(proof, (new * 31 + old * 7) % 256)))
    assert judge(*sound) == [True] * 5050
    assert judge(*false) == [False] * len(false)
    assert len(false) == 4950


def test_notes_cosignatures_and_proof_files(judge: Judge) -> None:  # noqa: F811
    log, witness = str(LOG.verifier), str(WITNESS.verifier)
    note = STATED.signed(LOG) + WITNESS.cosign(STATED.text(), datetime(2026, 11, 23, tzinfo=UTC))
    proof = proofs.inclusion(TREE.node, 42, 100)
    file = str(TlogProof(index=42, proof=proof, note=note)).encode()
    assert judge(
        ("note", log, note.encode()),
        ("cosigned", witness, note.encode()),
        ("proof", log, LEAVES[42], file),
    ) == [True, True, True]
    assert (
        judge(
            ("note", log, note.replace("100", "101").encode()),
            ("cosigned", witness, note.replace("100", "101").encode()),
            ("note", witness, note.encode()),
            ("cosigned", witness, STATED.signed(LOG).encode()),
            ("proof", log, LEAVES[41], file),
            ("proof", log, LEAVES[42], file.replace(b"index 42", b"index 41")),
            ("proof", str(SignerKey("log.example", bytes(32)).verifier), LEAVES[42], file),
        )
        == [False] * 7
    )


@pytest.mark.parametrize("text", ["", "no newline"])
def test_what_go_takes_for_no_note_is_none_for_us(judge: Judge, text: str) -> None:  # noqa: F811
    assert judge(("note", str(LOG.verifier), text.encode())) == [False]
    with pytest.raises(notes.NotANote):
        notes.text_of(text, [LOG.verifier])
