// A new region without drawing: its shape, place and stretch of time as numbers.
import { clock, readClock, ROUNDING } from "./clock.js";
import { EDGES } from "./where.js";

/** @param {HTMLElement} element @param {{store: object, player: object, commands: object}} context */
export function mount(element, { store, player, commands }) {
  const form = element.querySelector("form");
  const problem = element.querySelector("[data-problem]");
  if (!form) return;

  /** A region in the middle of the picture, over the time shown: what the form begins with where nothing is written. */
  function begin() {
    const { width, height, duration } = store.state.picture;
    const side = Math.round(Math.min(width, height) / 4);
    const numbers = [Math.round((width - side) / 2), Math.round((height - side) / 2), side, side];
    EDGES.forEach((edge, index) => { form.elements[edge].value ||= String(numbers[index]); });
    if (!form.elements.from) return;
    form.elements.from.value ||= clock(player.time, 3);
    form.elements.to.value ||= clock(Math.min(player.time + 2, duration), 3);
  }

  function fault(numbers, from, to) {
    if (numbers.some((number) => !Number.isFinite(number))) return ["left", "Write whole numbers of pixels."];
    if (numbers[2] < 2 || numbers[3] < 2) return ["width", "A region is at least 2 pixels wide and high."];
    if (from === null) return ["from", "Write the start as minutes and seconds, for example 1:03.2."];
    if (to === null || to <= from) return ["to", "Write an end that comes after the start, for example 1:05."];
    return null;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const numbers = EDGES.map((edge) => Math.round(Number(form.elements[edge].value || Number.NaN)));
    const isFilm = Boolean(form.elements.from);
    const [from, to] = isFilm ? [readClock(form.elements.from.value), readClock(form.elements.to.value)] : [0, 1];
    const wrong = fault(numbers, from, to);
    problem.textContent = wrong?.[1] ?? "";
    if (wrong) {
      store.say(wrong[1], true);
      form.elements[wrong[0]].focus();
      return;
    }
    await cover(numbers, isFilm ? { from: frameOf(from), to: frameOf(to) } : { from });
  });

  /** A frame's own time, from how it is written. */
  const frameOf = (written) => player.frameAt(written + ROUNDING);

  async function cover([left, top, width, height], { from, to }) {
    const kind = form.elements.shape.value;
    const args = { shape: kind === "but" ? "ellipse" : kind, at: from, box: [left, top, left + width, top + height] };
    if (kind === "but") args.inverse = true;
    if (to !== undefined) args.until = to;
    const { ok, error } = await store.edit("draw", args);
    problem.textContent = ok ? "" : error;
    if (!ok) return;
    const drawn = store.state.tracks.filter((track) => track.drawn).at(-1);
    if (drawn) store.select(drawn.id);
    player.seek(from);
    store.say("A region was drawn; what it covers is obscured.");
  }

  element.addEventListener("toggle", () => { if (element.open && store.state) begin(); });
  commands.new_region = () => {
    commands.panel_people?.();
    element.open = true;
    form.reset();
    begin();
    form.elements.shape.focus();
  };
}
