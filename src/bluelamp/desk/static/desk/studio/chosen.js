// The chosen one in numbers and buttons: where it is at the frame shown, its key frames, from when to when.
import { clock } from "./clock.js";
import { nameOf, tracksOf, trackOf } from "./store.js";
import { EDGES, isKeyed, momentsOf, PENTAGON } from "./where.js";

const MANY = 200; // names in the list of who is in the frame

/** @param {HTMLElement} root */
export function chosen(root, { store, player, stage, commands }) {
  const part = root.querySelector("[data-chosen]");
  const fields = part.querySelector("[data-chosen-fields]");
  const shape = part.querySelector("[data-shape]");
  const list = part.querySelector("[data-in-frame]");
  const inputs = fields ? EDGES.map((edge) => part.querySelector(`[data-edge="${edge}"]`)) : [];
  let shown = "";
  let isAsked = false;
  let followed = [];

  /** The track that the buttons mean: the one in this frame, or the chosen one's first. */
  const track = () => stage.chosen()?.track ?? (store.state && trackOf(store.state, tracksOf(store.state, store.selected)[0])) ?? null;
  const parts = () => store.places[track()?.id]?.parts ?? [];

  function words() {
    const { state, selected } = store;
    const here = stage.chosen();
    if (!selected) return "Choose somebody in the picture or the list.";
    const one = track();
    if (!one) return "Its places are on their way.";
    const follow = state.follows?.findLast((each) => each.id === one.id);
    if (follow?.state === "waiting" || follow?.state === "running") return "Being followed; its places come as they are found.";
    if (follow?.state === "failed") return `It could not be followed: ${follow.error}`;
    const stands = one.standing.replaceAll("_", " ");
    if (here) return `${stands[0].toUpperCase()}${stands.slice(1)}${one.drawn ? ", drawn by hand" : ""}${one.why ? `: ${one.why}` : ""}`;
    const spans = tracksOf(state, selected).flatMap((id) => trackOf(state, id)?.spans ?? []).sort((a, b) => a[0] - b[0]);
    const first = spans.slice(0, 3).map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ");
    return `Not in this frame; seen ${first}${spans.length > 3 ? " and later" : ""}.`;
  }

  function show() {
    if (!store.state) return;
    const here = stage.chosen();
    part.querySelector("[data-chosen-name]").textContent = store.selected ? nameOf(store.state, store.selected) : "Nobody chosen";
    part.querySelector("[data-chosen-words]").textContent = words();
    if (fields) fields.disabled = !track();
    const [left, top, right, bottom] = here?.box ?? [];
    const numbers = [left, top, right - left, bottom - top];
    inputs.forEach((input, each) => {
      input.disabled = !here;
      if (document.activeElement !== input) input.value = here ? String(Math.round(numbers[each])) : "";
    });
    if (shape) {
      shape.disabled = !here;
      if (document.activeElement !== shape) shape.value = here?.form.shape ?? "ellipse";
    }
    root.querySelector("[data-key-frame]")?.setAttribute("aria-pressed", String(Boolean(here) && isKeyed(parts(), player.shown)));
    listThere();
  }

  function listThere() {
    const there = stage.placed();
    const key = `${there.map((each) => each.id).join()} ${store.state.stamp}`;
    if (key !== shown && document.activeElement !== list) {
      shown = key;
      const options = there.slice(0, MANY).map((each) => new Option(`${nameOf(store.state, each.id)}: ${each.track.standing.replaceAll("_", " ")}`, each.id));
      root.querySelector("[data-stage-words]").textContent = `${there.length || "Nobody"} marked in this ${store.state.kind === "picture" ? "picture" : "frame"}.`;
      list.replaceChildren(new Option(`${there.length || "Nobody"} in this ${store.state.kind === "picture" ? "picture" : "frame"}`, ""), ...options);
    }
    list.value = there.some((each) => each.id === stage.chosen()?.id) ? stage.chosen().id : "";
  }

  function soon() {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => {
      isAsked = false;
      show();
    }, player.playing ? 200 : 0);
  }

  async function edit(act, args, words) {
    if (root.dataset.mayMark !== "true") return store.say("You may look at it, but not change what is covered.");
    const done = await store.edit(act, args);
    if (done.ok) store.say(words);
    return done;
  }

  async function typed() {
    const numbers = inputs.map((input) => Number(input.value));
    const [left, top, width, height] = numbers;
    if (inputs.some((input) => !input.value.trim()) || numbers.some(Number.isNaN) || width < 1 || height < 1) {
      return store.say("Left and top are whole numbers of pixels; width and height are at least 1.");
    }
    const { id } = stage.chosen();
    const box = [left, top, left + width, top + height];
    stage.draft = { id, box };
    const done = await edit("place", { id, at: player.shown, box }, "Placed here.");
    if (!done?.ok) stage.draft = null;
    return done;
  }

  function toMoment(way) {
    const moments = momentsOf(parts()).sort((a, b) => a - b);
    const next = way > 0 ? moments.find((each) => each > player.shown + 1e-3) : moments.findLast((each) => each < player.shown - 1e-3);
    if (next === undefined) store.say(way > 0 ? "There is no later key frame." : "There is no earlier key frame.");
    else player.seek(next);
  }

  function keyFrame() {
    const here = stage.chosen();
    if (!here) return store.say("The chosen one is not in this frame.");
    if (isKeyed(parts(), player.shown)) return edit("unplace", { id: here.id, at: player.shown }, "The key frame is taken away.");
    return edit("place", { id: here.id, at: player.shown, box: here.box }, "A key frame is set here.");
  }

  function onChosen(doing) {
    return () => (track() ? doing(track().id) : store.say("Choose somebody first."));
  }

  function remove(id) {
    if (!trackOf(store.state, id).drawn) return store.say("What was found is never removed. Say that it is not a person, sought or permitted instead.");
    store.select("");
    return edit("remove", { id }, "The region is removed.");
  }

  /** Who was being followed and no longer is: the newest version says how far it went. */
  function sayEnds() {
    const { state } = store;
    const now = state.follows?.filter((each) => each.state === "waiting" || each.state === "running").map((each) => each.id) ?? [];
    if (followed.some((id) => !now.includes(id))) store.say(`${state.history.versions[0]?.change ?? "It is followed"}.`);
    followed = now;
  }

  const follow = (way) => onChosen((id) => edit("follow", { id, at: player.shown, way }, "It is being followed; places come as they are found."));
  Object.assign(commands, {
    key_before: () => toMoment(-1),
    key_after: () => toMoment(1),
    key_frame: keyFrame,
    starts_here: onChosen((id) => edit("extend", { id, from: player.shown }, "It starts here.")),
    ends_here: onChosen((id) => edit("extend", { id, to: player.shown }, "It ends here.")),
    follow_on: follow("on"), follow_back: follow("back"), follow_both: follow("both"),
    remove: onChosen(remove),
  });

  inputs.forEach((input) => input.addEventListener("change", typed));
  shape?.addEventListener("change", () => {
    const points = shape.value === "polygon" ? { points: PENTAGON } : {};
    const { id, form } = stage.chosen();
    edit("reshape", { id, shape: shape.value, inverse: Boolean(form.inverse), at: player.shown, ...points }, "The shape is changed.");
  });
  list.addEventListener("change", () => { if (list.value) store.select(list.value); });
  player.on((what) => { if (what === "shown") soon(); });
  store.on((what) => {
    if (what === "state") sayEnds();
    soon();
  });
}
