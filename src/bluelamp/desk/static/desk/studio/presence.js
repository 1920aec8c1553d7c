// The bar above the stage: undo and redo, who else is here, what is not saved yet, and what somebody else has changed.
import { draw, html } from "./draw.js";
import { counted, listed } from "./words.js";

const ACTS = {
  decide: "the decision", merge: "joining them", separate: "parting them", split: "the split", rename: "the name",
  hide_from: "hiding from there on", draw: "the new region", place: "the place", settle: "settling the doubt", sound: "the sound",
  undo: "the undo", redo: "the redo", restore: "going back",
};

/** @param {HTMLElement} element @param {{store: object}} context */
export function mount(element, { store }) {
  const who = element.querySelector("[data-who]");
  const saved = element.querySelector("[data-saved]");
  const conflict = element.querySelector("[data-conflict]");

  function showHere() {
    const names = store.here.map(({ name }) => name);
    who.textContent = names.length ? `${listed(names)} ${names.length === 1 ? "is" : "are"} also here` : "";
    who.hidden = names.length === 0;
  }

  function showSaved() {
    const waiting = store.waiting;
    const left = `${counted(waiting, "change")} ${waiting === 1 ? "waits" : "wait"}`;
    const missing = waiting ? `Not saved: ${left}` : "No connection";
    saved.textContent = store.missing ? missing : waiting ? "Saving…" : "Saved";
    saved.classList.toggle("studio-bar__saved--missing", store.missing);
  }

  function showConflict() {
    const { conflict: refused, state } = store;
    conflict.hidden = !refused;
    if (!refused) return draw(conflict, html``);
    const names = refused.edits.map(({ act }) => ACTS[act] ?? act);
    draw(conflict, html`<h2 class="studio-conflict__heading">Somebody else was first</h2>
      <p class="studio-words">${refused.error} It is shown now as version ${state?.number ?? ""}. Yours was not saved: ${listed([...new Set(names)])}.</p>
      <p class="studio-acts"><button type="button" class="studio-button" id="conflict-again" data-conflict-again>Do mine again</button><button type="button" class="studio-button" id="conflict-leave" data-conflict-leave>Leave it as it is</button></p>`);
  }

  function show() {
    const undo = element.querySelector('[data-does="undo"]');
    const redo = element.querySelector('[data-does="redo"]');
    for (const [button, words] of [[undo, store.state?.history.undo], [redo, store.state?.history.redo]]) {
      button?.setAttribute("aria-disabled", String(!words));
    }
  }

  conflict.addEventListener("click", (event) => {
    const wasIn = conflict.contains(document.activeElement);
    if (event.target.closest("[data-conflict-again]")) store.again();
    else if (event.target.closest("[data-conflict-leave]")) store.leave();
    else return;
    if (wasIn) saved.focus();
  });
  store.on((what) => {
    if (what === "state") show();
    if (what === "here") showHere();
    if (what === "saving" || what === "state") {
      showSaved();
      showConflict();
    }
  });
  show();
  showHere();
  showSaved();
}
