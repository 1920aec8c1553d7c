"""The proxy of footage, made by jobs: what is played in the studio while the original stays in the vault.

Each stretch is sealed as soon as it is made. Killed at any point, a job is taken up by another
worker, which makes what is missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bluelamp.casework import segments, under_way
from bluelamp.casework.models import Image, ProxyPart
from bluelamp.casework.pieces import PROXY, PROXY_WORK, Piece
from bluelamp.casework.preparation import LASTING
from bluelamp.jobs import services as jobs
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobView
from bluelamp.people.actor import SYSTEM
from bluelamp.record import services as record
from bluelamp.redaction import write
from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage.proxying import Proxied, Stretch, proxied, stretches
from bluelamp.redaction.footage.proxying_sound import RATE, proxied_sound
from bluelamp.redaction.footage.values import Probe
from bluelamp.vault import selectors, services

HEAD, SOUND, PEAKS = "head", "sound", "peaks"
KINDS: Final = PROXY_WORK
# What is first seen of footage comes before all other work that is due.
_AHEAD: Final = timedelta(days=1)
_PACE = 25  # frames from one word of progress to the next
_QUALITY = 75  # of thumbnails


def begin(image: Image, *, at: datetime) -> None:
    """Let the proxy of footage be made; of the same image it is the same work."""
    piece = Piece(image=image, proxy=True)
    jobs.enqueue("casework.proxy", key=piece.key, args=piece.args, at=at, run_at=at - _AHEAD)


def first_view(path: Path, probe: Probe) -> Proxied | None:
    """The first stretch of footage that is just coming in; None where it cannot be made.

    So it can be seen at once: of a long file the vault takes seconds to give anything back.
    """
    try:
        made = list(proxied(path, probe=probe, wanted=stretches(probe)[:1]))
    except FootageRefused:
        return None  # its job says why
    return made[-1]


def work(image: Image, *, at: datetime | None = None) -> JobView | None:
    """How the making of the proxy stands; None where nobody has started it."""
    return under_way.proxying(image, at=at)


@kind("casework.proxy")
def make_proxy(run: Run) -> None:
    """Begin: the first segment before all else, the sound beside the rest."""
    piece = Piece.of(run.args)

    def let_in() -> None:
        case, at = piece.image.case.reference, timezone.now()
        record.consulted(what=piece.image.sha256, actor=SYSTEM.reference, case=case, at=at)
        first, args = piece.segment_keys(PROXY)[0], {**piece.args, "segment": 0}
        jobs.enqueue(PROXY.kind, key=first, args=args, at=at, run_at=at - _AHEAD)
        if piece.probe.sound:
            jobs.enqueue("casework.proxy_sound", key=piece.sound_key, args=piece.args, at=at)
        segments.begin(piece, PROXY, args=piece.args, at=at)

    if not piece.is_over():
        run.effect("begin", let_in)


@kind(PROXY.kind)
def proxy_segment(run: Run) -> None:
    """Make the stretches of a segment that are missing, each kept before the next is begun."""
    piece = Piece.of(run.args)
    if piece.is_over():
        return
    left, done = _left(piece, run.args["segment"])
    for made in _made(piece, left):
        if made:
            keep_stretch(piece.image, made)
            continue
        done += 1
        if done % _PACE == 0:
            run.progress(done, 0, PROXY.words)
    run.progress(done, 0, PROXY.words)


@kind("casework.proxy_sound")
def proxy_sound(run: Run) -> None:
    """Make the sound, whole, and say how loud it is when."""
    piece = Piece.of(run.args)
    if piece.is_over() or piece.image.proxy_parts.filter(name=SOUND).exists():
        return
    run.progress(0, 0, "Making the sound playable")
    with _original(piece) as path:
        made = proxied_sound(path, probe=piece.probe)
    peaks = msgspec.json.encode({"rate": RATE, "peaks": made.peaks})
    keep(piece.image, PEAKS, peaks, media_type="application/json")
    keep(piece.image, SOUND, made.content, media_type=made.mime)


def keep(image: Image, name: str, content: bytes, *, media_type: str, **described: Any) -> None:
    """Seal one part and note it under its name; one that is there already stays."""
    sha256 = _seal(image, content, media_type)
    told = {"sha256": sha256, "media_type": media_type, "described": described}
    ProxyPart.objects.get_or_create(image=image, name=name, defaults=told)


def keep_stretch(image: Image, made: Proxied) -> None:
    """Keep a stretch that is made, and before the first of them the head of all."""
    head = image.proxy_parts.filter(name=HEAD).first()
    if head is None:
        keep(image, HEAD, made.head, media_type=made.mime)
    elif head.media_type != made.mime:
        raise FootageRefused("A part of the proxy was coded with other settings than the rest.")
    thumbs = ""
    if made.thumbs is not None:
        thumbs = _seal(image, write(made.thumbs, quality=_QUALITY), "image/jpeg")
    told = {"times": made.times, "thumbs": thumbs}
    keep(image, str(made.number), made.content, media_type=made.mime, **told)


def remove(image: Image) -> None:
    """Remove the proxy of an image from the vault; what the case's other images share of it stays."""
    others = ProxyPart.objects.filter(image__case=image.case).exclude(image=image)
    with transaction.atomic():
        gone = _sealed(image.proxy_parts.all()) - _sealed(others)
        image.proxy_parts.all().delete()
        services.remove_proxies(sha256s=gone, case=image.case.reference)


def remove_unwanted() -> None:
    """Remove the proxy of every image that was replaced or is wrong, or whose case has ended."""
    for image in Image.objects.filter(proxy_parts__isnull=False).select_related("case").distinct():
        if Piece(image=image, proxy=True).is_over():
            remove(image)


def _sealed(rows: QuerySet[ProxyPart]) -> set[str]:
    return {name for row in rows for name in (row.sha256, row.described.get("thumbs")) if name}


def _left(piece: Piece, segment: int) -> tuple[list[Stretch], int]:
    """The stretches of a segment that are missing, and how many frames those have that are not."""
    every = [each for each in stretches(piece.probe) if each.segment == segment]
    held = {row.name: row for row in piece.image.proxy_parts.all()}
    there = [held[str(each.number)] for each in every if str(each.number) in held]
    missing = [each for each in every if str(each.number) not in held]
    return missing, sum(len(row.described["times"]) for row in there)


def _made(piece: Piece, wanted: list[Stretch]) -> Iterator[Proxied | None]:
    if wanted:
        with _original(piece) as path:
            yield from proxied(path, probe=piece.probe, wanted=wanted)


@contextmanager
def _original(piece: Piece) -> Iterator[Path]:
    """The original in a nameless file; what no further attempt can change is said as such."""
    try:
        case, sha256 = piece.image.case.reference, piece.image.sha256
        with selectors.open_original(sha256=sha256, case=case) as file:
            yield Path(f"/proc/self/fd/{file.fileno()}")
    except LASTING as fault:
        raise CannotSucceed(str(fault)) from fault


def _seal(image: Image, content: bytes, media_type: str) -> str:
    case, at = image.case.reference, timezone.now()
    return services.keep_proxy(content=content, case=case, media_type=media_type, at=at)
