"""The proofs of a pack: the case's entries as an outsider verifies them, each entry's own proof, checkpoint and time-stamps."""

import io
from contextlib import suppress
from datetime import datetime
from typing import Final

from django.db import transaction

from bluelamp.disclosure.telling import Source
from bluelamp.disclosure.twin import ProofTold
from bluelamp.record import selectors as record
from bluelamp.record import services, timestamping, witnessed, witnessing
from bluelamp.record import standing as standings
from bluelamp.record.errors import NotTimeStamped

_OF_THE_CASE: Final = (
    "That each entry of this case was made with these words, in this place in the record, before the"
    " checkpoint was signed, and that none of them was changed since."
)
_NO_OTHER: Final = "That the force holds no other material than what is on the schedule."


def proofs(source: Source, entry: int, *, at: datetime) -> dict[str, bytes]:
    """Everything under `proof/`, by its path; `entry` is the last that goes with the pack.

    The checkpoint is witnessed and time-stamped first. Of what came between the pack's own last entry
    and that one, and of what is withheld, the words stay out, and the proof of each entry goes along.
    """
    _vouched_for(at)
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


def _vouched_for(at: datetime) -> None:
    """Have the last checkpoint witnessed and time-stamped by whom the settings name; whoever cannot delays nothing."""
    witnessing.offer(at=at)
    with suppress(NotTimeStamped):  # why not is kept, and is among what is not proved
        timestamping.stamp(at=at, at_once=True)


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
    _vouched_for(at)
    standing = standings.standing()
    return ProofTold(
        origin=record.verifier_key().partition("+")[0],
        key=record.verifier_key(),
        proved=(_OF_THE_CASE, *standing.proved),
        not_proved=(*standing.not_proved, _NO_OTHER),
    )
