"""Footage as pages show it: stills decoded anew, never the file that was handed in; and the finished film."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import IO, Final

import numpy as np

from bluelamp.casework.plans import Footage
from bluelamp.desk import tiles
from bluelamp.desk.opened import opened
from bluelamp.desk.pictures import SCREEN, PictureOutOfReach
from bluelamp.desk.tiles import TILE
from bluelamp.redaction import Box, PlanRefused, RedactionError, write
from bluelamp.redaction.footage import previewing
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import FootagePlan, Track
from bluelamp.redaction.footage.stills import Wanted, stills
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.picture import Pixels
from bluelamp.vault import selectors as vault
from bluelamp.vault.errors import VaultError

_CLOSE_UP: Final = 900
_ROUND_A_HEAD = 0.35  # of its size, added on each side
_PROBES: Final = 16
_TILES: Final = 400
_probes: dict[str, Probe] = {}


def still(footage: Footage, *, seconds: float) -> bytes:
    """What the original shows at a time, in seconds from the first picture; the caller has recorded the look."""
    return _jpeg(_stills(footage, [_whole(footage.probe, seconds)])[0])


def preview(footage: Footage, plan: FootagePlan, *, seconds: float) -> bytes:
    """What the plan's film will show at a time, exactly; otherwise as `still`.

    Raises PlanRefused for a plan of other footage.
    """
    look = partial(previewing.preview, plan=plan)
    return _jpeg(_stills(footage, [_whole(footage.probe, seconds)], look=look)[0])


def close_up(footage: Footage, track: Track) -> bytes:
    """One track at its clearest, with some of what surrounds it; recorded as for `still`."""
    return _jpeg(_stills(footage, [_part(track, footage.probe, _CLOSE_UP)])[0])


def sheet(footage: Footage, tracks: Sequence[Track]) -> bytes:
    """Every one of the tracks at its clearest, one tile below the other; recorded as for `still`."""
    shown = _tiles.of(footage, [_part(track, footage.probe, TILE) for track in tracks])
    return tiles.sheet(shown)


def film(*, case: str, sha256: str) -> AbstractContextManager[IO[bytes]]:
    """The finished film's own bytes; who opens it is recorded by the caller."""

    def opening() -> IO[bytes]:
        try:
            return vault.open_rendition(sha256=sha256, case=case)
        except VaultError as fault:
            raise PictureOutOfReach(str(fault)) from fault

    return opened.lent(f"rendition/{case}/{sha256}", opening)


def proxy_film(*, case: str, sha256: str) -> AbstractContextManager[IO[bytes]]:
    """A film kept among the proxies; who opens it is recorded by the caller."""

    def opening() -> IO[bytes]:
        try:
            return vault.open_proxy(sha256=sha256, case=case)
        except VaultError as fault:
            raise PictureOutOfReach(str(fault)) from fault

    return opened.lent(f"proxy/{case}/{sha256}", opening)


def film_still(*, case: str, sha256: str, seconds: float) -> bytes:
    """What the finished film shows at a time, in seconds from its first picture."""
    with film(case=case, sha256=sha256) as file:
        path = _path(file)
        try:
            found = _probed(sha256, path)
            return _jpeg(stills(path, probe=found, wanted=[_whole(found, seconds)])[0])
        except RedactionError as fault:
            raise PictureOutOfReach(str(fault)) from fault


class _Tiles:
    """The last few hundred tiles, in memory alone: a plan is edited far more often than faces change."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Wanted], Pixels] = OrderedDict()
        self._lock = Lock()

    def of(self, footage: Footage, wanted: Sequence[Wanted]) -> list[Pixels]:
        """Each of those wanted; what is not kept is decoded."""
        keys = [(footage.sha256, each) for each in wanted]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        left = [key for key in dict.fromkeys(keys) if key not in found]
        found |= dict(zip(left, _stills(footage, [each for _, each in left]), strict=True))
        with self._lock:
            for key in keys:
                self._kept[key] = found[key]
                self._kept.move_to_end(key)
            while len(self._kept) > _TILES:
                self._kept.popitem(last=False)
        return [found[key] for key in keys]


_tiles: Final = _Tiles()


def _stills(
    footage: Footage,
    wanted: Sequence[Wanted],
    *,
    look: Callable[..., tuple[Pixels, ...]] = stills,
) -> Sequence[Pixels]:
    case, sha256 = footage.case, footage.sha256

    def opening() -> IO[bytes]:
        try:
            return vault.open_original(sha256=sha256, case=case)
        except VaultError as fault:
            raise PictureOutOfReach(str(fault)) from fault

    if not wanted:
        return ()
    with opened.lent(f"original/{case}/{sha256}", opening) as file:
        try:
            return look(_path(file), probe=footage.probe, wanted=wanted)
        except PlanRefused:
            raise
        except RedactionError as fault:
            raise PictureOutOfReach(str(fault)) from fault


def _path(file: IO[bytes]) -> Path:
    return Path(f"/proc/self/fd/{file.fileno()}")


def _probed(sha256: str, path: Path) -> Probe:
    """What a finished film holds, kept for the last few."""
    if sha256 not in _probes:
        while len(_probes) >= _PROBES:
            _probes.pop(next(iter(_probes)), None)
        _probes[sha256] = probe(path)
    return _probes[sha256]


def _whole(found: Probe, seconds: float) -> Wanted:
    picture = found.picture
    ticks = picture.first + round(seconds * picture.time_base[1] / picture.time_base[0])
    time = min(max(ticks, picture.first), picture.last)
    return Wanted(time=time, box=Box(0, 0, picture.width, picture.height), side=SCREEN)


def _part(track: Track, found: Probe, side: int) -> Wanted:
    place = clearest(track, found)
    around = Box(
        int(place.left), int(place.top), int(place.right) + 1, int(place.bottom) + 1
    ).grown(sides=_ROUND_A_HEAD, top=_ROUND_A_HEAD, bottom=_ROUND_A_HEAD)
    return Wanted(time=place.time, box=_brought_in(around, found), side=side)


def _brought_in(box: Box, found: Probe) -> Box:
    """The box; one that lies beside the picture is moved to its nearest edge, to show where it is."""
    width, height = found.picture.width, found.picture.height
    if box.within(width, height).area:
        return box
    left = max(0, min(box.left, width - box.width))
    top = max(0, min(box.top, height - box.height))
    return Box(left, top, left + box.width, top + box.height)


def clearest(track: Track, found: Probe) -> Place:
    """Where most of it is inside the picture: the nearer, the clearer."""
    edges = (found.picture.width, found.picture.height)

    def inside(place: Place) -> float:
        width = min(place.right, edges[0]) - max(place.left, 0)
        height = min(place.bottom, edges[1]) - max(place.top, 0)
        return max(width, 0) * max(height, 0)

    return max((place for part in track.parts for place in part), key=inside)


def _jpeg(pixels: Pixels) -> bytes:
    return write(np.ascontiguousarray(pixels), quality=85)
