"""The proxy of footage in a case: made in order and once whoever dies, sealed, and gone with its image."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.casework.test_worker_killed import entries, workers
from tests.cast import Cast, photograph
from tests.desk.builders import a_case
from tests.footage_case import FRAMES, FootageWalk, a_footage_case, in_short_segments

from bluelamp.casework import playing, proxies, services, ticks, under_way
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, Image, ProxyPart
from bluelamp.casework.pieces import PROXY, Piece
from bluelamp.casework.plans import footage_of
from bluelamp.jobs import claims, registry
from bluelamp.jobs.models import Job
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobState
from bluelamp.redaction.footage import proxying
from bluelamp.redaction.footage.proxying import stretches

pytestmark = pytest.mark.media


def image_of(walk: FootageWalk) -> Image:
    image = walk.view().now.image
    assert image
    return image


def sealed(settings: Any) -> list[Path]:
    folder = Path(settings.BLUELAMP_VAULT) / "proxies"
    return [path for path in folder.rglob("*") if path.is_file()]


def times(image: Image) -> list[float]:
    footage = footage_of(image)
    assert footage
    told = playing.manifest(image, footage)
    assert all(each.done for each in told.segments)
    return [time for each in told.segments for time in each.times or ()]


@pytest.mark.django_db(transaction=True)
def test_workers_killed_on_the_way_make_every_stretch_once(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    image = image_of(walk)
    piece = Piece(image=image, proxy=True)
    deaths = (
        "after proxies:segments.begin",
        "after proxies:services.keep_proxy",
        "after proxies:keep_stretch",
        "proxies:proxied",
    )
    workers(settings, piece.segment_keys(PROXY)[-1], *deaths)
    walk.work()
    assert times(image) == [number / 25 for number in range(FRAMES)]
    names = set(ProxyPart.objects.values_list("name", flat=True))
    assert names == {"head", "sound", "peaks", "0", "1", "2"}
    assert entries(walk, "consulted") == 1
    parts = [playing.part(image, name) for name in names]
    assert all(part and part.content for part in parts)
    assert not any(
        b"ftyp" in path.read_bytes() or b"moof" in path.read_bytes() for path in sealed(settings)
    )
    assert len(sealed(settings)) == len(names) + 3
    found = proxies.work(image)
    assert found
    assert (found.state, found.done, found.total) == (JobState.DONE, FRAMES, FRAMES)


@pytest.mark.django_db
def test_the_first_stretch_is_made_before_all_other_work(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at - timedelta(hours=2))
    lease, at = timedelta(minutes=1), walk.at + timedelta(minutes=5)
    first = claims.next_due(at=at, lease=lease, kinds=registry.names())
    assert first
    assert first.kind == "casework.proxy"
    proxies.make_proxy(Run(first, lambda: at))
    claims.finish(first, at=at)
    second = claims.next_due(at=at, lease=lease, kinds=registry.names())
    assert second
    assert second.key == Piece(image=image_of(walk), proxy=True).segment_keys(PROXY)[0]


@pytest.mark.django_db
def test_what_is_made_already_is_not_made_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxying, "_LENGTH", 0.2)
    walk = a_footage_case(cast, ready_for="people")
    image = image_of(walk)
    walk.work()
    whole = times(image)
    kept = {row.name: row.sha256 for row in image.proxy_parts.all()}
    image.proxy_parts.filter(name="3").delete()
    asked: list[int] = []

    def counted(path: Path, **named: Any) -> Any:
        asked.extend(each.number for each in named["wanted"])
        return proxying.proxied(path, **named)

    monkeypatch.setattr(proxies, "proxied", counted)
    Job.objects.filter(kind=PROXY.kind).update(state=JobState.WAITING)
    walk.work()
    assert asked == [3]
    assert times(image) == whole
    assert {row.name: row.sha256 for row in image.proxy_parts.all()} == kept


@pytest.mark.django_db
def test_footage_that_cannot_be_decoded_says_so_and_keeps_what_was_made(
    cast: Cast, settings: Any
) -> None:
    walk = a_footage_case(cast, ready_for="people")
    image = image_of(walk)
    for path in Path(settings.BLUELAMP_VAULT).rglob(image.sha256):
        path.unlink()
    walk.work()
    found = proxies.work(image)
    assert found
    assert found.state is JobState.FAILED
    assert "cannot be read" in found.error
    assert [job.kind for job in under_way.failed_work(cast.ivo, at=walk.at)]


@pytest.mark.django_db(transaction=True)
def test_a_proxy_goes_with_its_image(cast: Cast, settings: Any) -> None:
    walk = a_footage_case(cast, ready_for="people")
    walk.work()
    first = image_of(walk)
    assert len(sealed(settings)) == 5, "head, one stretch with its strip, sound, peaks"
    other = a_footage_case(cast, ready_for="people")
    other.work()
    assert len(sealed(settings)) == 10
    with tempfile.TemporaryFile() as file:
        file.write(photograph())
        services.supply_image(
            case=walk.reference, content=file, source="Other", actor=cast.ren, at=walk.at
        )
    assert not first.proxy_parts.exists()
    assert len(sealed(settings)) == 5, "those of another case stay"
    ticks.clear_work(walk.at)
    assert len(sealed(settings)) == 5
    Case.objects.filter(reference=other.reference).update(state=State.CLOSED)
    ticks.clear_work(walk.at)
    assert sealed(settings) == []
    assert not ProxyPart.objects.exists()


@pytest.mark.django_db
def test_a_picture_has_no_proxy(cast: Cast) -> None:
    walk = a_case(cast, ready_for="people")
    image = walk.view().now.image
    assert image
    assert proxies.work(image) is None


@pytest.mark.django_db
def test_long_footage_is_cut_into_few_enough(cast: Cast) -> None:
    probe = Piece(image=image_of(a_footage_case(cast))).probe
    hours = msgspec.structs.replace(
        probe,
        duration=36_000.0,
        picture=msgspec.structs.replace(probe.picture, last=36_000 * 12_800),
    )
    cut = stretches(hours)
    assert 300 < len(cut) <= 401
    assert [each.start for each in cut[1:]] == [each.end for each in cut[:-1]]
