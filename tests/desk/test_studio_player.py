"""The stage, player and timeline in a real browser: exact to the frame, moved by pointer, keys and numbers."""

import io
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np
import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import FootageWalk

from bluelamp.casework import services
from bluelamp.jobs.worker import work
from bluelamp.redaction import Plan, Shape
from bluelamp.redaction.footage.plan import FootagePlan, SoundEffect
from bluelamp.redaction.footage.values import Place

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]

SIZE = (160, 120)
TICKS = 1000  # of a second
# Frames that last from 30 to 120 thousandths of a second, for more than one stretch of the copy to play.
LASTING = [40, 40, 120, 30, 50, 70, 40, 90] * 6
TIMES = [sum(LASTING[:number]) for number in range(len(LASTING))]
STEP = 5  # of brightness, by which each frame is told from the others


@cache
def uneven() -> bytes:
    """Footage whose frames last unevenly long, each one brighter than the one before, with a tone."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4", options={"video_track_timescale": str(TICKS)}) as out:
        picture: Any = out.add_stream("libx264", rate=25, options={"crf": "4"})
        picture.width, picture.height = SIZE
        picture.pix_fmt = "yuv420p"
        picture.codec_context.time_base = Fraction(1, TICKS)
        heard: Any = out.add_stream("aac", rate=48_000, layout="mono")
        for number, time in enumerate(TIMES):
            grey = np.full((*SIZE[::-1], 3), STEP * (number + 1), np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, "rgb24")
            frame.pts, frame.time_base = time, Fraction(1, TICKS)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        for at in range(0, 48 * sum(LASTING), 1024):
            tone = np.sin(np.arange(at, at + 1024) / 20, dtype=np.float32)[None]
            sound = av.AudioFrame.from_ndarray(np.ascontiguousarray(tone), "fltp", "mono")
            sound.sample_rate, sound.pts = 48_000, at
            out.mux(heard.encode(sound))
        out.mux(heard.encode(None))
    return file.getvalue()


class UnevenWalk(FootageWalk):
    """A case with that footage, in which a box moves to the right from the first frame to the last."""

    def bring_image(self) -> None:
        with tempfile.TemporaryFile() as file:
            file.write(uneven())
            services.supply_image(
                case=self.reference,
                content=file,
                source="Yard camera 3",
                actor=self.cast.ren,
                at=self._later(),
            )

    def follow(self, *_elsewhere: tuple[Place, ...]) -> None:
        super().follow((Place(0, 8, 14, 68, 106), Place(TIMES[-1], 88, 14, 148, 106)))

    def footage_plan(self) -> FootagePlan:
        plan = self.view().plan
        assert isinstance(plan, FootagePlan)
        return plan


@pytest.fixture
def walk(cast: Cast) -> UnevenWalk:
    """Ready to be prepared, with the copy to play made."""
    walk = UnevenWalk(cast=cast, at=timezone.now())
    walk.to("preparing")
    work(once=True)
    return walk


@pytest.fixture
def studio(page: Page, live_server: Any, walk: UnevenWalk) -> Iterator[Page]:
    yield from opened(page, live_server.url, walk)


def opened(page: Page, site: str, walk: Walk) -> Iterator[Page]:
    """The studio, with everything that it asks for at first; nothing of it is left asking at the end."""
    enter(page, site, walk.cast, walk.cast.ivo)
    page.goto(f"{site}/cases/{walk.reference}/studio/")
    expect(page.locator("#studio[data-placed]:not([data-placed='0'])")).to_be_visible()
    yield page
    page.goto("about:blank")


@pytest.fixture
def late(page: Page) -> list[Route]:
    """Each still that the studio asks for, held back."""
    stills: list[Route] = []

    def hold(still: Route) -> None:
        stills.append(still)

    page.route("**/studio/frame/**", hold)
    return stills


def at_frame(page: Page, number: int) -> None:
    """The frame of that number is on the screen, by its own time; and it is the film that shows it."""
    root = page.locator("#studio")
    expect(root).to_have_attribute("data-shown", f"{TIMES[number] / TICKS:g}")
    expect(root).to_have_attribute("data-shown-by", "film")


def brightness(page: Page) -> int:
    """Of what the film shows, in the middle of it."""
    return int(
        page.evaluate(
            """() => {
              const pen = new OffscreenCanvas(1, 1).getContext("2d");
              pen.drawImage(document.querySelector("[data-film]"), 80, 60, 1, 1, 0, 0, 1, 1);
              return pen.getImageData(0, 0, 1, 1).data[0];
            }"""
        )
    )


def is_frame(page: Page, number: int) -> None:
    at_frame(page, number)
    assert round(brightness(page) / STEP) == number + 1


def go_to(page: Page, seconds: str) -> None:
    page.keyboard.press("t")
    page.keyboard.type(seconds)
    page.keyboard.press("Enter")


def saved(page: Page, version: int) -> None:
    """The desk has made this version of the plan."""
    expect(page.locator("#studio")).to_have_attribute("data-number", str(version))


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-voice]")).to_contain_text(words)


def test_a_still_that_comes_later_than_the_film_does_not_cover_it(
    late: list[Route], studio: Page
) -> None:
    at_frame(studio, 0)
    with studio.expect_response("**/studio/frame/**"):
        late[0].continue_()
    studio.wait_for_timeout(500)
    at_frame(studio, 0)
    expect(studio.locator("img[data-still]")).to_be_hidden()


def test_each_frame_is_shown_at_its_own_time_stepped_to_or_played(studio: Page) -> None:
    is_frame(studio, 0)
    for number in range(1, 6):
        studio.keyboard.press(".")
        is_frame(studio, number)
    studio.keyboard.press("ArrowLeft")
    is_frame(studio, 4)
    go_to(studio, f"0:{(TIMES[33] + 5) / TICKS:06.3f}")
    is_frame(studio, 33)
    studio.keyboard.press(",")
    is_frame(studio, 32)
    studio.keyboard.press("End")
    is_frame(studio, len(TIMES) - 1)
    studio.keyboard.press("Home")
    is_frame(studio, 0)
    go_to(studio, "soon")
    said(studio, "“soon” is no time.")

    studio.get_by_role("button", name="Play", exact=True).first.click()
    expect(studio.get_by_role("button", name="Pause")).to_be_visible()
    at_frame(studio, len(TIMES) - 1)
    expect(studio.get_by_role("button", name="Pause")).to_have_count(0)
    studio.keyboard.press("j")
    expect(studio.get_by_role("button", name="Pause")).to_be_visible()
    is_frame(studio, 0)


def edges_of_covers(page: Page) -> tuple[int, int]:
    """The first and the last column that are covered in the middle row, in pixels of the picture."""
    found = page.evaluate(
        """() => {
          const covers = document.querySelector("[data-covers]");
          const [stage, pane] = ["[data-stage]", "[data-pane]"].map((each) => document.querySelector(each).getBoundingClientRect());
          const pen = new OffscreenCanvas(160, 120).getContext("2d");
          pen.drawImage(covers, pane.left - stage.left, pane.top - stage.top, pane.width, pane.height, 0, 0, 160, 120);
          const row = pen.getImageData(0, 60, 160, 1).data;
          const covered = [...Array(160).keys()].filter((column) => row[4 * column + 3] > 127);
          return [covered[0], covered.at(-1)];
        }"""
    )
    return found[0], found[1]


def edges_of_rendering(page: Page, number: int) -> tuple[int, int]:
    """The same of the frame as the rendering covers it."""
    root = page.locator("#studio")
    address = f"{root.get_attribute('data-preview')}?at={TIMES[number] / TICKS}&number=1"
    shown = page.request.get(page.url.split("/cases/")[0] + address)
    assert shown.ok, shown.text()
    row = np.asarray(Image.open(io.BytesIO(shown.body())).convert("L"))[60]
    covered = np.flatnonzero(row < STEP * (number + 1) / 2)
    return int(covered[0]), int(covered[-1])


def test_the_covers_are_those_of_the_rendering_at_the_frame_shown(studio: Page) -> None:
    studio.get_by_label("Covers").select_option("released")
    for number in (12, 31, 47):
        go_to(studio, f"{(TIMES[number] + 1) / TICKS}")
        at_frame(studio, number)
        expect(studio.locator("#studio")).to_have_attribute(
            "data-painted", f"{TIMES[number] / TICKS:g}"
        )
        ours, theirs = edges_of_covers(studio), edges_of_rendering(studio, number)
        assert np.allclose(ours, theirs, atol=1), (number, ours, theirs)
    studio.keyboard.press("V")
    said(studio, "This is exactly what goes out.")
    expect(studio.locator("[data-exact]")).to_have_js_property("naturalWidth", 160)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag on the stage; the places are in the picture's own pixels."""
    pane = page.locator("[data-pane]").bounding_box()
    assert pane is not None
    scale = pane["width"] / SIZE[0]
    at = [(pane["x"] + x * scale, pane["y"] + y * scale) for x, y in (start, end)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()


def drawn(walk: UnevenWalk) -> tuple[Place, ...]:
    return walk.footage_plan().regions[-1].parts[0]


def near(place: Place, *edges: float) -> None:
    found = (place.left, place.top, place.right, place.bottom)
    assert np.allclose(found, edges, atol=1.5), found


def test_a_region_is_drawn_moved_and_keyed_by_pointer_keys_and_numbers(
    studio: Page, walk: UnevenWalk
) -> None:
    studio.keyboard.press("2")
    drag(studio, (100, 20), (140, 60))
    saved(studio, 2)
    said(studio, "A region was drawn")
    near(drawn(walk)[0], 100, 20, 140, 60)
    assert walk.footage_plan().regions[-1].shape is Shape.BOX

    drag(studio, (120, 40), (110, 60))
    saved(studio, 3)
    said(studio, "is placed here")
    near(drawn(walk)[0], 90, 40, 130, 80)
    drag(studio, (130, 80), (150, 100))
    saved(studio, 4)
    expect(studio.locator("[data-edge=width]")).to_have_value("60")

    go_to(studio, f"{TIMES[8] / TICKS}")
    at_frame(studio, 8)
    studio.locator("[data-edge=left]").fill("20")
    studio.locator("[data-edge=left]").press("Enter")
    saved(studio, 5)
    keyed = next(place for place in drawn(walk) if place.time == TIMES[8])
    near(keyed, 20, 40, 80, 100)

    studio.locator("[data-stage]").focus()
    studio.keyboard.press("Control+ArrowDown")
    studio.keyboard.press("Control+Shift+ArrowRight")
    saved(studio, 6)
    moved = next(place for place in drawn(walk) if place.time == TIMES[8])
    near(moved, 20, 41, 81, 101)

    expect(studio.get_by_role("button", name="Key frame", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    studio.keyboard.press("q")
    saved(studio, 7)
    assert TIMES[8] not in [place.time for place in drawn(walk)]
    studio.keyboard.press("}")
    saved(studio, 8)
    assert drawn(walk)[-1].time == TIMES[8]

    studio.keyboard.press("Delete")
    saved(studio, 9)
    assert walk.footage_plan().regions == ()
    studio.keyboard.press("a")
    studio.keyboard.press("Delete")
    said(studio, "What was found is never removed.")

    for version, tool, shape in ((10, "3", Shape.POLYGON), (11, "4", Shape.ELLIPSE)):
        studio.keyboard.press(tool)
        studio.keyboard.press("Enter")
        saved(studio, version)
        newest = walk.footage_plan().regions[-1]
        assert (newest.shape, bool(newest.inverse)) == (shape, tool == "4")


def test_the_timeline_is_walked_and_marked_by_keys(
    studio: Page, phone: Page, live_server: Any, walk: UnevenWalk
) -> None:
    names = studio.get_by_role("listbox", name="People and regions in time")
    names.focus()
    studio.keyboard.press("ArrowDown")
    expect(names.get_by_role("option", selected=True)).to_have_attribute("aria-posinset", "1")
    expect(studio.locator("[data-chosen-name]")).not_to_have_text("Nobody chosen")

    ruler = studio.get_by_role("slider", name="Playhead")
    ruler.focus()
    studio.keyboard.press("End")
    expect(ruler).to_have_attribute("aria-valuetext", f"0:{TIMES[-1] / TICKS:05.2f}")
    studio.keyboard.press("Home")
    for _ in range(4):
        studio.keyboard.press("ArrowRight")
    at_frame(studio, 4)
    studio.keyboard.press("i")
    said(studio, "begins at 0:00.23")
    studio.keyboard.press("Shift+ArrowRight")
    studio.keyboard.press("o")
    said(studio, "The stretch ends")
    studio.keyboard.press("u")
    said(studio, "No sound goes out")
    (span,) = walk.footage_plan().sound
    assert (span.start, span.effect) == (0.23, SoundEffect.MUTE)
    assert span.end > 1.2

    studio.keyboard.press("5")
    said(studio, "The whole picture is covered")
    near(drawn(walk)[0], 0, 0, *SIZE)
    studio.get_by_label("Rows").select_option("tracks")
    expect(names.get_by_role("option")).to_have_count(2)

    for each in (studio, next(narrow := opened(phone, live_server.url, walk))):
        each.keyboard.press("a")
        expect(each.locator("[data-chosen-name]")).not_to_have_text("Nobody chosen")
        assert_accessible(each)
    next(narrow, None)


def test_a_picture_has_the_same_stage_without_time(
    page: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="preparing")
    for studio in opened(page, live_server.url, walk):
        expect(studio.get_by_role("slider", name="Playhead")).to_have_count(0)
        studio.keyboard.press("1")
        studio.keyboard.press("Enter")
        saved(studio, 2)
        expect(studio.locator("[data-edge=left]")).not_to_have_value("")
        studio.keyboard.press("ArrowRight")
        saved(studio, 3)
        plan = walk.view().plan
        assert isinstance(plan, Plan)
        assert len(plan.regions) == 1
        assert_accessible(studio)
