// Work under way, as markup: what it is at, how far, how long it may still take, and what may be done with it.
import { html } from "./draw.js";
import { nameOf } from "./reading.js";
import { roughly } from "./words.js";

const NAMES = {
  search: "Looking for people",
  proxy: "Preparing the footage for this page",
  rendering: "Obscuring",
};
const WAYS = { on: "from here on", back: "back from here", both: "both ways" };
const ENDED = new Set(["done", "cancelled", "failed"]);

/** @param {object | null} work */
export function isUnderWay(work) {
  return Boolean(work) && !ENDED.has(work.state);
}

/** Remembers how fast each piece of work goes, to say how long it may still take. */
export function createPace(now = () => performance.now() / 1000) {
  const begun = new Map();

  /** Seconds left, or null where nothing can be said yet. @param {string} name @param {object} work */
  return (name, { state, done, total }) => {
    const from = begun.get(name);
    if (state !== "running" || !from || done < from.done) {
      if (state === "running") begun.set(name, { at: now(), done });
      else begun.delete(name);
      return null;
    }
    return done > from.done && total > done ? ((total - done) * (now() - from.at)) / (done - from.done) : null;
  };
}

/**
 * @param {object} works  the state's, by name
 * @param {(name: string, work: object) => number | null} pace
 */
export function worksShown(works, pace) {
  return Object.entries(works)
    .filter(([, work]) => work && work.state !== "done")
    .map(([name, work]) => workShown(name, work, pace(name, work)));
}

/** Regions that are being followed, or could not be. @param {object} state */
export function followsShown(state) {
  return state.follows
    .filter((follow) => follow.state !== "done" && follow.state !== "cancelled")
    .map(({ id, way, state: stands, error }) => html`<p class="studio-work studio-words" id="follow-${id}-${way}">Following ${nameOf(state, id)} ${WAYS[way]}${stands === "failed" ? html`: <strong>${error || "failed"}</strong>` : html` <button type="button" class="studio-button studio-button--small" data-work="follow" data-work-act="cancel" data-follow="${id}">Stop<span class="govuk-visually-hidden"> following ${nameOf(state, id)}</span></button>`}</p>`);
}

/** Let the buttons of the works shown in an element act. @param {Element} element @param {object} store */
export function letWorksAct(element, store) {
  element.addEventListener("click", async (event) => {
    const { work, workAct, follow } = event.target.closest("button")?.dataset ?? {};
    if (!work) return;
    const what = follow ? { what: work, id: follow } : { what: work };
    const { ok } = await store.post(workAct, what);
    if (ok) store.say({ cancel: "Stopped.", start: "People are looked for." }[workAct] ?? "It goes on.");
  });
}

function workShown(name, work, left) {
  const { state, done, total, words, error, can = [] } = work;
  const named = NAMES[name] ?? words;
  return html`<section class="studio-work" id="work-${name}" aria-labelledby="work-${name}-name">
    <h3 class="studio-work__name" id="work-${name}-name">${named}${{ waiting: ": waits for its turn", cancelled: ": stopped", failed: ": failed" }[state] ?? ""}</h3>
    ${isUnderWay(work) && html`<progress class="studio-work__bar" id="work-${name}-bar" aria-labelledby="work-${name}-name" ${total > 0 && html`max="${total}" value="${done}"`}></progress>`}
    <p class="studio-words">${[state === "running" && words, left !== null && `${roughly(left)} left`].filter(Boolean).join(", ")}${error && html`<strong>${error}</strong>`}</p>
    ${can.length > 0 && html`<p class="studio-acts">${can.map((act) => html`<button type="button" class="studio-button" id="work-${name}-${act}" data-work="${name}" data-work-act="${act === "again" ? "resume" : act}">${{ cancel: "Stop", resume: "Go on", again: "Try again" }[act] ?? act}<span class="govuk-visually-hidden"> with ${named.toLowerCase()}</span></button>`)}</p>`}
  </section>`;
}
