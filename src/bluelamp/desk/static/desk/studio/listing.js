// Which people are listed, and in what order.
import { isDecided, isThing, isVisible } from "./reading.js";

export const FILTERS = [
  ["all", "All"],
  ["undecided", "Undecided"],
  ["visible", "Visible"],
  ["obscured", "Obscured"],
  ["things", "Things"],
];

const IS_MEANT = {
  all: () => true,
  undecided: (state, person) => !isDecided(state, person),
  visible: (state, person) => isVisible(person),
  obscured: (state, person) => person.standing === "obscured",
  things: (state, person) => isThing(person),
};

/**
 * @param {object} state
 * @param {{filter: string, sort: "longest" | "first" | "doubtful", doubts: Map<string, number>, besides?: string}} by
 *   `besides` is the id of whoever stays listed although they are not meant: it is being decided on
 */
export function listedIn(state, { filter, sort, doubts, besides }) {
  const before = {
    longest: (one, other) => other.shown - one.shown,
    first: (one, other) => one.first - other.first,
    doubtful: (one, other) => (doubts.get(other.id) ?? 0) - (doubts.get(one.id) ?? 0),
  }[sort];
  return state.people
    .filter((person) => person.id === besides || IS_MEANT[filter](state, person))
    .sort((one, other) => before(one, other) || one.first - other.first);
}
