// The timeline: ruler and rows over the same time, zoomed and scrolled together, by pointer and by keys.
import { addressOf } from "./addressing.js";
import { clock } from "./clock.js";
import { soon } from "./draw.js";
import { naming } from "./naming.js";
import { createRuler, stretch } from "./ruler.js";
import { HEIGHT, paintRows, rowsOf } from "./rows.js";
import { scrubbing } from "./scrubbing.js";
import { spanning } from "./spanning.js";
import { tracksOf } from "./store.js";
import { momentsOf } from "./where.js";

const CLOSER = 1.6;
const CLOSEST = 60; // CSS pixels of a frame
const SAID = 400; // milliseconds between two times said while it plays

/** @param {HTMLElement} root */
export function createTimeline(root, { store, player, stage, commands }) {
  const body = root.querySelector("[data-timeline]");
  if (!body) return { span: null, setSpan() {}, on: () => () => {} };
  const scroller = root.querySelector("[data-rows]");
  const room = root.querySelector("[data-room]");
  const slider = root.querySelector("[data-ruler]");
  const [rulerPen, rowsPen] = ["[data-ruler-canvas]", "[data-rows-canvas]"].map((each) => root.querySelector(each).getContext("2d"));
  const heads = root.querySelectorAll("[data-head]");
  const which = root.querySelector("[data-rows-of]");
  const listeners = new Set();
  const refresh = soon(paint);
  const ruler = createRuler((path) => addressOf(root, "proxy", path), refresh);
  let rows = [];
  let isStale = true;
  let said = 0;

  const timeline = {
    scale: 0, // CSS pixels of a second
    span: null,
    get rows() { return rows; },
    get left() { return scroller.scrollLeft; },
    get top() { return scroller.scrollTop; },
    secondsAt: (event) => Math.min(Math.max(0, (event.clientX - scroller.getBoundingClientRect().left + scroller.scrollLeft) / timeline.scale), player.duration),
    rowAt: (event) => rows[Math.floor((event.clientY - scroller.getBoundingClientRect().top + scroller.scrollTop) / HEIGHT)],
    tell: (what) => listeners.forEach((listener) => listener(what)),
    ruler, setSpan,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  const fitting = () => (player.duration ? Math.max(1, scroller.clientWidth - 2) / player.duration : 0);

  function zoom(factor, at = player.time) {
    const before = timeline.scale || fitting();
    const most = CLOSEST * (store.state?.picture.rate || 25);
    timeline.scale = Math.min(Math.max(before * factor, fitting()), Math.max(most, fitting()));
    const beside = at * before - scroller.scrollLeft;
    sizeRoom();
    scroller.scrollLeft = at * timeline.scale - Math.min(Math.max(beside, 0), scroller.clientWidth);
    refresh();
  }

  function sizeRoom() {
    room.style.width = `${Math.floor(player.duration * timeline.scale)}px`;
    room.style.height = `${rows.length * HEIGHT}px`;
    heads[1].style.height = `${Math.max(rows.length * HEIGHT, scroller.clientHeight)}px`;
  }

  function paint() {
    if (!store.state || !player.duration) return;
    if (isStale) reckon();
    if (timeline.scale < fitting()) timeline.scale = fitting();
    sizeRoom();
    const { height } = ruler.lanes(store.state.sound.has);
    slider.style.height = `${height}px`;
    const shared = { left: scroller.scrollLeft, scale: timeline.scale, span: timeline.span };
    const [width, rowsHeight] = [scroller.clientWidth, scroller.clientHeight];
    ruler.paint(sized(rulerPen, width, height), { ...shared, state: store.state, player, width });
    const moments = tracksOf(store.state, store.selected).flatMap((id) => momentsOf(store.places[id]?.parts ?? []));
    paintRows(sized(rowsPen, width, rowsHeight), rows, { ...shared, top: scroller.scrollTop, width, height: rowsHeight, selected: store.selected, moments });
    if (timeline.span) stretch(rowsPen, timeline.span, { ...shared, height: rowsHeight });
    names.paint();
    place();
  }

  function sized(pen, width, height) {
    const density = window.devicePixelRatio || 1;
    const { canvas } = pen;
    if (canvas.width !== Math.round(width * density)) canvas.width = Math.round(width * density);
    if (canvas.height !== Math.round(height * density)) canvas.height = Math.round(height * density);
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    pen.setTransform(density, 0, 0, density, 0, 0);
    return pen;
  }

  function reckon() {
    isStale = false;
    const here = new Set(which.value === "here" ? stage.placed().map((each) => each.id) : []);
    rows = rowsOf(store.state, which.value, { selected: store.selected, here });
  }

  function place() {
    const x = player.time * timeline.scale;
    heads[0].style.transform = `translateX(${x - scroller.scrollLeft}px)`;
    heads[1].style.transform = `translateX(${x}px)`;
    if (player.playing && performance.now() - said < SAID) return;
    said = performance.now();
    slider.setAttribute("aria-valuemax", player.duration.toFixed(2));
    slider.setAttribute("aria-valuenow", player.time.toFixed(2));
    slider.setAttribute("aria-valuetext", clock(player.time, 2));
  }

  /** Bring the playhead into sight. */
  function reveal() {
    const x = player.time * timeline.scale - scroller.scrollLeft;
    if (x < 0 || x > scroller.clientWidth) scroller.scrollLeft += x - scroller.clientWidth * (player.playing ? 0.05 : 0.5);
  }

  /** Bring the chosen one's row into sight. */
  function revealChosen() {
    const number = rows.findIndex((each) => each.id === store.selected || each.tracks.includes(store.selected));
    if (number < 0) return;
    const top = number * HEIGHT - scroller.scrollTop;
    if (top < 0) scroller.scrollTop += top;
    else if (top > scroller.clientHeight - HEIGHT) scroller.scrollTop += top - scroller.clientHeight + HEIGHT;
  }

  function setSpan(from, to) {
    const edges = from === null ? null : [from, to].sort((one, other) => one - other);
    timeline.span = edges && edges[1] > edges[0] ? edges : null;
    refresh();
    timeline.tell("span");
  }

  stage.until = (seconds) => (timeline.span && timeline.span[0] <= seconds && seconds < timeline.span[1] ? timeline.span[1] : null);
  const names = naming(root, { store, player, timeline });
  scrubbing(root, { store, player, timeline });
  spanning(root, { store, player, timeline, commands });
  Object.assign(commands, {
    time_in: () => zoom(CLOSER),
    time_out: () => zoom(1 / CLOSER),
    time_fit: () => zoom(0),
  });

  scroller.addEventListener("scroll", refresh, { passive: true });
  body.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 200), timeline.secondsAt(event));
  }, { passive: false });
  which.addEventListener("change", () => {
    isStale = true;
    scroller.scrollTop = 0;
    refresh();
  });
  new ResizeObserver(refresh).observe(body);
  player.on((what) => {
    if (what === "time") {
      reveal();
      place();
    }
    if (what === "shown" && which.value === "here" && !player.playing) {
      isStale = true;
      refresh();
    }
    if (what === "manifest") refresh();
  });
  store.on((what) => {
    if (what !== "state" && what !== "selected" && what !== "places") return;
    isStale = true;
    if (what === "selected" && store.state) {
      reckon();
      sizeRoom();
      revealChosen();
    }
    refresh();
  });
  return timeline;
}
