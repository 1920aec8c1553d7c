// The studio's one talk with the desk: the state of the plan, edits in order, and who else is here.
import { addressOf } from "./addressing.js";
import { createAsking } from "./asking.js";
import { foreseen } from "./foresight.js";
import { poll } from "./polling.js";
import { createQueue } from "./queue.js";

export { nameOf, personOf, trackOf, tracksOf } from "./reading.js";

const MISSING = {
  lost: "The desk does not answer. What you do is kept here and saved as soon as it does.",
  signed_out: "You are signed out. Sign in again in another tab: what you do is kept here and saved then.",
};

const REPLACED = "Another picture has taken the place of this one. Open the page again to work on it.";

/** @typedef {"state" | "places" | "selected" | "saving" | "here"} What */

/**
 * @param {HTMLElement} root  its dataset carries the addresses, the token and the officer's reference
 */
export function createStore(root) {
  const { me = "", edit: editAddress = "" } = root.dataset;
  const image = Number(root.dataset.image); // whose page this is: with another in its place, it must be opened again
  const ask = createAsking(root);
  const voice = root.querySelector("[data-voice]");
  /** @type {Set<(what: What) => void>} */
  const listeners = new Set();
  let confirmed = null; // the state as the desk last said it
  let state = null; // with the edits that wait
  let etag = "";
  let places = {};
  let placesOf = ""; // the version or stamp of these places
  let placesNumber = 0;
  let selected = "";
  let here = [];
  let missing = ""; // how the desk is out of reach

  const tell = (what) => listeners.forEach((listener) => listener(what));

  const queue = createQueue({
    name: `studio ${me} ${editAddress} ${image}`,
    number: () => confirmed?.number ?? null,
    send: ({ key, act, args, number }) => ask(editAddress, { body: { ...args, key, act, image, number } }),
    answered: receive,
    changed: queueChanged,
  });
  const polling = poll(sayHere);

  function take(newest) {
    receive(newest);
    foresee();
  }

  function receive(newest) {
    if (newest.image !== image) {
      say(REPLACED, true);
      return;
    }
    confirmed = newest;
    takePlaces();
    if (newest.here) takeHere(newest.here);
  }

  function foresee() {
    if (!confirmed) return;
    state = queue.edits.reduce((before, { act, args }) => foreseen(before, act, args), confirmed);
    if (selected && !isKnown(selected)) selected = "";
    tell("state");
  }

  const isKnown = (id) => state.tracks.some((track) => track.id === id) || state.people.some((person) => person.id === id);

  function queueChanged(what) {
    if (what === "lost" || what === "signed_out") miss(what);
    else back();
    foresee();
    if (what === "back" && !queue.conflict) say("The desk answers again.");
    if (what === "conflict") say(queue.conflict.error, true);
    tell("saving");
  }

  /** @param {"lost" | "signed_out"} how */
  function miss(how) {
    if (missing === how) return;
    missing = how;
    say(MISSING[how], true);
    tell("saving");
  }

  function back() {
    if (!missing) return;
    missing = "";
    tell("saving");
  }

  async function refresh({ isAttended = true } = {}) {
    const answer = await ask(root.dataset.state, { etag, isAttended });
    if (answer.kind === "lost" || answer.kind === "signed_out") miss(answer.kind);
    if (answer.kind === "refused" && !confirmed) say(answer.error, true);
    // An edit's own answer says more than one that was asked for before it.
    if (answer.kind !== "answered" || !queue.isIdle && confirmed) return;
    etag = answer.etag;
    take(answer.body);
  }

  async function takePlaces() {
    if (!confirmed) return;
    const stamp = String(confirmed.places ?? confirmed.number);
    if (stamp === placesOf) return;
    const query = placesNumber ? { number: confirmed.number, since: placesNumber } : { number: confirmed.number };
    const wanted = confirmed.number;
    const answer = await ask(addressOf(root, "places", "", query), { isAttended: false });
    if (answer.kind !== "answered" || wanted < placesNumber || wanted !== confirmed.number) return;
    const { places: newer, gone = [] } = answer.body;
    const kept = Object.entries(places).filter(([id]) => !gone.includes(id));
    places = { ...Object.fromEntries(kept), ...newer };
    placesOf = stamp;
    placesNumber = wanted;
    tell("places");
  }

  /** Say that this officer is here, and see who else is. */
  async function sayHere() {
    const answer = await ask(root.dataset.here, { body: { number: confirmed?.number ?? 0 }, isAttended: false });
    if (answer.kind === "lost" || answer.kind === "signed_out") miss(answer.kind);
    if (answer.kind !== "answered") return false;
    const wasMissing = missing !== "";
    back();
    if (wasMissing && queue.isIdle) say("The desk answers again.");
    takeHere(answer.body.here);
    takePlaces();
    if (queue.edits.length) queue.sendNext();
    else if (answer.body.stamp !== confirmed?.stamp) await refresh({ isAttended: false });
    return true;
  }

  function takeHere(now) {
    const before = here.map(({ name }) => name).join();
    here = now;
    if (before !== now.map(({ name }) => name).join()) tell("here");
  }

  /** Post something that is no edit, such as the start of the work; whatever was edited before is saved before. */
  async function post(name, body) {
    await queue.emptied();
    if (queue.conflict) return { ok: false, error: queue.conflict.error, field: "" };
    const answer = await ask(root.dataset[name], { body: { image, number: confirmed?.number ?? 0, ...body } });
    if (answer.body.state) take(answer.body.state);
    if (answer.kind !== "answered") say(answer.error, true);
    else polling.now();
    return { ok: answer.kind === "answered", error: answer.kind === "answered" ? "" : answer.error, field: answer.body.field ?? "" };
  }

  async function edit(act, args = {}) {
    const answer = await queue.add(act, args);
    if (!answer.ok) say(answer.error, true);
    return answer;
  }

  /** Say something to everybody, in the one place where a screen reader listens. @param {string} words @param {boolean} isProblem */
  function say(words, isProblem = false) {
    if (!voice) return;
    voice.textContent = words;
    voice.classList.toggle("studio-bar__voice--problem", isProblem);
  }

  function select(id) {
    if (id === selected) return;
    selected = id;
    tell("selected");
  }

  window.addEventListener("beforeunload", (event) => {
    if (queue.edits.length || queue.conflict) event.preventDefault();
  });
  refresh().then(() => queue.sendNext());

  return {
    get state() { return state; },
    get places() { return places; },
    get selected() { return selected; },
    get here() { return here; },
    get missing() { return missing !== ""; },
    get waiting() { return queue.edits.length; },
    get conflict() { return queue.conflict; },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit, post, select, say, refresh,
    again: queue.again,
    leave: queue.leave,
  };
}
