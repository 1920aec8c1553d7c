"""The witness's one act: check a checkpoint against what it has seen, remember it, cosign it.

Every rule is that of c2sp.org/tlog-witness, add-checkpoint.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bluelamp.ledger import notes
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.cosignatures import Cosigner
from bluelamp.ledger.errors import NotACheckpoint, NotANote, NotSigned
from bluelamp.ledger.notes import VerifierKey
from bluelamp.ledger.proofs import extends
from bluelamp.witness.errors import (
    NotASubmission,
    NotByTheLog,
    NotConsistent,
    SeenOtherwise,
    UnknownLog,
)
from bluelamp.witness.memory import Memory, Seen
from bluelamp.witness.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A witness at its post: its key, the logs that it watches by origin with their keys, and what it remembers."""

    key: Cosigner
    logs: dict[str, tuple[VerifierKey, ...]]
    memory: Memory

    def add_checkpoint(self, submission: Submission, clock: Callable[[], datetime]) -> str:
        """Cosign the checkpoint if it extends what was seen of its log; the cosignature's line.

        Raises NotASubmission, UnknownLog, NotByTheLog, SeenOtherwise or NotConsistent. What the log
        signed against its own past, or without a proof that holds, is kept: it may be evidence.
        """
        text = self._signed_text(submission.note)
        stated = Checkpoint.parse(text)
        seen = self.memory.seen(stated.origin)
        try:
            _check(stated, submission, seen)
        except (SeenOtherwise, NotConsistent) as refusal:
            if isinstance(refusal, NotConsistent) or _forks(stated, seen):
                self.memory.keep_doubtful(stated.origin, submission.note, str(refusal), clock())
            raise
        at = self.memory.advance(seen, stated, submission.note, clock)
        return self.key.cosign(text, at)

    def _signed_text(self, note: str) -> str:
        """The text of a checkpoint of a log that is watched, signed by a key of that log."""
        origin = note.partition("\n")[0]
        try:
            Checkpoint.parse(notes.parted(note)[0])
            if origin not in self.logs:
                raise UnknownLog(f"This witness does not watch {origin}.")
            return notes.text_of(note, self.logs[origin])
        except NotSigned as fault:
            raise NotByTheLog(f"The checkpoint is not by {origin}: {fault}") from None
        except (NotANote, NotACheckpoint) as fault:
            raise NotASubmission(f"The request holds no checkpoint: {fault}") from None


def _forks(stated: Checkpoint, seen: Seen) -> bool:
    return stated.size == seen.size and stated.root != seen.root


def _check(stated: Checkpoint, submission: Submission, seen: Seen) -> None:
    if submission.old > stated.size:
        raise NotASubmission(
            f"The old size, {submission.old}, is larger than that of the checkpoint, {stated.size}."
        )
    if _forks(stated, seen):
        raise SeenOtherwise(
            f"At size {seen.size} this witness has seen another root: the log forks.",
            size=seen.size,
        )
    if submission.old != seen.size:
        raise SeenOtherwise(
            f"This witness has last seen size {seen.size}, not {submission.old}.", size=seen.size
        )
    nothing_to_prove = seen.size in {0, stated.size}
    proven = extends(seen.size, seen.root, stated.size, stated.root, submission.proof)
    if (submission.proof and nothing_to_prove) or not (proven or nothing_to_prove):
        raise NotConsistent(
            f"The proof does not lead from size {seen.size}, as seen, to size {stated.size}."
        )
