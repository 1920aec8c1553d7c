// Going through time on the timeline: scrubbing on the ruler, choosing on the rows, the thumbnail under the pointer.
import { clock } from "./clock.js";

const NEAR = 7; // CSS pixels beside a doubt's mark
const SKIP = 10; // seconds of a page

/** @param {HTMLElement} root */
export function scrubbing(root, { store, player, timeline }) {
  const slider = root.querySelector("[data-ruler]");
  const scroller = root.querySelector("[data-rows]");
  const hover = root.querySelector("[data-hover]");
  const hoverPen = hover.querySelector("canvas").getContext("2d");
  let from = null;
  let isScrubbing = false;

  const lane = (event) => event.clientY - slider.getBoundingClientRect().top;
  const isOnWave = (event) => {
    const lanes = timeline.ruler.lanes(store.state.sound.has);
    return store.state.sound.has && lane(event) >= lanes.wave && lane(event) < lanes.doubts;
  };

  slider.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !store.state) return;
    slider.setPointerCapture(event.pointerId);
    const doubt = doubtAt(event);
    if (event.shiftKey || isOnWave(event)) {
      from = timeline.secondsAt(event);
    } else if (doubt) {
      player.seek(doubt.seconds);
      if (doubt.track) store.select(doubt.track);
    } else {
      isScrubbing = true;
      player.pause();
      player.seek(timeline.secondsAt(event));
    }
  });

  function doubtAt(event) {
    if (lane(event) < timeline.ruler.lanes(store.state.sound.has).doubts) return null;
    const near = (doubt) => Math.abs(doubt.seconds - timeline.secondsAt(event)) * timeline.scale;
    return store.state.doubts.filter((doubt) => !doubt.settled && near(doubt) < NEAR).sort((one, other) => near(one) - near(other))[0] ?? null;
  }

  slider.addEventListener("pointermove", (event) => {
    if (!store.state) return;
    const seconds = timeline.secondsAt(event);
    if (isScrubbing) player.seek(seconds);
    if (from !== null) timeline.setSpan(player.frameAt(from), player.frameAt(seconds));
    showThumb(event, seconds);
  });

  function showThumb(event, seconds) {
    const { width, height } = hover.querySelector("canvas");
    hover.hidden = !timeline.ruler.thumb(hoverPen, player.segments, seconds, [0, 0, width, height]);
    if (hover.hidden) return;
    hover.querySelector("span").textContent = clock(seconds, 2);
    const place = slider.getBoundingClientRect();
    const x = Math.min(Math.max(0, event.clientX - place.left - width / 2), place.width - width);
    hover.style.transform = `translate(${x}px, -100%)`;
  }

  slider.addEventListener("pointerleave", () => { hover.hidden = true; });
  slider.addEventListener("pointerup", (event) => {
    if (from !== null && !timeline.span) player.seek(timeline.secondsAt(event));
    from = null;
    isScrubbing = false;
  });
  slider.addEventListener("pointercancel", () => {
    from = null;
    isScrubbing = false;
  });

  slider.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const to = { Home: 0, End: player.duration, PageUp: player.time + SKIP, PageDown: player.time - SKIP }[event.key];
    if (step === undefined && to === undefined) return;
    event.preventDefault();
    if (to !== undefined) player.seek(to);
    else if (event.shiftKey) player.seek(player.time + step);
    else player.step(step);
  });

  scroller.addEventListener("click", (event) => {
    const row = timeline.rowAt(event);
    const seconds = timeline.secondsAt(event);
    if (!row) return;
    const span = row.spans.find((each) => each.from <= seconds && seconds <= each.to);
    store.select(span && row.spans.some((each) => each.track !== span.track) && store.selected === row.id ? span.track : row.id);
    player.seek(seconds);
  });
}
