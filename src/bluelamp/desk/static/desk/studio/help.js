// All shortcuts in one dialog, and whether single letters act at all (WCAG 2.2, 2.1.4).
import { draw, html } from "./draw.js";
import { KEYS, shown } from "./keys.js";

const REMEMBERED = "studio letters";

/** Whether single keys run commands; who writes by voice switches them off. */
export function lettersOn() {
  return localStorage.getItem(REMEMBERED) !== "off";
}

/** @param {HTMLDialogElement} element @param {{root: HTMLElement, store: object, commands: object}} context */
export function mount(element, { root, store, commands }) {
  const letters = element.querySelector("[data-letters]");
  const rows = KEYS.filter(({ only }) => !only || only === root.dataset.kind);
  const groups = [...new Set(rows.map(({ group }) => group))];
  draw(element.querySelector("[data-keys]"), html`${groups.map((group) => html`<section class="studio-keys__group"><h3 class="govuk-heading-s">${group}</h3><dl class="studio-keys">${rows.filter((row) => row.group === group).map(
    ({ key, words }) => html`<div class="studio-keys__row"><dt><kbd>${shown(key)}</kbd></dt><dd>${words}</dd></div>`)}</dl></section>`)}`);
  letters.checked = lettersOn();
  letters.addEventListener("change", () => {
    localStorage.setItem(REMEMBERED, letters.checked ? "on" : "off");
    store.say(letters.checked ? "Single keys act." : "Single keys do nothing; Ctrl and Alt still do.");
  });
  element.querySelector("[data-close]").addEventListener("click", () => element.close());
  commands.help = () => element.showModal();
}
