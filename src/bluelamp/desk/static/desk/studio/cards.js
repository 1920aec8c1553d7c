// A card of the list of people, as markup.
import { clock } from "./clock.js";
import { STANDINGS, standingOf } from "./deciding.js";
import { html } from "./draw.js";
import { clearestTrack, isDecided, isThing, isVisible, lengthOf, trackOf } from "./reading.js";
import { counted } from "./words.js";

const NEAREST = 40; // names in a list; further ones are chosen by their boxes

/** How a person stands, in words. */
export function standingInWords(state, person) {
  if (person.standing === "mixed") return "partly visible";
  if (person.standing === "kept") return "stays visible";
  const { told } = standingOf(person.standing);
  return isDecided(state, person) ? told : `${told}; nobody has decided yet`;
}

/**
 * What one card is drawn from.
 * @param {object} state @param {object} person
 * @param {{isChosen: boolean, isPicked: boolean, doubts: number, mayMark: boolean}} shown
 * @returns {{id: string, sign: string, markup: () => object}} for drawList
 */
export function cardOf(state, person, shown) {
  const tracks = person.tracks.map((id) => trackOf(state, id)).filter(Boolean);
  const others = shown.isChosen ? nearest(state, person) : [];
  const said = isDecided(state, person);
  const of = { person, tracks, others, said, face: clearestTrack(state, person)?.id ?? "", ...shown };
  return { id: `person-${person.id}`, sign: JSON.stringify(of), markup: () => card(of) };
}

/** Who may be the same one: those who are seen nearest in time, as ids and names. */
function nearest(state, person) {
  const gap = (other) => Math.max(other.first - person.last, person.first - other.last, 0);
  return state.people
    .filter((other) => other.id !== person.id && isThing(other) === isThing(person))
    .sort((one, other) => gap(one) - gap(other))
    .slice(0, NEAREST)
    .map(({ id, name }) => [id, name]);
}

function card(of) {
  const { person, said, face, isChosen } = of;
  const colour = isVisible(person) ? "visible" : said ? "obscured" : "undecided";
  return html`<li class="studio-person studio-person--${colour}${isChosen ? " studio-person--chosen" : ""}" id="person-${person.id}" data-person="${person.id}">
    <svg class="studio-person__face" id="face-${face}" data-face="${face}" data-still viewBox="0 0 1 1" aria-hidden="true"></svg>
    <div>
      <div class="studio-person__top"><h3 class="studio-person__name"><button type="button" class="studio-person__choose" id="choose-${person.id}" data-do="choose" aria-expanded="${isChosen}">${person.name}</button>${person.listed && html` <span class="studio-person__listed">listed as ${person.listed.label}</span>`}</h3>${of.mayMark && pick(of)}</div>
      <p class="studio-person__times">${times(of)}</p>
      ${!of.mayMark && html`<p class="studio-person__why">${isVisible(person) ? "Stays visible" : "Obscured"}</p>`}
    </div>
    ${of.mayMark && standings(of)}
    ${isChosen && more(of)}
  </li>`;
}

function times({ person, tracks, doubts }) {
  const lasts = person.last > 0 ? `${clock(person.first)}–${clock(person.last)} · ${Math.round(person.shown * 10) / 10} s` : "";
  const parts = tracks.length > 1 ? `${tracks.length} parts` : "";
  const drawn = tracks.every((track) => track.drawn) ? "drawn by hand" : "";
  const said = [lasts, parts, drawn].filter(Boolean).join(" · ");
  return html`${said}${doubts > 0 && html`${said && " · "}<strong class="studio-person__doubts">${counted(doubts, "doubt")}</strong>`}`;
}

function pick({ person, isPicked }) {
  return html`<label class="studio-person__pick"><input type="checkbox" id="pick-${person.id}" data-do="pick" ${isPicked && html`checked`}> Choose<span class="govuk-visually-hidden"> ${person.name}</span></label>`;
}

function standings({ person, said }) {
  return html`<div class="studio-person__standings" role="group" aria-label="${person.name}">${STANDINGS.map(({ code, word }) => {
    const isSo = person.standing === code && said;
    return html`<button type="button" class="studio-standing studio-standing--${code}" id="${code}-${person.id}" data-do="decide" data-standing="${code}" aria-pressed="${isSo}">${word}</button>`;
  })}</div>`;
}

function more(of) {
  const { person, tracks, mayMark } = of;
  const why = tracks.find((track) => track.why)?.why ?? "";
  return html`<div class="studio-person__more">
    ${mayMark ? acts(of, why) : why && html`<p class="studio-person__why">“${why}”</p>`}
    <ul class="studio-parts">${tracks.map((track, index) => part(person, track, { index, mayMark, several: tracks.length > 1 }))}</ul>
  </div>`;
}

function acts({ person, others, tracks }, why) {
  const isFilm = tracks.some((track) => lengthOf(track) > 0);
  return html`
    <div class="studio-line"><label class="studio-line__label" for="why-${person.id}">Reason</label><input class="studio-input" id="why-${person.id}" data-why value="${why}" autocomplete="off" maxlength="200"><button type="button" class="studio-button" id="say-${person.id}" data-do="say_why">Save<span class="govuk-visually-hidden"> the reason</span></button></div>
    <div class="studio-line"><label class="studio-line__label" for="name-${person.id}">Name</label><input class="studio-input" id="name-${person.id}" data-name value="${person.name}" autocomplete="off" maxlength="60"><button type="button" class="studio-button" id="rename-${person.id}" data-do="rename">Rename</button></div>
    ${others.length > 0 && !isThing(person) && html`<div class="studio-line"><label class="studio-line__label" for="same-${person.id}">Same one as</label><select class="studio-input" id="same-${person.id}" data-same><option value="">Choose…</option>${others.map(([id, name]) => html`<option value="${id}">${name}</option>`)}</select><button type="button" class="studio-button" id="join-${person.id}" data-do="same">Join</button></div>`}
    ${isFilm && html`<div class="studio-person__acts"><button type="button" class="studio-button" id="split-${person.id}" data-do="split">Split here</button><button type="button" class="studio-button" id="hide-${person.id}" data-do="hide_from">Hide from here on</button></div>`}`;
}

function part(person, track, { index, mayMark, several }) {
  const sure = track.drawn ? "drawn by hand" : track.confidence === null ? "" : `${Math.round(track.confidence * 100)}% sure`;
  const stands = person.standing === "mixed" ? track.standing.replaceAll("_", " ") : "";
  const said = [stands, sure, ...track.doubts].filter(Boolean).join(", ");
  const spans = track.spans.filter(([from, to]) => to > 0 || from > 0);
  const name = several ? `Part ${index + 1}` : "Seen";
  return html`<li class="studio-parts__one" id="part-${track.id}" data-track="${track.id}"><span>${name}${said && html` (${said})`}</span> ${spans.map(
    ([from, to], number) => html`<button type="button" class="studio-time" id="go-${track.id}-${number}" data-do="go" data-seconds="${from}"><span class="govuk-visually-hidden">Go to ${person.name} at </span>${clock(from)}</button>–<button type="button" class="studio-time" id="end-${track.id}-${number}" data-do="go" data-seconds="${to}"><span class="govuk-visually-hidden">Go to the end at </span>${clock(to)}</button> `,
  )}${several && mayMark && html`<button type="button" class="studio-button studio-button--small" id="separate-${track.id}" data-do="separate">Somebody else<span class="govuk-visually-hidden"> is part ${index + 1} of ${person.name}</span></button>`}</li>`;
}
