"""The job that makes a pack: gathers, typesets, enters in the record what it made, and bags all of it with the proofs."""

import hashlib
import io
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import msgspec
from django.conf import settings
from django.utils.timezone import localdate

from bluelamp.casework import selectors as casework
from bluelamp.disclosure import bag_checker, editions_told, proving, schedules, telling, twin
from bluelamp.disclosure.bagging import Source as Content
from bluelamp.disclosure.bagging import bag
from bluelamp.disclosure.errors import PackNotMade
from bluelamp.disclosure.items import editions_by_age
from bluelamp.disclosure.models import Pack
from bluelamp.disclosure.telling import Source
from bluelamp.disclosure.twin import ProofTold
from bluelamp.disclosure.typesetting import shown, typeset
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.ledger import verifier
from bluelamp.people.actor import SYSTEM
from bluelamp.record import services as record
from bluelamp.vault import selectors as vault_files
from bluelamp.vault import services as vault

KIND: Final = "disclosure.pack"
MEDIA_TYPE: Final = "application/zip"

_PRINTED: Final = ("disclosure", "how-to-verify", "schedule")
# Pictures that the typesetter can show.
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


def key_of(pack: Pack) -> str:
    """The key of the job that makes a pack."""
    return f"{KIND}:{pack.pk}"


def name_of(pack: Pack) -> str:
    """What a pack is called: its folder, and its file."""
    return f"{pack.case}-pack-{pack.number}"


@kind(KIND, attempts=3)
def make(run: Run) -> None:
    """Make the pack and keep it in the vault, once."""
    pack = Pack.objects.get(pk=run.args["pack"])
    if pack.sha256:
        return
    view = casework.case_view(pack.case, actor=SYSTEM, at=run.now())
    source = telling.source_of(pack, view)
    try:
        run.progress(1, 5, "Typesetting the papers")
        proof = msgspec.convert(run.step("proof", lambda: _standing(run.now())), ProofTold)
        files = published(source)
        papers = papers_of(source, files, proof)
        documents = _digests(papers) | {path: sha256 for path, (sha256, _) in files.items()}
        run.progress(2, 5, "Signing the record")
        entry = int(
            run.effect(
                f"enter {_digest_of(documents)}", partial(_enter, source, documents, run.now())
            )
        )
        run.progress(3, 5, "Proving the entries")
        proofs = proving.proofs(source, entry, at=run.now())
    except PackNotMade as fault:
        raise CannotSucceed(str(fault)) from fault
    run.progress(4, 5, "Putting it together")
    contents: dict[str, Content] = {**papers, **proofs}
    contents |= {path: opened for path, (_, opened) in files.items()}
    with _unfinished() as file:
        bag(
            file,
            name=name_of(pack),
            payload=contents,
            about=_about(source),
            on=localdate(pack.asked_at),
        )
        file.seek(0)
        size = file.seek(0, io.SEEK_END)
        run.effect("keep", partial(_keep, pack, file, size, entry, run.now()))


def published(source: Source) -> dict[str, tuple[str, Callable[[], IO[bytes]]]]:
    """The published files that are not withheld, by their path in the pack: sha256, and what opens the file.

    They come from the vault, where the very bytes that were published stay also once they are taken down.
    """
    withheld = {each.item.key for each in source.items if each.withheld}
    held = {each.item.key for each in source.items}
    return {
        editions_told.path_of(number, each): (
            each.sha256,
            partial(vault_files.open_rendition, sha256=each.sha256, case=source.pack.case),
        )
        for number, each in editions_by_age(source.pack.case)
        if f"edition-{number}" in held - withheld
    }


def papers_of(
    source: Source,
    files: Mapping[str, tuple[str, Callable[[], IO[bytes]]]],
    proof: ProofTold,
) -> dict[str, bytes]:
    """Every paper of the pack by its path: documents, twin, schedules, and the programs that check them."""
    told = telling.told(source, proof)
    machine = twin.encoded(told)
    given = {"disclosure.json": shown(machine.decode()).encode()}
    for each in told.editions:
        if each.media_type in _PICTURES and each.file in files:
            with files[each.file][1]() as picture:
                given[each.file] = picture.read()
    printed = typeset(_PRINTED, files=given, at=source.pack.asked_at)
    papers = {
        **{f"{name}.pdf": set_ for name, set_ in printed.items()},
        "schedule.csv": schedules.as_csv(told.schedule),
        "disclosure.json": machine,
        "disclosure.schema.json": twin.schema(),
        "verifier.py": Path(verifier.__file__).read_bytes(),
        "bag_checker.py": Path(bag_checker.__file__).read_bytes(),
    }
    if told.sensitive_schedule is not None:
        papers["schedule-sensitive.csv"] = schedules.as_csv(told.sensitive_schedule)
    return papers


def _standing(at: datetime) -> dict[str, Any]:
    """How the record is proved when the pack is begun: told alike in every attempt."""
    stood: dict[str, Any] = msgspec.to_builtins(proving.told(at=at))
    return stood


def _digests(papers: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in papers.items()}


def _digest_of(documents: Mapping[str, str]) -> str:
    listed = "".join(f"{documents[path]} {path}\n" for path in sorted(documents))
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


def _enter(source: Source, documents: Mapping[str, str], at: datetime) -> int:
    """Enter in the record what the pack is made of, and sign a checkpoint over it; the entry's number."""
    pack = source.pack
    made = record.append(
        kind="pack made",
        case=pack.case,
        actor=pack.asked_by,
        at=at,
        body={
            "pack": pack.number,
            "upto": pack.upto,
            "withheld": sorted(source.left_out),
            "documents": dict(documents),
        },
    )
    record.checkpoint(at=at)
    return made.seq


def _about(source: Source) -> dict[str, str]:
    return {
        "Source-Organization": settings.BLUELAMP_FORCE.name,
        "External-Identifier": name_of(source.pack),
        "External-Description": f"Disclosure pack {source.pack.number} of case {source.pack.case}",
        "Bag-Software-Agent": "Bluelamp",
    }


def _unfinished() -> IO[bytes]:
    """A file without a name, in the folder of work."""
    root: Path = settings.BLUELAMP_WORK
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return tempfile.TemporaryFile(dir=root)


def _keep(pack: Pack, file: IO[bytes], size: int, entry: int, at: datetime) -> str:
    pack.sha256 = vault.keep_pack(content=file, case=pack.case, media_type=MEDIA_TYPE, at=at)
    pack.size, pack.entry, pack.made_at = size, entry, at
    pack.save(update_fields=["sha256", "size", "entry", "made_at"])
    return pack.sha256
