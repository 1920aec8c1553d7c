"""Footage at the desk: what its pages show, take in and give out, and that every look is recorded."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.entrance import signed_in
from tests.footage_case import FootageWalk, a_footage_case, moving_face

from bluelamp.record import selectors as record
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.vault import selectors as vault

pytestmark = [pytest.mark.media, pytest.mark.django_db]


def looks(walk: FootageWalk) -> int:
    return sum(one.kind == "consulted" for one in record.entries_for(walk.reference))


def plan(walk: FootageWalk) -> FootagePlan:
    found = walk.view().plan
    assert isinstance(found, FootagePlan)
    return found


def number(walk: FootageWalk) -> int:
    version = walk.view().now.plan
    assert version
    return int(version.number)


def press(client: Client, walk: FootageWalk, act: str, **said: Any) -> Any:
    posted = {"number": number(walk), "act": act, **said}
    return client.post(f"/cases/{walk.reference}/people/", posted, follow=True)


def test_an_officer_uploads_footage_and_sees_what_it_holds(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    client = signed_in(cast.officer(cast.ren))
    file = SimpleUploadedFile("yard.mp4", moving_face(), content_type="video/mp4")
    given = {"image": file, "source": "Yard camera 3"}
    page = client.post(f"/cases/{walk.reference}/image/", given, follow=True).content.decode()
    assert "The image is in the vault" in page, re.findall("error-message.*", page)
    assert "0:01.0 long, 24 frames; MP4" in page
    assert "1 channel, 48000 Hz" in page
    assert "none of it will go out" in page
    still = client.get(f"/cases/{walk.reference}/original/?at=0.5")
    assert Image.open(io.BytesIO(still.content)).size == (160, 120)
    assert still["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x1aE\xdf\xa3" + bytes(500), "The file is not footage"),
        (moving_face()[:3000], "cut short or damaged"),
    ],
)
def test_what_is_no_footage_is_refused_in_a_sentence(
    cast: Cast, content: bytes, sentence: str
) -> None:
    walk = a_case(cast, ready_for="facts")
    client = signed_in(cast.officer(cast.ren))
    given = {"image": SimpleUploadedFile("yard.mp4", content), "source": "Yard camera 3"}
    answer = client.post(f"/cases/{walk.reference}/image/", given)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_footage_over_the_limit_is_refused_by_its_size(cast: Cast, settings: Any) -> None:
    settings.BLUELAMP_FOOTAGE_BYTES = 2_000
    walk = a_case(cast, ready_for="facts")
    given = {"image": SimpleUploadedFile("yard.mp4", moving_face()), "source": "Yard camera 3"}
    page = signed_in(cast.officer(cast.ren)).post(f"/cases/{walk.reference}/image/", given)
    assert f"has {len(moving_face()):,} bytes; at most 2,000 are allowed" in page.content.decode()


def test_people_are_decided_upon_covered_and_checked(cast: Cast) -> None:
    """One walk through every page, since the real work is done once."""
    walk = a_footage_case(cast, ready_for="preparing")
    client = signed_in(cast.officer(cast.ivo))
    address = f"/cases/{walk.reference}/people/"
    before = looks(walk)
    page = client.get(address).content.decode()
    assert "1 person followed" in page
    assert "Doubtful: low confidence, crosses person 1" in page
    assert looks(walk) == before
    sheet = client.get(f"/cases/{walk.reference}/sheet/?version=1")
    assert Image.open(io.BytesIO(sheet.content)).size == (208, 208)
    assert client.get(f"/cases/{walk.reference}/crop/t1/").status_code == 200
    assert client.get(f"/cases/{walk.reference}/sheet/?version=9").status_code == 404
    assert looks(walk) == before + 3
    _decide(client, walk)
    _draw_and_hush(client, walk)
    refused = press(client, walk, "prepare").content.decode()
    assert "1 doubt is left: settle each with a reason" in refused
    press(client, walk, "prepare", doubts_left="The head is covered throughout.")
    walk.work()
    page = client.get(address).content.decode()
    assert "Everyone else is obscured" in page
    assert "<video controls" in page
    _check(cast, walk)


def _decide(client: Client, walk: FootageWalk) -> None:
    answer = press(client, walk, "save", **{"t1-decision": "keep"})
    assert answer.status_code == 400
    assert "Say why person 1 is to stay visible." in answer.content.decode()
    said = press(client, walk, "only:t1").content.decode()
    assert "Saved: person 1 is sought and nobody else." in said
    assert [track.id for track in plan(walk).kept] == ["t1"]
    said = press(client, walk, "save", **{"t1-decision": "obscure"}).content.decode()
    assert "Saved: person 1 is obscured." in said
    assert number(walk) == 3
    press(client, walk, "back:2")
    assert [track.id for track in plan(walk).kept] == ["t1"]
    stale = client.post(
        f"/cases/{walk.reference}/people/", {"number": 1, "act": "save", "t1-decision": "obscure"}
    )
    assert stale.status_code == 409
    assert "Somebody was quicker" in stale.content.decode()
    press(client, walk, "back:1")
    assert not plan(walk).kept


def _draw_and_hush(client: Client, walk: FootageWalk) -> None:
    place = {
        f"region-{name}": value
        for name, value in (
            ("start", "0.2"), ("end", "0.6"), ("left", 100), ("top", 80), ("width", 40), ("height", 30)
        )
    }  # fmt: skip
    assert press(client, walk, "add", **place | {"region-end": "0.1"}).status_code == 400
    outside = press(client, walk, "add", **place | {"region-left": "900"}).content.decode()
    assert "The region covers nothing: the picture is 160 by 120 pixels." in outside
    said = press(client, walk, "add", **place).content.decode()
    assert "a region was drawn from 0:00.2 to 0:00.6" in said
    assert plan(walk).regions[0].parts[0][0].left == 100
    span = {"span-start": "0.1", "span-end": "0.4", "span-effect": "tone"}
    assert (
        "sound from 0:00.1 to 0:00.4 is a tone"
        in press(client, walk, "hush", **span).content.decode()
    )
    press(client, walk, "unhush:0")
    assert plan(walk).sound == ()
    assert "no sound goes out" in press(client, walk, "save", sound="drop").content.decode()


def _check(cast: Cast, walk: FootageWalk) -> None:
    client = signed_in(cast.officer(cast.pia))
    address = f"/cases/{walk.reference}"
    page = client.get(f"{address}/check/?at=0.4").content.decode()
    assert "Every frame is there, at its time" in page
    assert "May this picture go out?" in page
    film = vault.rendition(sha256=walk.rendition, case=walk.reference)
    opening = re.search(r"/rendition/\?opening=[\w-]+", page)
    assert opening
    before = looks(walk)
    source = f"/cases/{walk.reference}{opening[0]}"
    assert b"".join(client.get(source)) == film
    first = client.get(source, headers={"Range": "bytes=0-99"})
    assert (first.status_code, first["Content-Range"]) == (206, f"bytes 0-99/{len(film)}")
    assert b"".join(first) == film[:100]
    assert b"".join(client.get(source, headers={"Range": "bytes=-50"})) == film[-50:]
    assert b"".join(client.get(source, headers={"Range": "bytes=100-"})) == film[100:]
    beyond = client.get(source, headers={"Range": f"bytes={len(film)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(film)}")
    assert looks(walk) == before + 1
    b"".join(client.get(f"{address}/rendition/", headers={"Range": "bytes=5-"}))
    assert looks(walk) == before + 2
    still = client.get(f"{address}/rendition/still/?at=0.4")
    covered = Image.open(io.BytesIO(still.content)).convert("RGB")
    assert covered.size == (160, 120)
    assert max(covered.getpixel((120, 95))) < 40
    walk.approve()
    assert "Approved" in client.get(f"{address}/check/").content.decode()


def test_whoever_does_not_work_the_case_sees_no_footage(cast: Cast) -> None:
    walk = a_footage_case(cast, ready_for="identity")
    client = signed_in(cast.officer(cast.len))
    for part in ("original", "sheet", "rendition", "rendition/still"):
        assert client.get(f"/cases/{walk.reference}/{part}/").status_code in {403, 409}
