// The two panes of the check: how large both are, the box that is pointed at, and the box that is drawn for a mark.
import { svg } from "./svg.js";
import { spanned } from "./where.js";

const SIZES = [1, 2, 4, 8];
const TALLEST = 0.6; // of the window

/** @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels of the upright picture */

/** @param {HTMLElement} root @param {{width: number, height: number}} picture @param {(box: Box) => void} drawn */
export function createPanes(root, picture, drawn) {
  const panes = [...root.querySelectorAll("[data-pane]")];
  const frames = [...root.querySelectorAll("[data-frame-of]")];
  const output = root.querySelector("[data-zoom]");
  let zoom = 1;

  function fit() {
    const tallest = Math.max(160, window.innerHeight * TALLEST);
    const width = Math.min(panes[0].clientWidth, (tallest * picture.width) / picture.height);
    root.style.setProperty("--fit", `${Math.floor(width)}px`);
    root.style.setProperty("--zoom", String(zoom));
    root.style.setProperty("--ratio", `${picture.width} / ${picture.height}`);
    output.textContent = `${zoom * 100}%`;
  }

  function zoomBy(steps) {
    zoom = SIZES[Math.min(SIZES.length - 1, Math.max(0, SIZES.indexOf(zoom) + steps))];
    fit();
  }

  function zoomFit() {
    zoom = 1;
    fit();
  }

  /** Show a box in the middle of both panes, where they are closer than the whole. @param {Box} box */
  function centre([left, top, right, bottom]) {
    for (const pane of panes) {
      const scale = pane.firstElementChild.clientWidth / picture.width;
      pane.scrollLeft = ((left + right) / 2) * scale - pane.clientWidth / 2;
      pane.scrollTop = ((top + bottom) / 2) * scale - pane.clientHeight / 2;
    }
  }

  /** Outline these boxes in both panes; `kind` names the look. @param {{box: Box, kind: string}[]} boxes */
  function outline(boxes) {
    for (const layer of root.querySelectorAll("[data-boxes]")) {
      layer.replaceChildren(...boxes.flatMap(({ box, kind }) => ["halo", kind].map((look) => rectangle(box, look))));
    }
  }

  /** By pointer: a box from where it goes down to where it is let go. */
  function pointing(frame) {
    let from = null;
    const pointOf = (event) => {
      const place = frame.getBoundingClientRect();
      const share = [(event.clientX - place.left) / place.width, (event.clientY - place.top) / place.height];
      return share.map((each, axis) => Math.round(Math.min(1, Math.max(0, each)) * [picture.width, picture.height][axis]));
    };
    frame.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) return; // a finger moves the picture
      from = pointOf(event);
      frame.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    frame.addEventListener("pointermove", (event) => { if (from) drawn(spanned(from, pointOf(event))); });
    frame.addEventListener("pointerup", () => { from = null; });
    frame.addEventListener("pointercancel", () => { from = null; });
  }

  if (root.dataset.mayCheck === "true") frames.forEach(pointing);
  new ResizeObserver(fit).observe(panes[0]);
  fit();
  return { zoomBy, zoomFit, centre, outline };
}

function rectangle([left, top, right, bottom], look) {
  return svg("rect", {
    x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top), class: `check-box check-box--${look}`,
  });
}
