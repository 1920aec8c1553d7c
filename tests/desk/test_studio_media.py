"""What the studio plays: every part at its address, each look recorded before a byte of it is given."""

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.entrance import signed_in
from tests.footage_case import FRAMES, FootageWalk, a_footage_case, in_short_segments

from bluelamp.casework import services
from bluelamp.jobs.models import Job
from bluelamp.record import selectors as record
from bluelamp.redaction.footage.values import Place

pytestmark = [pytest.mark.media, pytest.mark.django_db]


def looks(walk: Any) -> int:
    return sum(one.kind == "consulted" for one in record.entries_for(walk.reference))


@pytest.fixture
def walk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> FootageWalk:
    in_short_segments(monkeypatch)
    return a_footage_case(cast, ready_for="preparing")


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.ivo))


def test_a_player_gets_everything_that_it_needs(
    walk: FootageWalk, client: Client, tmp_path: Path
) -> None:
    studio = f"/cases/{walk.reference}/studio/"
    early = client.get(f"{studio}proxy/").json()
    assert [each["done"] for each in early["segments"]] == [True, False, False], (
        "it is seen at once"
    )
    assert (early["sound_mime"], early["state"]["state"]) == (None, "waiting")
    assert client.get(f"{studio}proxy/0/").status_code == 200
    assert client.get(f"{studio}proxy/1/").status_code == 404
    walk.work()

    answer = client.get(f"{studio}proxy/")
    told = answer.json()
    assert told["state"]["state"] == "done", told["state"]
    assert told["state"]["done"] == told["state"]["total"] == FRAMES
    assert told["mime"].startswith('video/mp4; codecs="avc1.')
    times = [time for each in told["segments"] for time in each["times"]]
    assert times == [round(number / 25, 6) for number in range(FRAMES)]
    starts, ends = zip(*((each["start"], each["end"]) for each in told["segments"]), strict=True)
    assert (starts[0], ends[-1]) == (0, FRAMES / 25)
    assert starts[1:] == ends[:-1]
    again = client.get(f"{studio}proxy/", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    parts = [client.get(f"{studio}proxy/{name}/") for name in ("head", 0, 1, 2)]
    assert {part["Content-Type"] for part in parts} == {told["mime"]}
    assert {part["Cache-Control"] for part in parts} == {"private, no-store"}
    played = tmp_path / "played.mp4"
    played.write_bytes(b"".join(part.content for part in parts))
    with av.open(played) as opened:
        assert [frame.time for frame in opened.decode(video=0)] == times
    heard = client.get(f"{studio}proxy/sound/")
    assert heard["Content-Type"] == told["sound_mime"] == 'audio/mp4; codecs="mp4a.40.2"'
    peaks = client.get(f"{studio}proxy/peaks/").json()
    assert peaks["rate"] == 20
    assert 0.25 < min(peaks["peaks"][:18]) <= max(peaks["peaks"]) < 0.5
    strip = told["segments"][0]["thumbs"]
    assert strip == {"every": 0.08, "count": 4, "width": 160, "height": 120}
    shown = Image.open(io.BytesIO(client.get(f"{studio}proxy/thumbs/0/").content))
    assert shown.size == (4 * 160, 120)
    assert client.get(f"{studio}proxy/9/").status_code == 404


def test_frames_previews_and_faces(walk: FootageWalk, client: Client) -> None:
    studio = f"/cases/{walk.reference}/studio/"
    bare = seen(client, f"{studio}frame/?at=0.52")
    covered = seen(client, f"{studio}preview/?at=0.52&number=1")
    assert bare.size == covered.size == (160, 120)
    middle = (10 + 2 * 13 + 32, 60)
    assert max(covered.getpixel(middle)) < 12
    assert max(bare.getpixel(middle)) > 40
    assert abs(bare.getpixel((150, 110))[1] - covered.getpixel((150, 110))[1]) < 8
    assert seen(client, f"{studio}faces/?number=1&ids=t1,t1").size == (208, 416)
    for wrong in ("preview/?number=9", "faces/?number=1&ids=t9", "faces/?number=1", "faces/"):
        assert client.get(f"{studio}{wrong}").status_code == 404, wrong


class WalkBesideThePicture(FootageWalk):
    """Two more are followed, who are to the right of the picture and above it all the time."""

    def follow(self, *seen: tuple[Place, ...]) -> None:
        super().follow(*seen, (Place(0, 900, 14, 960, 106),), (Place(0, 20, -800, 80, -700),))


def test_what_lies_beside_the_picture_has_a_tile_too(cast: Cast, client: Client) -> None:
    walk = WalkBesideThePicture(cast=cast, at=timezone.now()).to("preparing")
    tiles = seen(client, f"/cases/{walk.reference}/studio/faces/?number=1&ids=t1,t2,t3")
    assert tiles.size == (208, 624)


def test_a_picture_is_shown_in_the_studio_too(cast: Cast, client: Client) -> None:
    walk = a_case(cast, ready_for="preparing")
    studio = f"/cases/{walk.reference}/studio/"
    assert seen(client, f"{studio}frame/").size == (640, 320)
    covered = seen(client, f"{studio}preview/?number=1")
    assert covered.size == (640, 320)
    assert seen(client, f"{studio}faces/?number=1&ids=p1,p2").size == (208, 416)
    assert client.get(f"{studio}proxy/").status_code == 404


def test_a_look_is_recorded_once_an_opening_and_without_one_each_time(
    walk: FootageWalk, client: Client
) -> None:
    walk.work()
    studio, before = f"/cases/{walk.reference}/studio/", looks(walk)
    client.get(f"{studio}proxy/?opening=one")
    assert looks(walk) == before, "times are no look"
    every = ("proxy/head/", "proxy/0/", "proxy/1/", "proxy/sound/", "proxy/thumbs/0/", "frame/")
    for address in every:
        assert client.get(f"{studio}{address}?opening=one").status_code == 200
        assert looks(walk) == before + 1
    client.get(f"{studio}proxy/0/?opening=two")
    assert looks(walk) == before + 2
    for count, address in enumerate(every, before + 3):
        client.get(f"{studio}{address}")
        assert looks(walk) == count


def test_who_may_see_no_original_gets_nothing_of_its_proxy(cast: Cast, walk: FootageWalk) -> None:
    walk.work()
    before, client = record.head(), signed_in(cast.officer(cast.len))
    for address in ADDRESSES:
        answer = client.get(f"/cases/{walk.reference}/studio/{address}")
        assert answer.status_code == 403, address
        assert "Only the people who work the case" in answer.content.decode()
    assert record.head() == before


def test_a_closed_case_plays_nothing(cast: Cast, walk: FootageWalk, client: Client) -> None:
    walk.work()
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference],
        reasons="An officer’s family.",
        actor=cast.asha,
        at=walk.at,
    )
    before = record.head()
    for address in ADDRESSES:
        assert client.get(f"/cases/{walk.reference}/studio/{address}").status_code == 404, address
    assert record.head() == before


def test_the_studio_begins_a_proxy_where_there_is_none(walk: FootageWalk, client: Client) -> None:
    Job.objects.all().delete()
    client.get(f"/cases/{walk.reference}/studio/proxy/")
    assert Job.objects.get().kind == "casework.proxy"


def test_a_finished_film_can_be_shown_with_words_that_forbid_its_release(
    cast: Cast, tmp_path: Path
) -> None:
    walk = a_footage_case(cast, ready_for="check")
    client, address = (
        signed_in(cast.officer(cast.pia)),
        f"/cases/{walk.reference}/studio/watermarked/",
    )
    waiting = client.get(address, headers={"Accept": "video/mp4"})
    assert (waiting.status_code, waiting.json()["state"]) == (202, "waiting")
    page = client.get(address, headers={"Accept": "text/html"})
    assert (page.status_code, page["Refresh"]) == (202, "10")
    assert "Waiting for its turn" in page.content.decode()
    walk.work()
    before = looks(walk)
    answer = client.get(f"{address}?opening=one", headers={"Range": "bytes=0-99"})
    assert (answer.status_code, answer["Content-Type"]) == (206, "video/mp4")
    whole = b"".join(client.get(f"{address}?opening=one").streaming_content)
    assert looks(walk) == before + 1
    (tmp_path / "marked.mp4").write_bytes(whole)
    finished = b"".join(client.get(f"/cases/{walk.reference}/rendition/").streaming_content)
    (tmp_path / "finished.mp4").write_bytes(finished)
    marked, film = (pictures(tmp_path / f"{name}.mp4") for name in ("marked", "finished"))
    assert [time for time, _ in marked] == [time for time, _ in film]
    for (_, with_words), (_, without) in zip(marked, film, strict=True):
        changed = np.abs(with_words.astype(int) - without).max(axis=2) > 30
        assert all(third.mean() > 0.02 for third in np.split(changed, 3))
    with av.open(tmp_path / "marked.mp4") as opened:
        assert len(opened.streams.audio) == 1
    assert signed_in(cast.officer(cast.len)).get(address).status_code == 403


def test_a_finished_picture_can_be_shown_so_too(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    client, address = (
        signed_in(cast.officer(cast.pia)),
        f"/cases/{walk.reference}/studio/watermarked/",
    )
    marked = np.asarray(seen(client, address)).astype(int)
    without = np.asarray(seen(client, f"/cases/{walk.reference}/rendition/"))
    changed = np.abs(marked - without).max(axis=2) > 40
    assert all(part.mean() > 0.01 for part in np.split(changed[:318], 3))


def pictures(path: Path) -> list[tuple[float, Any]]:
    with av.open(path) as opened:
        return [(frame.time, frame.to_ndarray(format="rgb24")) for frame in opened.decode(video=0)]


ADDRESSES = (
    "frame/",
    "preview/?number=1",
    "faces/?number=1&ids=t1",
    "proxy/",
    "proxy/head/",
    "proxy/0/",
    "proxy/sound/",
    "proxy/peaks/",
    "proxy/thumbs/0/",
)


def seen(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content[:200])
    assert answer["Cache-Control"] == "private, no-store"
    return Image.open(io.BytesIO(answer.content))
