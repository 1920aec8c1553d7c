// Boxes in whole pixels of the picture. Every function gives a new box.

/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{x: number, y: number}} Point */

const LEAST = 8; // pixels of a side, and of a region that must stay inside the picture

/** @param {string} written "x y width height" @returns {Box} */
export function readBox(written) {
  const [x, y, width, height] = written.split(" ").map(Number);
  return { x, y, width, height };
}

/** @param {Box} box @param {Point} by @param {Size} picture @returns {Box} */
export function moved(box, by, picture) {
  return {
    ...box,
    x: within(Math.round(box.x + by.x), LEAST - box.width, picture.width - LEAST),
    y: within(Math.round(box.y + by.y), LEAST - box.height, picture.height - LEAST),
  };
}

/**
 * The box with one corner (“nw”, “ne”, “sw” or “se”) taken elsewhere; the opposite corner stays.
 * @param {Box} box @param {string} corner @param {Point} by @returns {Box}
 */
export function resized(box, corner, by) {
  const width = Math.max(LEAST, Math.round(box.width + (corner.includes("w") ? -by.x : by.x)));
  const height = Math.max(LEAST, Math.round(box.height + (corner.includes("n") ? -by.y : by.y)));
  return {
    x: corner.includes("w") ? box.x + box.width - width : box.x,
    y: corner.includes("n") ? box.y + box.height - height : box.y,
    width,
    height,
  };
}

/** @param {Point} one @param {Point} other @returns {Box} */
export function between(one, other) {
  return {
    x: Math.round(Math.min(one.x, other.x)),
    y: Math.round(Math.min(one.y, other.y)),
    width: Math.round(Math.abs(one.x - other.x)),
    height: Math.round(Math.abs(one.y - other.y)),
  };
}

/** The square round a box that its card shows. @param {Box} box @returns {string} an SVG view box */
export function closeUp(box) {
  const side = Math.round(Math.max(box.width, box.height) * 1.25);
  return `${Math.round(box.x + (box.width - side) / 2)} ${Math.round(box.y + (box.height - side) / 2)} ${side} ${side}`;
}

/** @param {number} value @param {number} least @param {number} most */
export function within(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
