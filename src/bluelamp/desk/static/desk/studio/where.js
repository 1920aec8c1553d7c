// Where things are: the box that is covered at a moment, as the rendering reckons it.

/** @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels of the upright picture */
/** @typedef {number[][]} Part [seconds, left, top, right, bottom] in the order of time, linear between */

/** A box as people write it: the names of its four numbers. */
export const EDGES = ["left", "top", "width", "height"];

/** A polygon that nobody has drawn yet: five corners, as shares of its box. */
export const PENTAGON = [[0.5, 0], [1, 0.35], [0.8, 1], [0.2, 1], [0, 0.35]];

/** The box between two corners. @param {number[]} corner @param {number[]} opposite @returns {Box} */
export const spanned = ([x, y], [across, down]) =>
  [Math.min(x, across), Math.min(y, down), Math.max(x, across), Math.max(y, down)].map(Math.round);

const TICK = 1e-6; // seconds that two clocks may differ in writing the same moment

/** Linear between the places before and after, and still beyond the ends. @param {Part} part @returns {Box} */
function between(part, seconds) {
  if (seconds <= part[0][0]) return part[0].slice(1);
  if (seconds >= part.at(-1)[0]) return part.at(-1).slice(1);
  let [low, after] = [0, part.length - 1];
  while (after - low > 1) {
    const middle = (low + after) >> 1;
    if (part[middle][0] < seconds) low = middle;
    else after = middle;
  }
  const [earlier, later] = [part[after - 1], part[after]];
  const share = (seconds - earlier[0]) / (later[0] - earlier[0]);
  return [1, 2, 3, 4].map((edge) => earlier[edge] + share * (later[edge] - earlier[edge]));
}

/** The part that is shown at this moment, if any. @param {Part[]} parts */
function partAt(parts, seconds) {
  return parts.find((part) => part[0][0] - TICK <= seconds && seconds <= part.at(-1)[0] + TICK) ?? null;
}

/** Where a track itself is. @param {Part[]} parts @returns {Box | null} */
export function boxAt(parts, seconds) {
  const part = partAt(parts, seconds);
  return part && between(part, seconds);
}

/** Where it is half a frame before, at, and half a frame after a moment: its way is covered. @param {number} half seconds */
export function reachAt(parts, seconds, half) {
  const part = partAt(parts, seconds);
  return part && [seconds - half, seconds, seconds + half].map((moment) => between(part, moment));
}

const around = (boxes) => [Math.min, Math.min, Math.max, Math.max].map((of, edge) => of(...boxes.map((box) => box[edge])));
const common = (boxes) => [Math.max, Math.max, Math.min, Math.min].map((of, edge) => of(...boxes.map((box) => box[edge])));

/** What is covered over a way, each to be filled by the rule “evenodd”: where all but the shape is
 * covered, only what lies in it all the way is left. @param {object} form @param {Box[]} reach */
export function covered(form, reach, picture) {
  const isStill = reach.every((box) => box.every((edge, number) => edge === reach[0][number]));
  if (form.shape === "polygon" && !isStill) return [...reach.map((box) => outline(form, box, picture)), ...swept(form.points, reach)];
  if (!form.inverse) return [outline(form, around(reach), picture)];
  const left = common(reach);
  return [left[0] < left[2] && left[1] < left[3] ? outline(form, left, picture) : outline({ shape: "box" }, [0, 0, picture.width, picture.height], picture)];
}

/** What the sides of a polygon pass over on their way. */
function swept(points, reach) {
  return reach.slice(1).flatMap((later, number) => {
    const [from, to] = [corners(points, reach[number]), corners(points, later)];
    return from.map((corner, each) => {
      const next = (each + 1) % from.length;
      const path = new Path2D();
      [corner, from[next], to[next], to[each]].forEach(([x, y], side) => (side ? path.lineTo(x, y) : path.moveTo(x, y)));
      return path;
    });
  });
}

/** The moments of the places, all parts together. @param {Part[]} parts */
export const momentsOf = (parts) => parts.flatMap((part) => part.map((place) => place[0]));

/** Whether a place is set at just this moment. @param {Part[]} parts */
export const isKeyed = (parts, seconds) => momentsOf(parts).some((moment) => Math.abs(moment - seconds) < TICK);

/** The corners of a polygon, given as shares of its box, in pixels. @param {number[][]} points @param {Box} box */
export const corners = (points, [left, top, right, bottom]) =>
  points.map(([x, y]) => [left + x * (right - left), top + y * (bottom - top)]);

/** A polygon through these pixels: its box, and the corners as shares of it. @param {number[][]} pixels */
export function polygonThrough(pixels) {
  const [xs, ys] = [0, 1].map((axis) => pixels.map((pixel) => pixel[axis]));
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const [width, height] = [Math.max(1, box[2] - box[0]), Math.max(1, box[3] - box[1])];
  return { box, points: pixels.map(([x, y]) => [(x - box[0]) / width, (y - box[1]) / height]) };
}

/** The outline, to be filled or drawn; with everything but it where inverse (fill by the rule “evenodd”).
 * @param {{shape: string, points?: number[][], inverse?: boolean}} form @param {Box} box
 * @param {{width: number, height: number}} picture */
export function outline(form, box, picture) {
  const [left, top, right, bottom] = box;
  const path = new Path2D();
  if (form.inverse) path.rect(0, 0, picture.width, picture.height);
  if (form.shape === "ellipse") {
    path.ellipse((left + right) / 2, (top + bottom) / 2, Math.abs(right - left) / 2, Math.abs(bottom - top) / 2, 0, 0, 2 * Math.PI);
  } else if (form.shape === "polygon" && form.points?.length) {
    corners(form.points, box).forEach(([x, y], number) => (number ? path.lineTo(x, y) : path.moveTo(x, y)));
    path.closePath();
  } else {
    path.rect(left, top, right - left, bottom - top);
  }
  return path;
}
