"""A log of made-up leaves that signs whatever is asked of it, honest or not."""

from dataclasses import dataclass, field

from bluelamp.ledger import proofs
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.notes import SignerKey
from bluelamp.ledger.tree import Tree, leaf_hash
from bluelamp.witness.submission import Submission

ORIGIN = "ambershire.example/bluelamp"


@dataclass
class Log:
    """As many leaves as asked for; `word` differs for a log with another history."""

    word: str = "entry"
    leaves: int = 64
    key: SignerKey = field(default_factory=lambda: SignerKey.generate(ORIGIN))

    @property
    def tree(self) -> Tree:
        return Tree([leaf_hash(f"{self.word} {i}".encode()) for i in range(self.leaves)])

    def note(self, size: int) -> str:
        root = self.tree.root(size)
        return Checkpoint(origin=self.key.name, size=size, root=root).signed(self.key)

    def proof(self, old: int, size: int) -> proofs.Proof:
        return proofs.consistency(self.tree.node, old, size) if 0 < old < size else ()

    def submission(self, old: int, size: int) -> Submission:
        return Submission(old=old, proof=self.proof(old, size), note=self.note(size))

    def forked_after(self, size: int) -> "Log":
        """The same key and the same first leaves, then another history."""
        return Forked(word=self.word, leaves=self.leaves, key=self.key, size=size)


@dataclass
class Forked(Log):
    size: int = 0

    @property
    def tree(self) -> Tree:
        words = [self.word] * self.size + ["other"] * (self.leaves - self.size)
        return Tree([leaf_hash(f"{word} {i}".encode()) for i, word in enumerate(words)])
