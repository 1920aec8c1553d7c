// Handles on the chosen one: its corners and sides, or the corners of its polygon, large enough for a finger.
import { svg } from "./svg.js";
import { corners } from "./where.js";

const SIDES = { nw: [0, 0], n: [0.5, 0], ne: [1, 0], e: [1, 0.5], se: [1, 1], s: [0.5, 1], sw: [0, 1], w: [0, 0.5] };
const DOT = 5; // CSS pixels
const REACH = 14;
const ROOM = 60; // CSS pixels of a side that has room for a handle in its middle

/** @param {HTMLElement} root @param {ReturnType<import("./view.js").createView>} view */
export function createHandles(root, view) {
  const board = root.querySelector("[data-marks]");

  function show(placed, { isFree }) {
    board.replaceChildren();
    if (!placed || !isFree) return;
    const { form, box } = placed;
    if (form.shape === "polygon" && form.points) {
      corners(form.points, box).forEach((point, number) => board.append(handle(point, "move", { vertex: number })));
      return;
    }
    const [left, top, right, bottom] = box;
    for (const [side, [across, down]] of Object.entries(SIDES)) {
      const isNarrow = (side.length === 1) && (across === 0.5 ? right - left : bottom - top) * view.scale < ROOM;
      if (!isNarrow) board.append(handle([left + across * (right - left), top + down * (bottom - top)], `${side}-resize`, { side }));
    }
  }

  function handle([x, y], cursor, names) {
    const group = svg("g");
    Object.assign(group.dataset, names);
    group.style.cursor = cursor;
    for (const [part, radius] of [["reach", REACH], ["dot", DOT]]) {
      group.append(svg("circle", {
        class: `studio-handle__${part}`, cx: view.left + x * view.scale, cy: view.top + y * view.scale, r: radius,
      }));
    }
    return group;
  }

  /** What is drawn of a polygon that is not closed yet. @param {number[][]} points @param {number[] | null} towards */
  function trail(points, towards) {
    board.replaceChildren();
    const all = towards ? [...points, towards] : points;
    const line = all.map(([x, y]) => `${view.left + x * view.scale},${view.top + y * view.scale}`).join(" ");
    board.append(svg("polyline", { class: "studio-handle__trail", points: line }), ...points.map((point) => handle(point, "crosshair", {})));
  }

  return { show, trail };
}

/** The box with one side or corner taken elsewhere; no side shorter than the least. */
export function resized(box, side, [right, down], least) {
  const changed = [...box];
  if (side.includes("w")) changed[0] = Math.min(box[0] + right, box[2] - least);
  if (side.includes("e")) changed[2] = Math.max(box[2] + right, box[0] + least);
  if (side.includes("n")) changed[1] = Math.min(box[1] + down, box[3] - least);
  if (side.includes("s")) changed[3] = Math.max(box[3] + down, box[1] + least);
  return changed;
}

/** The box moved; some of it stays in the picture. */
export function moved([left, top, right, bottom], [across, down], picture, least) {
  const x = Math.min(Math.max(left + across, least - (right - left)), picture.width - least) - left;
  const y = Math.min(Math.max(top + down, least - (bottom - top)), picture.height - least) - top;
  return [left + x, top + y, right + x, bottom + y];
}
