// Choosing, moving, resizing and drawing on the stage, by pointer and by keys.
import { under } from "./covers.js";
import { drawing } from "./drawing.js";
import { moved, resized } from "./handles.js";
import { nameOf } from "./store.js";
import { corners, polygonThrough } from "./where.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEPS = 240; // arrow presses across the picture's longer side
const PAUSE = 350; // milliseconds after the last key before a move is saved
const SLIP = 4; // CSS pixels that a pointer may slip in a click
const LEAST = 4; // pixels of a side
const REACH = 4; // CSS pixels beside something small

/** @param {HTMLElement} root */
export function pointing(root, { store, player, stage, handles, commands }) {
  const { element, view } = stage;
  const mayMark = root.dataset.mayMark === "true";
  const tool = drawing(root, { store, player, stage, handles, commands });
  let drag = null;
  let timer = 0;
  let isSaving = false;

  element.addEventListener("pointerdown", (event) => {
    if (event.button === 1 || (event.button === 0 && event.altKey)) return begin({ pan: [event.clientX, event.clientY] }, event);
    if (event.button !== 0 || root.hasAttribute("data-is-exact")) return undefined;
    if (tool.shape) return tool.down(event);
    const point = view.pointOf(event);
    const { side, vertex } = event.target.closest("[data-side], [data-vertex]")?.dataset ?? {};
    const chosen = stage.chosen();
    if (side || vertex) return begin({ point, side, vertex, placed: chosen }, event);
    const there = under(stage.placed(), point, REACH / view.scale);
    const isOnChosen = there.some((each) => each.id === chosen?.id);
    if (isOnChosen && mayMark) return begin({ point, placed: chosen, there }, event);
    if (there.length) store.select(there[0].id);
    if (!there.length) return begin({ pan: [event.clientX, event.clientY], isFree: true }, event);
    return undefined;
  });

  function begin(what, event) {
    drag = { ...what, slipped: false, from: [event.clientX, event.clientY] };
    if (!what.pan) player.pause();
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    if (event.pointerType !== "touch" || !what.isFree) event.preventDefault();
  }

  element.addEventListener("pointermove", (event) => {
    if (tool.shape) tool.move(event);
    if (!drag) return;
    drag.slipped ||= Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) > SLIP;
    if (!drag.slipped) return;
    if (drag.pan) {
      view.pan(event.clientX - drag.pan[0], event.clientY - drag.pan[1]);
      drag.pan = [event.clientX, event.clientY];
      return;
    }
    const point = view.pointOf(event);
    dragged([point[0] - drag.point[0], point[1] - drag.point[1]]);
  });

  function dragged(by) {
    const { placed, side, vertex } = drag;
    const { id, box, form } = placed;
    if (vertex !== undefined) {
      const pixels = corners(form.points, box);
      pixels[vertex] = [pixels[vertex][0] + by[0], pixels[vertex][1] + by[1]];
      const polygon = polygonThrough(pixels.map(([x, y]) => [Math.round(x), Math.round(y)]));
      stage.draft = { id, box: polygon.box, form: { points: polygon.points, inverse: Boolean(form.inverse) } };
    } else {
      const size = store.state.picture;
      stage.draft = { id, box: (side ? resized(box, side, by, LEAST) : moved(box, by, size, LEAST)).map(Math.round) };
    }
  }

  element.addEventListener("pointerup", (event) => {
    if (tool.shape) tool.up(event);
    if (!drag) return;
    const { slipped, pan, isFree, there, placed } = drag;
    drag = null;
    if (slipped && !pan) save();
    else if (!slipped && isFree) store.select("");
    else if (!slipped && there?.length > 1) {
      store.select(there[(there.findIndex((each) => each.id === placed.id) + 1) % there.length].id);
    }
  });

  element.addEventListener("pointercancel", () => {
    drag = null;
    stage.draft = null;
    tool.put();
  });

  element.addEventListener("dblclick", () => {
    if (tool.shape === "polygon") tool.close();
  });

  element.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    view.zoomBy(Math.exp(-event.deltaY / 300), view.pointOf(event));
  }, { passive: false });

  element.addEventListener("keydown", (event) => {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key in ARROWS && (isHeld || root.dataset.kind === "picture") && nudge(ARROWS[event.key], event.shiftKey)) event.preventDefault();
    if (isHeld) return;
    if (event.key === "Enter" && tool.shape) {
      event.preventDefault();
      tool.close();
    } else if (event.key === "Backspace" && tool.shape === "polygon") {
      event.preventDefault();
      tool.takeBack();
    }
  });

  function nudge(way, isSize) {
    const chosen = stage.chosen();
    if (!chosen || !mayMark) return false;
    player.pause();
    const size = store.state.picture;
    const step = Math.max(1, Math.round(Math.max(size.width, size.height) / STEPS));
    const by = way.map((each) => each * step);
    const box = (isSize ? resized(chosen.box, "se", by, LEAST) : moved(chosen.box, by, size, LEAST)).map(Math.round);
    stage.draft = { id: chosen.id, box };
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    return true;
  }

  /** Save where the draft is, at its own frame; it stays in sight until the desk's places have it. */
  async function save() {
    clearTimeout(timer);
    timer = 0;
    const { draft } = stage;
    if (!draft?.id) return;
    const { id, at, box, form } = draft;
    isSaving = true;
    const saved = form
      ? await store.edit("reshape", { id, shape: "polygon", ...form, at, box })
      : await store.edit("place", { id, at, box });
    isSaving = false;
    if (saved.ok) store.say(`${nameOf(store.state, id)} is placed here.`);
    else if (stage.draft === draft) stage.draft = null;
  }

  /** Somebody else was first, and what was saved is set aside: nothing is where the draft has it. */
  function setAside() {
    isSaving = false;
    if (!drag && !timer) stage.draft = null;
  }

  /** The desk's places have come: a draft that was saved gives way to them. */
  function settled() {
    if (!drag && !timer && !isSaving && (stage.draft?.id || stage.draft?.isSaved)) stage.draft = null;
  }

  player.on((what) => {
    if (what === "time" && timer) save();
  });
  window.addEventListener("beforeunload", (event) => { if (timer || drag) event.preventDefault(); });
  return { get drawing() { return tool.shape; }, settled, setAside, trace: tool.trace };
}
