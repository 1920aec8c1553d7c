// Marks on the picture by pointer and keyboard. The form beside the picture does everything without this.
import { between, moved, resized } from "./boxes.js";
import * as marks from "./marks.js";
import { saving } from "./saving.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEPS = 200; // arrow presses across the picture's longer side
const PAUSE = 600; // milliseconds after the last key before a move is saved
const SLIP = 4; // CSS pixels that a pointer may slip in a click

/** @param {HTMLFormElement | null} form */
export function startMarking(form) {
  if (!form) return;
  const state = form.querySelector("[data-state]");
  const say = (words) => { state.textContent = words; };
  /** @type {{code: string, box: object, from: object, corner?: string, slipped: boolean} | null} */
  let drag = null;
  let drawing = null;
  let timer = 0;
  let wantsNewest = false;
  const isBusy = () => drag !== null || drawing?.from !== undefined || timer !== 0;
  const saver = saving(form, { say, isBusy, shown });

  form.dataset.editing = "";
  form.querySelectorAll("[data-tools], [data-keys]").forEach((part) => { part.hidden = false; });

  function shown() {
    if (wantsNewest) {
      wantsNewest = false;
      const drawn = [...form.querySelectorAll("[data-drawn]")].at(-1);
      if (drawn) choose(drawn.dataset.region, { focus: true });
    }
  }

  function choose(code, { focus = false } = {}) {
    marks.pointAt(code);
    marks.showHandles(code);
    if (focus) marks.markOf(code).focus({ preventScroll: true });
  }

  function save(act = "save") {
    clearTimeout(timer);
    timer = 0;
    saver.send(act);
  }

  function saveSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => save(), PAUSE);
  }

  // The form: a decision is saved as it is made, buttons press as they say.
  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name.startsWith("new-")) return;
    const [code, what] = name.split(/-(?=[a-z]+$)/);
    if (what === "decision" && value === "keep" && !form.elements[`${code}-why`].value.trim()) {
      form.elements[`${code}-why`].focus();
      say("Say why, and it is saved.");
      return;
    }
    if (what === "why" && form.elements[`${code}-decision`].value === "keep" && !value.trim()) return;
    save();
  });

  form.addEventListener("submit", (event) => {
    const act = event.submitter?.value ?? "save";
    if (act !== "prepare") {
      event.preventDefault();
      wantsNewest = act === "add";
      save(act);
    } else if (timer || !saver.isIdle()) {
      event.preventDefault();
      if (timer) save();
      const wait = setInterval(() => {
        if (!saver.isIdle()) return;
        clearInterval(wait);
        form.requestSubmit(form.querySelector('[value="prepare"]'));
      }, 50);
    }
  });

  // Pointing at a region lights it up in both places, unless one is chosen.
  form.addEventListener("pointerover", (event) => {
    if (marks.chosen() || drawing) return;
    const over = event.target.closest("[data-region], [data-card]");
    marks.pointAt(over?.dataset.region ?? over?.dataset.card ?? "");
  });
  form.addEventListener("focusin", (event) => {
    const mark = event.target.closest("[data-region]");
    const card = event.target.closest("[data-card]");
    if (mark) choose(mark.dataset.region);
    else if (card) choose(card.dataset.card);
  });
  form.addEventListener("focusout", () => { if (timer) save(); });

  form.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-region]");
    if (mark) {
      event.preventDefault();
      choose(mark.dataset.region, { focus: event.detail > 0 });
      marks.bringCard(mark.dataset.region);
      if (event.detail === 0) marks.cardOf(mark.dataset.region).querySelector("input:checked")?.focus();
    }
    const tool = event.target.closest("[data-draw]");
    if (tool) draw(tool.getAttribute("aria-pressed") === "true" ? null : tool.dataset.draw);
  });

  // Drawing, moving and resizing by pointer.
  const stage = form.querySelector("[data-stage]");

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (drawing) {
      drawing.from = marks.pointOf(event);
      drawing.shape = marks.newShape(drawing.kind);
      capture(event);
      return;
    }
    const corner = event.target.closest("[data-corner]")?.dataset.corner;
    const code = corner
      ? event.target.closest("[data-handles]").dataset.handles
      : event.target.closest("[data-region]")?.dataset.region;
    if (!code) {
      marks.hideHandles();
      marks.pointAt("");
      return;
    }
    // A finger first chooses a region, so that the page still scrolls under it.
    if (event.pointerType === "touch" && marks.chosen() !== code) return;
    choose(code, { focus: true });
    drag = { code, corner, box: marks.boxOf(code), from: marks.pointOf(event), slipped: false };
    capture(event);
  });

  function capture(event) {
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
  }

  // A finger that drags a region does not scroll the page.
  stage.addEventListener("touchmove", (event) => { if (drag || drawing?.from) event.preventDefault(); }, { passive: false });

  stage.addEventListener("pointermove", (event) => {
    if (drawing?.from) marks.shapeTo(drawing.shape, between(drawing.from, marks.pointOf(event)));
    if (!drag) return;
    const at = marks.pointOf(event);
    const by = { x: at.x - drag.from.x, y: at.y - drag.from.y };
    drag.slipped ||= Math.hypot(by.x, by.y) > SLIP * marks.scale();
    if (!drag.slipped) return;
    const box = drag.corner ? resized(drag.box, drag.corner, by) : moved(drag.box, by, marks.pictureSize());
    marks.place(drag.code, box);
  });

  stage.addEventListener("pointerup", (event) => {
    if (drawing?.from) finishDrawing(between(drawing.from, marks.pointOf(event)));
    if (!drag) return;
    const { code, slipped } = drag;
    drag = null;
    if (slipped) save();
    else marks.bringCard(code);
  });

  stage.addEventListener("pointercancel", () => {
    if (drag) marks.place(drag.code, drag.box);
    drag = null;
    draw(null);
  });

  /** Begin or end drawing. @param {string | null} kind */
  function draw(kind) {
    drawing?.shape?.remove();
    drawing = kind ? { kind } : null;
    form.toggleAttribute("data-drawing", kind !== null);
    for (const tool of form.querySelectorAll("[data-draw]")) {
      tool.setAttribute("aria-pressed", String(tool.dataset.draw === kind));
    }
    if (kind) {
      marks.hideHandles();
      say("Drag over the whole head. Escape stops drawing. Without a pointer, use “Somebody was missed”.");
    }
  }

  function finishDrawing(box) {
    const { kind } = drawing;
    const least = 2 * SLIP * marks.scale();
    if (box.width < least || box.height < least) {
      drawing.shape.remove();
      drawing = { kind };
      say("Drag from one side of the head to the other.");
      return;
    }
    for (const [edge, number] of Object.entries(box)) form.elements[`new-${edge}`].value = String(number);
    form.elements["new-shape"].value = kind;
    draw(null);
    wantsNewest = true;
    save("add");
  }

  // By keyboard.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawing) {
      draw(null);
      say("");
    }
    const undo = form.querySelector("[data-undo]");
    const isTyping = event.target.matches("input:not([type=radio]), textarea");
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !isTyping && undo) {
      event.preventDefault();
      save(undo.value);
    }
  });

  form.addEventListener("keydown", (event) => {
    const code = event.target.closest("[data-region]")?.dataset.region;
    if (!code || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      event.preventDefault();
      const size = marks.pictureSize();
      const step = Math.max(1, Math.round(Math.max(size.width, size.height) / STEPS));
      const by = { x: ARROWS[event.key][0] * step, y: ARROWS[event.key][1] * step };
      const box = marks.boxOf(code);
      marks.place(code, event.shiftKey ? resized(box, "se", by) : moved(box, by, size));
      saveSoon();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      if (marks.isDrawn(code)) save(`remove:${code}`);
      else say("Somebody who was found is never removed: mark them as sought to leave them visible.");
    }
  });

  window.addEventListener("resize", () => {
    if (marks.chosen()) marks.showHandles(marks.chosen());
  });
  window.addEventListener("beforeunload", (event) => { if (timer || drag) event.preventDefault(); });
}
