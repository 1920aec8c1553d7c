// What is done to people: decided, joined, parted, named, split in time and hidden from a time on; each is said.
import { clock } from "./clock.js";
import { nameOf, personOf, trackOf, tracksOf } from "./reading.js";
import { counted, listed } from "./words.js";

/** What may be decided of somebody: its code, the word on a button, how it is told of them, and how it is said once done. */
export const STANDINGS = [
  { code: "sought", word: "Sought", told: "sought", said: "sought, and stays visible" },
  { code: "permitted", word: "Permitted", told: "permitted", said: "permitted, and stays visible" },
  { code: "obscured", word: "Obscure", told: "obscured", said: "obscured" },
  { code: "not_a_person", word: "Not a person", told: "not a person", said: "not a person, and stays visible" },
];

/** @param {string} code */
export const standingOf = (code) => STANDINGS.find((each) => each.code === code);

/** “Person 1 and Person 2”, or “12 people”. @param {object} state @param {string[]} ids */
export function namesOf(state, ids) {
  const names = ids.map((id) => nameOf(state, id));
  return names.length > 3 ? counted(names.length, "person", "people") : listed(names);
}

/**
 * @param {{store: object, player: object}} context
 * @returns {Object<string, Function>} each resolves with the desk's answer, or with nothing where there is nobody to act on
 */
export function createDeciding({ store, player }) {
  /** @param {string[]} ids @param {string} standing @param {string} why the desk's own words where it is empty */
  function decide(ids, standing, why = "") {
    const saved = store.edit("decide", why ? { ids, standing, why } : { ids, standing });
    store.say(`${namesOf(store.state, ids)}: ${standingOf(standing).said}.`);
    return saved;
  }

  async function merge(ids) {
    const answer = await store.edit("merge", { ids });
    if (answer.ok) store.say("They are one person now.");
    return answer;
  }

  async function separate(track, why = "") {
    const answer = await store.edit("separate", why ? { ids: [track], why } : { ids: [track] });
    if (answer.ok) store.say(`That part is somebody else now: ${nameOf(store.state, track)}.`);
    return answer;
  }

  async function rename(person, name) {
    if (name === person.name) return;
    const { ok } = await store.edit("rename", { id: person.id, name });
    if (ok) store.say(`Named ${name}.`);
  }

  async function split() {
    const id = trackHere();
    if (!id) return store.say("Choose somebody who is followed in this frame.");
    const name = nameOf(store.state, id);
    const { ok } = await store.edit("split", { id, at: player.time });
    if (ok) store.say(`${name} is in two parts at ${clock(player.time)}. Say of either that it is somebody else.`);
  }

  /** The chosen person's track that is followed at the time shown. */
  function trackHere() {
    const { state, selected } = store;
    const ids = tracksOf(state, personOf(state, selected)?.id);
    return ids.find((id) => trackOf(state, id).spans.some(([from, to]) => from <= player.time && player.time <= to));
  }

  async function hideFrom() {
    const person = personOf(store.state, store.selected);
    if (!person) return store.say("Choose somebody first.");
    const { ok } = await store.edit("hide_from", { id: person.id, at: player.time });
    if (ok) store.say(`${person.name} is obscured from ${clock(player.time)} on.`);
  }

  return { decide, merge, separate, rename, split, hideFrom };
}
