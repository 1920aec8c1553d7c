"""The proofs of a pack: the case's entries as an outsider verifies them, each entry's own proof, checkpoint and time-stamps."""

import io
from datetime import datetime
from typing import Final

from django.db import transaction

from bluelamp.disclosure.telling import Source
from bluelamp.disclosure.twin import ProofTold
from bluelamp.record import selectors as record
from bluelamp.record import services, witnessed, witnessing
from bluelamp.record import standing as standings

_OF_THE_CASE: Final = (
    "That each entry of this case was made with these words, in this place in the record, before the"
    " checkpoint was signed, and that none of them was changed since."
)
_NO_OTHER: Final = "That the force holds no other material than what is on the schedule."


def proofs(source: Source, entry: int, *, at: datetime) -> dict[str, bytes]:
    """Everything under `proof/`, by its path; `entry` is the last that goes with the pack.

    The checkpoint is taken to the witnesses first. Of what came between the pack's own last entry
    and that one, and of what is withheld, the words stay out, and the proof of each entry goes along.
    """
    witnessing.offer(at=at)
    case, upto = source.pack.case, source.pack.upto
    numbers = [each.seq for each in record.entries_for(case) if each.seq <= entry]
    between = {seq for seq in numbers if upto < seq < entry}
    last = record.latest_checkpoint()
    size = last.size if last else entry
    stream = io.BytesIO()
    services.export(stream, case=case, upto=entry, withheld=source.left_out | between)
    return {
        "proof/record.txt": stream.getvalue(),
        "proof/checkpoint": witnessed.cosigned_note(size).encode(),
        **{
            f"proof/entries/{seq:09}.tlog-proof": record.tlog_proof(seq, size=size).encode()
            for seq in numbers
        },
        **_stamps(size),
    }


def _stamps(size: int) -> dict[str, bytes]:
    """The last time-stamp, with the checkpoint that it is of, as it was signed."""
    return {
        path: content
        for each in witnessed.stamps(upto=size, limit=1)
        for path, content in (
            (f"proof/timestamps/{each.size}.tsr", each.token),
            (f"proof/timestamps/{each.size}.checkpoint", witnessed.note(each.size).encode()),
        )
    }


def told(*, at: datetime) -> ProofTold:
    """How the record is proved, and what it does not prove, in words; its checkpoint is signed and witnessed first."""
    with transaction.atomic():
        services.checkpoint(at=at)
    witnessing.offer(at=at)
    standing = standings.standing()
    return ProofTold(
        origin=record.verifier_key().partition("+")[0],
        key=record.verifier_key(),
        proved=(_OF_THE_CASE, *standing.proved),
        not_proved=(*standing.not_proved, _NO_OTHER),
    )
