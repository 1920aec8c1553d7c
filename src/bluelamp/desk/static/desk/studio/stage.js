// The stage: the picture with what will be covered at the very frame shown, and the chosen one to be moved.
import { paint, placedAt } from "./covers.js";
import { soon } from "./draw.js";
import { createExact } from "./exact.js";
import { createHandles } from "./handles.js";
import { pointing } from "./pointing.js";
import { nameOf, tracksOf } from "./store.js";
import { createView } from "./view.js";

const LOOKS = ["through", "released", "bare"];
const STEP = 1.5; // closer or further away with each press

/** @param {HTMLElement} root */
export function createStage(root, { store, player, commands }) {
  const element = root.querySelector("[data-stage]");
  const canvas = root.querySelector("[data-covers]");
  const pen = canvas.getContext("2d");
  let draft = null; // what is being moved or drawn, in the one frame that it was begun in
  let conflict = null;

  const refresh = soon(paintNow);
  const picture = () => store.state?.picture ?? null;
  const view = createView(element, picture, refresh);
  const handles = createHandles(root, view);
  const stage = {
    look: "through",
    until: () => null, // up to when something drawn at a moment is there; the timeline knows
    element, view,
    get draft() { return draft; },
    set draft(shape) { draft = shape && { ...shape, at: player.shown }; refresh(); },
    placed: () => placedAt(store, player.shown, isHere() && draft.id ? draft : null),
    chosen,
  };
  const isHere = () => draft !== null && draft.at === player.shown;
  const exact = createExact(root, { store, player });
  const pointer = pointing(root, { store, player, stage, handles, commands });

  /** The one at this moment that the choice means: itself, or the first of its person's tracks. */
  function chosen() {
    if (!store.selected || !store.state) return null;
    const ids = new Set(tracksOf(store.state, store.selected));
    const placed = stage.placed();
    return placed.find((each) => each.id === store.selected) ?? placed.find((each) => ids.has(each.id)) ?? null;
  }

  function paintNow() {
    const size = picture();
    if (!size) return;
    const density = window.devicePixelRatio || 1;
    view.lay();
    canvas.width = Math.round(element.clientWidth * density);
    canvas.height = Math.round(element.clientHeight * density);
    const pane = root.querySelector("[data-pane]");
    Object.assign(pane.style, {
      width: `${size.width * view.scale}px`, height: `${size.height * view.scale}px`, transform: `translate(${view.left}px, ${view.top}px)`,
    });
    const placed = stage.placed();
    const ids = new Set(store.selected ? tracksOf(store.state, store.selected) : []);
    if (isHere() && !draft.id) placed.push({ id: "", track: { standing: "obscured" }, form: draft, box: draft.box, reach: [draft.box] });
    const look = exact.isOn() ? "bare" : stage.look;
    paint(pen, { placed: exact.isOn() ? placed.filter((each) => ids.has(each.id)) : placed, view, picture: size, look, chosen: ids, density });
    if (pointer.drawing) pointer.trace();
    else handles.show(exact.isOn() ? null : chosen(), { isFree: root.dataset.mayMark === "true" });
    const zoom = root.querySelector("[data-zoom]");
    if (zoom) zoom.textContent = `${Math.round(view.zoom * 100)}%`;
    root.dataset.painted = String(player.shown);
    root.dataset.placed = String(placed.length);
  }

  function setLook(look) {
    stage.look = look;
    const list = root.querySelector("[data-look]");
    if (list) list.value = look;
    store.say({ through: "Covers are see-through.", released: "Covers are solid.", bare: "No covers are shown." }[look]);
    refresh();
  }

  /** Choose the next one, or the one before, of those in the frame, from left to right. */
  function choose(step) {
    const there = stage.placed().sort((one, other) => one.box[0] - other.box[0]);
    if (!there.length) return store.say("Nobody is marked in this frame.");
    const now = there.findIndex((each) => each.id === chosen()?.id);
    const next = there[(now + step + there.length + (now < 0 && step < 0 ? 1 : 0)) % there.length];
    store.select(next.id);
    store.say(`${nameOf(store.state, next.id)}, ${next.track.standing.replaceAll("_", " ")}.`);
  }

  Object.assign(commands, {
    look: () => setLook(LOOKS[(LOOKS.indexOf(stage.look) + 1) % LOOKS.length]),
    exact: () => { exact.toggle(); refresh(); },
    zoom_in: () => view.zoomBy(STEP),
    zoom_out: () => view.zoomBy(1 / STEP),
    zoom_fit: () => view.fit(),
    zoom_chosen: () => { if (chosen()) view.show(chosen().box); },
    next_here: () => choose(1),
    previous_here: () => choose(-1),
  });

  root.querySelector("[data-look]")?.addEventListener("change", (event) => setLook(event.target.value));
  new ResizeObserver(refresh).observe(element);
  player.on((what) => { if (what === "shown") refresh(); });
  store.on((what) => {
    if (what === "places") pointer.settled();
    if (what === "saving" && store.conflict !== conflict) {
      conflict = store.conflict;
      if (conflict) pointer.setAside();
    }
    if (what === "state") root.dataset.number = String(store.state.number);
    refresh();
  });
  return stage;
}
