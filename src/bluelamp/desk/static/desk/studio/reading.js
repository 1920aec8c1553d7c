// What a state says of people and tracks. Nothing here changes it.

/** @typedef {{id: string, kind: string | null, drawn: boolean, shape: string, person: string, standing: string,
 *   why: string, confidence: number | null, doubts: string[], spans: [number, number][], best: number}} Track */
/** @typedef {{id: string, name: string, kind: string, tracks: string[], standing: string, listed: object | null,
 *   first: number, last: number, shown: number}} Person */

/** @type {WeakMap<object, {tracks: Map<string, Track>, people: Map<string, Person>}>} */
const indexes = new WeakMap();

/** A state's tracks by id, and its people by their ids and those of their tracks. */
function indexOf(state) {
  if (!indexes.has(state)) {
    const of = state.people.flatMap((person) => person.tracks.map((id) => [id, person]));
    const people = new Map([...of, ...state.people.map((person) => [person.id, person])]);
    indexes.set(state, { people, tracks: new Map(state.tracks.map((track) => [track.id, track])) });
  }
  return indexes.get(state);
}

/** @param {object} state @param {string} id @returns {Track | undefined} */
export function trackOf(state, id) {
  return indexOf(state).tracks.get(id);
}

/** The person of that id, or whom a track of that id is part of. @returns {Person | undefined} */
export function personOf(state, id) {
  return indexOf(state).people.get(id);
}

/** The tracks of a person, or the track itself. @returns {string[]} */
export function tracksOf(state, id) {
  const person = personOf(state, id);
  return person?.id === id ? person.tracks : trackOf(state, id) ? [id] : [];
}

/** “Person 3”, also for one of its tracks. @returns {string} */
export function nameOf(state, id) {
  return personOf(state, id)?.name ?? id;
}

/** Whether somebody has said what becomes of a person; whoever nobody has decided on is obscured. @param {Person} person */
export function isDecided(state, person) {
  return tracksOf(state, person.id).every((id) => {
    const track = trackOf(state, id);
    return !track || track.standing !== "obscured" || track.why !== "" || track.drawn;
  });
}

/** Whether some of a person stays visible. @param {Person} person */
export function isVisible(person) {
  return person.standing !== "obscured";
}

/** @param {Person} person */
export function isThing(person) {
  return ["plate", "text", "screen", "vehicle"].includes(person.kind);
}

/** Its track on which a tile shows most: the longest. @param {Person} person @returns {Track | undefined} */
export function clearestTrack(state, person) {
  const tracks = person.tracks.map((id) => trackOf(state, id)).filter(Boolean);
  return tracks.sort((one, other) => lengthOf(other) - lengthOf(one))[0];
}

/** Seconds for which a track is followed. @param {Track} track */
export function lengthOf(track) {
  return track.spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** The doubts that nobody has settled, in the order of time. @returns {object[]} */
export function openDoubts(state) {
  return inOrder(state.doubts.filter((doubt) => !doubt.settled));
}

/** Doubts in the order of time. */
export function inOrder(doubts) {
  return [...doubts].sort((one, other) => one.seconds - other.seconds);
}
