// The rows of the timeline: people with what was followed of each, and how they are painted.
import { colourOf } from "./covers.js";
import { clock } from "./clock.js";

export const HEIGHT = 24; // CSS pixels of a row
const BAR = 14;
const LEAST = 2; // CSS pixels of a span, however short
const CHOSEN = "#ffdd00";

/** @typedef {{id: string, name: string, standing: string, spans: object[], doubts: object[], isPart: boolean}} Row */

/**
 * @param {object} state @param {"people" | "tracks" | "here" | "doubtful"} which
 * @param {{selected: string, here: Set<string>}} now who is chosen, and which tracks are in the frame
 * @returns {Row[]} in the order of first being seen
 */
export function rowsOf(state, which, { selected, here }) {
  const tracks = new Map(state.tracks.map((track) => [track.id, track]));
  const doubts = Map.groupBy(state.doubts.filter((doubt) => !doubt.settled && doubt.track), (doubt) => doubt.track);
  const people = state.people.map((person) => row(person, person.tracks, tracks, doubts));
  const rows = people.toSorted((one, other) => one.first - other.first);
  if (which === "tracks") return rows.flatMap((each) => partsOf(each, tracks, doubts, { alone: true }));
  const shown = rows.filter((each) => (which === "here" ? each.tracks.some((id) => here.has(id)) : which !== "doubtful" || each.doubts.length));
  const isOpen = (each) => each.tracks.length > 1 && (each.id === selected || each.tracks.includes(selected));
  return shown.flatMap((each) => [each, ...(isOpen(each) ? partsOf(each, tracks, doubts, {}) : [])]);
}

function row(person, ids, tracks, doubts) {
  const spans = ids.flatMap((id) => (tracks.get(id)?.spans ?? []).map(([from, to]) => ({ from, to, track: id, standing: tracks.get(id).standing })));
  return {
    id: person.id, name: person.name, standing: person.standing, tracks: ids, spans,
    doubts: ids.flatMap((id) => doubts.get(id) ?? []), isPart: false, first: Math.min(...spans.map((span) => span.from)),
  };
}

function partsOf(each, tracks, doubts, { alone }) {
  return each.tracks.map((id, number) => {
    const name = each.tracks.length > 1 ? `${alone ? `${each.name}, ` : ""}part ${number + 1}` : each.name;
    return { ...row({ id, name, standing: tracks.get(id)?.standing }, [id], tracks, doubts), isPart: !alone };
  });
}

/** What a row says to somebody who hears it. @param {Row} each */
export function rowWords(each) {
  const times = each.spans.slice(0, 3).map((span) => `${clock(span.from)} to ${clock(span.to)}`).join(", ");
  const open = each.doubts.length ? `, ${each.doubts.length} open ${each.doubts.length === 1 ? "doubt" : "doubts"}` : "";
  return `${each.name}, ${each.standing.replaceAll("_", " ")}, ${times}${each.spans.length > 3 ? " and later" : ""}${open}`;
}

/** @param {CanvasRenderingContext2D} pen in CSS pixels @param {Row[]} rows */
export function paintRows(pen, rows, { top, left, width, height, scale, selected, moments }) {
  pen.clearRect(0, 0, width, height);
  const first = Math.floor(top / HEIGHT);
  const last = Math.min(rows.length, Math.ceil((top + height) / HEIGHT));
  for (let number = first; number < last; number += 1) {
    const each = rows[number];
    const y = number * HEIGHT - top;
    const isChosen = each.id === selected || each.tracks.includes(selected);
    pen.fillStyle = isChosen ? "#3a3d2a" : number % 2 ? "#191b1c" : "#202324";
    pen.fillRect(0, y, width, HEIGHT);
    for (const span of each.spans) bar(pen, span, { x: span.from * scale - left, y, scale, width, isChosen, isPart: each.isPart });
    for (const doubt of each.doubts) mark(pen, doubt.seconds * scale - left, y + HEIGHT - 3);
    if (isChosen) keys(pen, moments, { y, scale, left, width });
  }
}

function bar(pen, span, { x, y, scale, width, isChosen, isPart }) {
  const long = Math.max(LEAST, (span.to - span.from) * scale);
  if (x > width || x + long < 0) return;
  const thick = isPart ? BAR - 4 : BAR;
  pen.beginPath();
  pen.roundRect(x, y + (HEIGHT - thick) / 2, long, thick, 3);
  pen.fillStyle = colourOf(span.standing);
  pen.globalAlpha = span.standing === "obscured" ? 1 : 0.28;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = isChosen ? 2 : 1.25;
  pen.strokeStyle = isChosen ? CHOSEN : colourOf(span.standing);
  pen.stroke();
}

/** A doubt: a small triangle. */
export function mark(pen, x, bottom, size = 5) {
  pen.beginPath();
  pen.moveTo(x, bottom - 2 * size + 1);
  pen.lineTo(x + size, bottom);
  pen.lineTo(x - size, bottom);
  pen.closePath();
  pen.fillStyle = CHOSEN;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = "#0b0c0c";
  pen.stroke();
}

/** Key frames of the chosen one, where there is room to tell them apart. */
function keys(pen, moments, { y, scale, left, width }) {
  pen.fillStyle = "#0b0c0c";
  let before = -Infinity;
  for (const moment of moments) {
    const x = moment * scale - left;
    if (x < 0 || x > width || x - before < 5) continue;
    before = x;
    pen.beginPath();
    pen.moveTo(x, y + HEIGHT / 2 - 4);
    pen.lineTo(x + 3, y + HEIGHT / 2);
    pen.lineTo(x, y + HEIGHT / 2 + 4);
    pen.lineTo(x - 3, y + HEIGHT / 2);
    pen.fill();
  }
}
