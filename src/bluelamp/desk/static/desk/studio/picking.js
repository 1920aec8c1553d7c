// Several people chosen by their boxes, and what is done to all of them at once.
import { namesOf, STANDINGS } from "./deciding.js";
import { draw, html } from "./draw.js";
import { personOf } from "./reading.js";

/**
 * @param {HTMLElement} element
 * @param {{store: object, deciding: object, changed: () => void}} context  `changed` draws the boxes again
 */
export function createPicking(element, { store, deciding, changed }) {
  const picked = new Set();

  function show() {
    const { state } = store;
    for (const id of picked) if (personOf(state, id)?.id !== id) picked.delete(id);
    const ids = [...picked];
    element.hidden = ids.length === 0;
    draw(element, html`<p class="studio-words">${namesOf(state, ids)} chosen</p>
      <div class="studio-acts">${ids.length > 1 && html`<button type="button" class="studio-button" id="picked-merge" data-picked="merge">The same one</button>`}
      ${STANDINGS.map(({ code, word }) => html`<button type="button" class="studio-button" id="picked-${code}" data-picked="${code}">${word}</button>`)}
      <button type="button" class="studio-button" id="picked-none" data-picked="none">Choose none</button></div>`);
  }

  /** @param {string} id @param {boolean} isPicked */
  function pick(id, isPicked) {
    if (isPicked) picked.add(id);
    else picked.delete(id);
    changed();
  }

  async function merge() {
    const { ok } = await deciding.merge([...picked]);
    if (ok) clear();
  }

  function clear() {
    picked.clear();
    changed();
  }

  element.addEventListener("click", (event) => {
    const act = event.target.closest("[data-picked]")?.dataset.picked;
    if (!act) return;
    if (act === "merge") return merge();
    if (act !== "none") deciding.decide([...picked], act);
    clear();
    element.parentElement.focus({ preventScroll: true });
  });

  return { show, pick, merge, has: (id) => picked.has(id), get size() { return picked.size; } };
}
