// What the state will say after an edit, where that is plain at once; the desk's answer takes its place.

/** @typedef {(state: object, args: object) => object} Foreseeing */

/** The state as it will be; unchanged where only the desk can tell. @param {object} state @param {string} act @param {object} args */
export function foreseen(state, act, args) {
  return FORESEEN[act]?.(state, args) ?? state;
}

/** @type {Object<string, Foreseeing>} */
const FORESEEN = {
  decide(state, { ids, standing, why }) {
    const meant = tracksMeant(state, ids);
    const said = why || WHYS[standing];
    return grouped(state, state.tracks.map((track) => (meant.has(track.id) ? { ...track, standing, why: said } : track)));
  },
  rename(state, { id, name }) {
    return { ...state, people: state.people.map((person) => (person.id === id ? { ...person, name } : person)) };
  },
  settle(state, { keys, why }) {
    return settled(state, keys, { why, by: "", at: "" });
  },
  unsettle(state, { keys }) {
    return settled(state, keys, null);
  },
  keep_sound(state, { keep }) {
    return { ...state, keep_sound: keep };
  },
  effect(state, { effect }) {
    return { ...state, effect };
  },
  sound(state, { start, end, effect, why = "" }) {
    const spans = [...state.sound.spans, { start, end, effect, why }].sort((one, other) => one.start - other.start);
    return { ...state, sound: { ...state.sound, spans } };
  },
  unsound(state, { start, end }) {
    const spans = state.sound.spans.filter((span) => span.start !== start || span.end !== end);
    return { ...state, sound: { ...state.sound, spans } };
  },
  speech(state, { spans, answer }) {
    const isMeant = (one) => spans.some(([start, end]) => one.start === start && one.end === end);
    const speech = state.sound.speech.map((one) => (isMeant(one) ? { ...one, answer } : one));
    return { ...state, sound: { ...state.sound, speech } };
  },
};

// Shown until the desk has said its own words.
const WHYS = {
  sought: "Sought",
  permitted: "Permitted",
  obscured: "Not sought",
  not_a_person: "Not a person",
};

function settled(state, keys, settling) {
  const doubts = state.doubts.map((doubt) => (keys.includes(doubt.key) ? { ...doubt, settled: settling } : doubt));
  return { ...state, doubts };
}

/** The ids of all tracks of the people and tracks named. @param {string[]} ids @returns {Set<string>} */
function tracksMeant(state, ids) {
  const meant = new Set(ids);
  for (const person of state.people) if (meant.has(person.id)) person.tracks.forEach((id) => meant.add(id));
  return meant;
}

/** The state with these tracks, and each person standing as their tracks do. */
function grouped(state, tracks) {
  const standings = new Map(tracks.map((track) => [track.id, track.standing]));
  const people = state.people.map((person) => {
    const each = new Set(person.tracks.map((id) => standings.get(id)));
    return { ...person, standing: each.size === 1 ? [...each][0] : "mixed" };
  });
  return { ...state, tracks, people };
}
