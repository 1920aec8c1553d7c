// The marks on the picture and what stands for them in the form: a region is drawn, chosen, and given handles.
import { closeUp, readBox, within } from "./boxes.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Point} Point */

const SVG = "http://www.w3.org/2000/svg";
const CORNERS = ["nw", "ne", "sw", "se"];
const DOT = 6; // CSS pixels
const REACH = 16; // a finger's

export const board = () => document.getElementById("marks");
export const markOf = (code) => document.getElementById(`mark-${code}`);
export const cardOf = (code) => document.getElementById(`card-${code}`);
export const boxOf = (code) => readBox(markOf(code).dataset.box);
export const isDrawn = (code) => "drawn" in markOf(code).dataset;

/** The region that has the handles. @returns {string} its code, or nothing */
export const chosen = () => document.querySelector("[data-handles]")?.dataset.handles ?? "";

/** The picture's size in its own pixels. */
export function pictureSize() {
  const { width, height } = board().viewBox.baseVal;
  return { width, height };
}

/** Pixels of the picture for one of the screen. */
export function scale() {
  return pictureSize().width / board().getBoundingClientRect().width;
}

/** Where a pointer is, in pixels of the picture. @param {PointerEvent} event @returns {Point} */
export function pointOf(event) {
  const place = board().getBoundingClientRect();
  return { x: (event.clientX - place.left) * scale(), y: (event.clientY - place.top) * scale() };
}

/** Draw a region elsewhere, on the picture, in its card's close-up and in the form's numbers. @param {string} code @param {Box} box */
export function place(code, box) {
  const mark = markOf(code);
  mark.dataset.box = `${box.x} ${box.y} ${box.width} ${box.height}`;
  mark.querySelectorAll("ellipse, rect").forEach((shape) => shapeTo(shape, box));
  const unit = Number(board().dataset.unit);
  const { width, height } = pictureSize();
  const x = within(Math.round(box.x + box.width / 2), unit, width - unit);
  const y = within(box.y, unit, height - unit);
  mark.querySelector("g").setAttribute("transform", `translate(${x} ${y})`);
  cardOf(code).querySelector("svg").setAttribute("viewBox", closeUp(box));
  for (const edge of ["x", "y", "width", "height"]) {
    document.getElementById(`id_${code}-${edge}`).value = String(box[edge]);
  }
  if (chosen() === code) showHandles(code);
}

/** @param {Element} shape @param {Box} box */
export function shapeTo(shape, box) {
  const numbers =
    shape.localName === "ellipse"
      ? { cx: box.x + box.width / 2, cy: box.y + box.height / 2, rx: box.width / 2, ry: box.height / 2 }
      : box;
  for (const [name, number] of Object.entries(numbers)) shape.setAttribute(name, String(number));
}

/** A shape being drawn. @param {string} kind “ellipse” or “box” @returns {Element} */
export function newShape(kind) {
  const shape = document.createElementNS(SVG, kind === "box" ? "rect" : "ellipse");
  shape.setAttribute("class", "app-new-mark");
  board().append(shape);
  return shape;
}

/** Light up a region on the picture and in the list; nothing where the code is empty. @param {string} code */
export function pointAt(code) {
  for (const lit of document.querySelectorAll(".app-mark--current, .app-person--current")) {
    lit.classList.remove("app-mark--current", "app-person--current");
  }
  if (code && markOf(code)) {
    markOf(code).classList.add("app-mark--current");
    cardOf(code).classList.add("app-person--current");
  }
}

/** Bring a region's card into sight where the list scrolls by itself; never scroll the picture away. @param {string} code */
export function bringCard(code) {
  const list = document.getElementById("people");
  if (list.scrollHeight > list.clientHeight) cardOf(code).scrollIntoView({ block: "nearest" });
}

/** Give a region handles at its corners, and no other. @param {string} code */
export function showHandles(code) {
  hideHandles();
  if (!Number.isFinite(scale())) return; // the picture is not laid out
  const { x, y, width, height } = boxOf(code);
  const group = document.createElementNS(SVG, "g");
  group.dataset.handles = code;
  for (const corner of CORNERS) {
    const at = { x: corner.includes("w") ? x : x + width, y: corner.includes("n") ? y : y + height };
    group.append(handle(corner, at));
  }
  board().append(group);
}

export function hideHandles() {
  document.querySelector("[data-handles]")?.remove();
}

function handle(corner, at) {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", `app-handle app-handle--${corner}`);
  group.dataset.corner = corner;
  for (const [part, radius] of [["reach", REACH], ["dot", DOT]]) {
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("class", `app-handle__${part}`);
    for (const [name, number] of Object.entries({ cx: at.x, cy: at.y, r: radius * scale() })) {
      circle.setAttribute(name, String(number));
    }
    group.append(circle);
  }
  return group;
}
