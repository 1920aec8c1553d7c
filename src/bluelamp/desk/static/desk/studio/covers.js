// The covers: everything that is placed at the moment shown, painted over the picture as the rendering covers it.
import { boxAt, covered, outline, reachAt } from "./where.js";

const COLOURS = { obscured: "#ff8f7a", sought: "#5fd38d", permitted: "#7cc0ff", not_a_person: "#b8bcbf", kept: "#5fd38d" };
const CHOSEN = "#ffdd00";
const DASHES = [7, 4];

export const colourOf = (standing) => COLOURS[standing] ?? COLOURS.obscured;
const isCovered = (track) => track.standing === "obscured";

/**
 * Everything that is there at a moment: the box itself, and its way while the frame lasts, which is covered.
 * @param {object} store @param {number} seconds @param {{id: string, box: number[], form: object} | null} draft being moved
 * @returns {{id: string, track: object, form: object, box: number[], reach: number[][]}[]}
 */
export function placedAt(store, seconds, draft) {
  const { state, places } = store;
  if (!state) return [];
  const half = state.kind === "picture" ? 0 : 0.5 / state.picture.rate;
  const found = [];
  for (const track of state.tracks) {
    const form = places[track.id];
    if (!form) continue;
    if (draft?.id === track.id) {
      found.push({ id: track.id, track, form: { ...form, ...draft.form }, box: draft.box, reach: [draft.box] });
      continue;
    }
    const reach = reachAt(form.parts, seconds, half);
    if (reach) found.push({ id: track.id, track, form, box: boxAt(form.parts, seconds), reach });
  }
  return found;
}

/** @param {CanvasRenderingContext2D} pen @param {object} scene what is placed, the view, the look, who is chosen */
export function paint(pen, { placed, view, picture, look, chosen, density }) {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.setTransform(density * view.scale, 0, 0, density * view.scale, density * view.left, density * view.top);
  const line = 1 / view.scale;
  if (look !== "bare") {
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, picture.width, picture.height);
    pen.clip();
    pen.fillStyle = "#000000";
    for (const { form, reach, track } of placed) {
      if (isCovered(track)) covered(form, reach, picture).forEach((path) => pen.fill(path, "evenodd"));
    }
    if (look === "through") thin(pen, picture);
    pen.restore();
  }
  for (const each of placed) {
    const isChosen = chosen.has(each.id);
    if (look === "released" && !isChosen) continue;
    stroke(pen, each, picture, isChosen, line);
  }
}

/** All covers at once see-through: where they overlap they are no darker. */
function thin(pen, { width, height }) {
  pen.globalCompositeOperation = "destination-in";
  pen.fillStyle = "rgb(0 0 0 / 55%)";
  pen.fillRect(0, 0, width, height);
}

function stroke(pen, { form, track, box }, picture, isChosen, line) {
  const path = outline({ ...form, inverse: false }, box, picture);
  pen.lineWidth = (isChosen ? 5 : 3.5) * line;
  pen.setLineDash([]);
  pen.strokeStyle = "rgb(0 0 0 / 75%)";
  pen.stroke(path);
  pen.lineWidth = (isChosen ? 3 : 1.75) * line;
  pen.strokeStyle = isChosen ? CHOSEN : colourOf(track.standing);
  if (!isCovered(track)) pen.setLineDash(DASHES.map((length) => length * line));
  pen.stroke(path);
  pen.setLineDash([]);
}

/** Which are under a point, the smallest first. @param {number[]} point pixels of the picture */
export function under(placed, [x, y], reach) {
  return placed
    .filter(({ form, box: [left, top, right, bottom] }) => {
      if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) return false;
      if (form.shape !== "ellipse") return true;
      const across = (x - (left + right) / 2) / ((right - left) / 2 + reach);
      const down = (y - (top + bottom) / 2) / ((bottom - top) / 2 + reach);
      return across * across + down * down <= 1;
    })
    .sort((one, other) => area(one.box) - area(other.box));
}

const area = ([left, top, right, bottom]) => (right - left) * (bottom - top);
