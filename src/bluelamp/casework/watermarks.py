"""The watermarked copy of a finished film, made by a job: for people who must see it before it may go anywhere."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from bluelamp.casework import proxies
from bluelamp.casework.models import ProxyPart, Rendition
from bluelamp.casework.pieces import Piece
from bluelamp.casework.preparation import LASTING
from bluelamp.jobs import selectors as jobs_known
from bluelamp.jobs import services as jobs
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobView
from bluelamp.redaction.footage.confined import Confined, Step
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.joining import join
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import Codec, propose_footage
from bluelamp.redaction.footage.proxying import small
from bluelamp.redaction.footage.values import Probe
from bluelamp.redaction.footage.watermarking import Watermark
from bluelamp.vault import selectors

WORDS = "Not for release"
_MEDIA_TYPE = "video/mp4"


def words_on(case: str) -> str:
    """What is burnt in: that it is not to be released, and the case's reference."""
    return f"{WORDS}  {case}"


def copy_of(row: Rendition) -> ProxyPart | None:
    """The watermarked copy of a finished film; None where it is not made yet."""
    return row.plan.image.proxy_parts.filter(name=_name(row)).first()


def begin(row: Rendition, *, at: datetime) -> JobView:
    """Let the copy be made, once; returns how that stands."""
    args = {"image": row.plan.image.pk, "proxy": True, "rendition_shown": row.pk}
    jobs.enqueue("casework.watermark", key=f"watermark:{row.pk}", args=args, at=at)
    return jobs_known.state(f"watermark:{row.pk}")


@kind("casework.watermark")
def watermark(run: Run) -> None:
    """Copy the film small, segment by segment, with the words on every frame; and its sound."""
    rows = Rendition.objects.select_related("plan__image__case")
    row = rows.get(pk=run.args["rendition_shown"])
    piece = Piece(image=row.plan.image, rendition=row)
    if copy_of(row) or Piece(image=row.plan.image, proxy=True).is_over():
        return
    try:
        with selectors.open_rendition(sha256=row.sha256, case=piece.image.case.reference) as film:
            _copy(run, piece, row, Path(f"/proc/self/fd/{film.fileno()}"))
    except LASTING as fault:
        raise CannotSucceed(str(fault)) from fault
    finally:
        piece.clear()


def _copy(run: Run, piece: Piece, row: Rendition, film: Path) -> None:
    folder, found = piece.folder(), probe(film)
    asked = Watermark(probe=found, words=words_on(piece.image.case.reference))
    with Confined(Step.WATERMARK, setting=msgspec.msgpack.encode(asked), sources=[film]) as process:
        for segment in found.segments:
            run.progress(segment.number, len(found.segments), "Making the watermarked copy")
            parts = process.ask(msgspec.msgpack.encode(segment))
            folder.keep(f"watermarked/{segment.number:05}", parts)
    segments = [folder.parts(f"watermarked/{each.number:05}") for each in found.segments]
    sound = _sound(folder, found, film)
    with folder.unfinished("watermarked.mp4") as path:
        join(path, segments=segments, sound=sound, picture=small(found.picture), codec=Codec.H264)
    content = (folder.path / "watermarked.mp4").read_bytes()
    proxies.keep(piece.image, _name(row), content, media_type=_MEDIA_TYPE)


def _sound(folder: Folder, found: Probe, film: Path) -> Iterator[bytes]:
    if not found.sound:
        return iter(())
    setting = msgspec.msgpack.encode((found, propose_footage(found, ())))
    with Confined(Step.SOUND, setting=setting, sources=[film]) as process:
        folder.keep("watermarked/sound", process.ask(b""))
    return folder.parts("watermarked/sound")


def _name(row: Rendition) -> str:
    return f"watermarked {row.pk}"
