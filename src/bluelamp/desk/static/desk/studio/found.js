// What the search has seen so far, while it runs: boxes on the stage, marks on the ruler, and how much in words.
import { ask } from "./asking.js";
import { clock } from "./clock.js";
import { poll } from "./polling.js";
import { svg } from "./svg.js";
import { isUnderWay } from "./work.js";
import { counted } from "./words.js";

const NEAR = 0.25; // seconds from what is shown, within which a sighting is drawn

/** @param {HTMLElement} root @param {{store: object, player: object, timeline: object}} context */
export function finding(root, { store, player, timeline }) {
  const words = root.querySelector("[data-seen]");
  if (!words) return;
  const boxes = svg("svg", { class: "studio-stage__seen", "aria-hidden": "true" });
  root.querySelector("[data-pane]").append(boxes);
  const segments = new Map();
  const polling = poll(askOn);
  let wasOn = false;

  const isOn = () => store.state?.number === 0 && isUnderWay(store.state.work?.search);

  /** Ask for the segments that are new; true where there was nothing to ask. */
  async function askOn() {
    if (!isOn()) return true;
    const had = [...segments.keys()].join(",");
    const answer = await ask(`${root.dataset.found}?from=${had}`, { isAttended: false });
    if (answer.kind !== "answered") return false;
    for (const segment of answer.body.segments) segments.set(segment.number, segment);
    if (answer.body.segments.length) show();
    return true;
  }

  /** All of it goes once there is a plan. */
  function show() {
    if (store.state.number > 0) segments.clear();
    const all = [...segments.values()];
    const seconds = all.reduce((sum, { start, end }) => sum + end - start, 0);
    const sightings = all.flatMap((segment) => segment.sightings);
    words.hidden = all.length === 0;
    words.textContent = `Found so far: ${counted(sightings.length, "sighting")} of faces and people in ${clock(seconds, 0)} of ${clock(store.state.picture.duration, 0)}.`;
    timeline.ruler.markSeen([...new Set(sightings.map(([at]) => at))]);
    place();
  }

  /** Draw the sightings of the moment that is nearest to the one shown. */
  function place() {
    const shown = player.shown;
    const away = ([at]) => Math.abs(at - shown);
    const near = [...segments.values()]
      .filter(({ start, end }) => start - NEAR <= shown && shown <= end + NEAR)
      .flatMap(({ sightings }) => sightings.filter((each) => away(each) <= NEAR));
    const least = Math.min(...near.map(away));
    boxes.replaceChildren(...near.filter((each) => away(each) === least).map(box));
  }

  function box([, left, top, right, bottom]) {
    return svg("rect", { x: left, y: top, width: right - left, height: bottom - top });
  }

  store.on((what) => {
    if (what !== "state") return;
    const { width, height } = store.state.picture;
    boxes.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (isOn() && !wasOn) polling.now();
    wasOn = isOn();
    if (segments.size) show();
  });
  player.on((what) => {
    if (what === "shown" && segments.size) place();
  });
}
