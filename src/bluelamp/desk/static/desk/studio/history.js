// Every version of the plan, who made it and when; undo, redo, and going back to any of them.
import { draw, drawList, html, soon } from "./draw.js";

/** @param {HTMLElement} element @param {{store: object, commands: object}} context */
export function mount(element, { store, commands }) {
  const steps = element.querySelector("[data-steps]");
  const versions = element.querySelector("[data-versions]");

  function show() {
    const { state } = store;
    if (!state) return;
    const { undo, redo } = state.history;
    if (state.may.mark) {
      draw(steps, html`<button type="button" class="studio-button" data-step="undo" ${!undo && html`disabled`}>Undo${undo && html`: ${undo}`}</button>
        <button type="button" class="studio-button" data-step="redo" ${!redo && html`disabled`}>Redo${redo && html`: ${redo}`}</button>`);
    }
    drawList(versions, state.history.versions.map((version) => item(version, state)));
  }

  function item(version, { number, may }) {
    const isNow = version.number === number;
    return {
      id: `version-${version.number}`,
      sign: JSON.stringify([version, isNow]),
      markup: () => html`<li class="studio-version" id="version-${version.number}">
        <p class="studio-words"><strong>${version.number}</strong> ${version.change}<br><span class="studio-quiet">${version.by}, ${moment(version.at)}</span></p>
        ${isNow ? html`<p class="studio-quiet">As shown</p>` : may.mark && html`<button type="button" class="studio-button studio-button--small" data-restore="${version.number}">Go back<span class="govuk-visually-hidden"> to version ${version.number}</span></button>`}</li>`,
    };
  }

  async function step(way) {
    const words = store.state.history[way];
    if (!words) return store.say(way === "undo" ? "There is nothing to undo." : "There is nothing to redo.");
    if ((await store.edit(way)).ok) store.say(`${way === "undo" ? "Undone" : "Done again"}: ${words}.`);
  }

  element.addEventListener("click", async (event) => {
    const { step: way, restore } = event.target.closest("button")?.dataset ?? {};
    if (way) step(way);
    if (restore && (await store.edit("restore", { version: Number(restore) })).ok) store.say(`As it was in version ${restore}.`);
  });
  commands.undo = () => step("undo");
  commands.redo = () => step("redo");
  const showSoon = soon(show);
  store.on((what) => { if (what === "state") showSoon(); });
  show();
}

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

/** “23 Nov, 11:52” from the desk's written moment, or those words themselves. @param {string} written */
function moment(written) {
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? written : WHEN.format(at);
}
