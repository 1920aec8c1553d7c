// The view of the picture: which part of it fills the stage, and how large.

const CLOSEST = 24;
const MARGIN = 0.5; // of the stage, that may lie beyond the picture's edge

/** @param {HTMLElement} stage @param {() => {width: number, height: number} | null} picture @param {() => void} changed */
export function createView(stage, picture, changed) {
  const view = { zoom: 1, centre: null, scale: 1, left: 0, top: 0, lay, fit, zoomBy, zoomTo, pan, show, pointOf };

  /** Reckon the place of the picture on the stage, in CSS pixels. */
  function lay() {
    const size = picture();
    if (!size) return;
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    view.scale = Math.min(width / size.width, height / size.height) * view.zoom || 1;
    const centre = view.centre ?? [size.width / 2, size.height / 2];
    view.centre = [
      held(centre[0], size.width, width / view.scale),
      held(centre[1], size.height, height / view.scale),
    ];
    view.left = width / 2 - view.centre[0] * view.scale;
    view.top = height / 2 - view.centre[1] * view.scale;
  }

  function held(middle, length, seen) {
    if (seen >= length) return length / 2;
    const least = (seen / 2) * (1 - MARGIN);
    return Math.min(Math.max(middle, least), length - least);
  }

  function fit() {
    view.zoom = 1;
    view.centre = null;
    changed();
  }

  function zoomTo(zoom) {
    view.zoom = Math.min(CLOSEST, Math.max(1, zoom));
    changed();
  }

  /** Closer or further away; the picture stays where the point is. @param {number[]} [point] pixels of the picture */
  function zoomBy(factor, point = view.centre) {
    const before = view.zoom;
    const zoom = Math.min(CLOSEST, Math.max(1, before * factor));
    const share = before / zoom;
    view.centre = view.centre.map((middle, axis) => point[axis] + (middle - point[axis]) * share);
    zoomTo(zoom);
  }

  /** @param {number} right @param {number} down CSS pixels */
  function pan(right, down) {
    view.centre = [view.centre[0] - right / view.scale, view.centre[1] - down / view.scale];
    changed();
  }

  /** Show a box close up. @param {number[]} box */
  function show([left, top, right, bottom]) {
    const base = view.scale / view.zoom;
    view.centre = [(left + right) / 2, (top + bottom) / 2];
    zoomTo(0.4 * Math.min(stage.clientWidth / ((right - left) * base), stage.clientHeight / ((bottom - top) * base)));
  }

  /** Where a pointer is, in pixels of the picture. @param {MouseEvent} event */
  function pointOf(event) {
    const place = stage.getBoundingClientRect();
    return [(event.clientX - place.left - view.left) / view.scale, (event.clientY - place.top - view.top) / view.scale];
  }

  return view;
}
