// What is to be looked at, what has been, and what is marked, as the page shows it.
import { clock } from "./clock.js";
import { draw, html } from "./draw.js";
import { counted } from "./words.js";

const GROUPS = [
  { name: "Doubts", holds: ({ source }) => source !== "sample" },
  { name: "Sample", holds: ({ source }) => source === "sample" },
];

/** The list, in its groups. @param {Element} element @param {object} shown @param {string} current key */
export function drawMoments(element, shown, current, kind) {
  const looked = new Set(shown.looked);
  draw(element, html`${GROUPS.map(({ name, holds }) => {
    const here = shown.moments.filter(holds);
    const done = here.filter(({ key }) => looked.has(key)).length;
    return here.length > 0 && html`<h3 class="check-list__group">${name} <span class="check-list__count">${done} of ${here.length} looked at</span></h3>
      <ul class="check-list__moments">${here.map((each) => one(each, looked.has(each.key), each.key === current, kind))}</ul>`;
  })}`);
}

function one(each, isLooked, isCurrent, kind) {
  return html`<li><button type="button" class="check-moment" id="moment-${each.key}" data-does="go" data-key="${each.key}" ${isCurrent && html`aria-current="true"`}>
    <span class="check-moment__done">${isLooked ? html`<span aria-hidden="true">✓</span><span class="govuk-visually-hidden">Looked at: </span>` : ""}</span>
    ${kind === "footage" && html`<span class="check-moment__time">${clock(each.seconds, 1)}</span>`}
    <span class="check-moment__words">${capital(each.words)}${each.settled && html`<span class="check-moment__settled">Waved through: ${each.settled}</span>`}</span></button></li>`;
}

/** The moment at hand and what may be done about it. */
export function drawNow(element, shown, current, { mayCheck, isThere, kind }) {
  const place = shown.moments.findIndex(({ key }) => key === current);
  const each = shown.moments[place];
  const done = shown.moments.filter(({ key }) => shown.looked.includes(key)).length;
  const isLooked = shown.looked.includes(current);
  draw(element, html`<div class="check-now__progress"><label for="check-done"><strong>${done} of ${counted(shown.moments.length, "moment")} looked at</strong></label>
      <progress id="check-done" max="${shown.moments.length || 1}" value="${done}"></progress></div>
    <h2 class="check-now__words" id="check-now-heading">${each ? html`${place + 1}. ${kind === "footage" && `${clock(each.seconds, 1)} `}${capital(each.words)}` : "Nothing is chosen yet"}${each?.settled && html` <span class="check-now__settled">Waved through: ${each.settled}</span>`}</h2>
    <div class="check-now__acts">
      <button type="button" class="studio-button" data-does="previous">Before</button>
      <button type="button" class="studio-button" data-does="next">Next</button>
      ${mayCheck && html`<button type="button" class="studio-button check-now__looked" data-does="looked" aria-disabled="${String(!each || !isThere)}">${isLooked ? "Looked at; next" : "I have looked; next"}</button>
      <button type="button" class="studio-button" data-does="mark">This must go back</button>`}
    </div>`);
}

/** The frames that go back. */
export function drawRemarks(element, shown, { mayCheck, kind }) {
  const { remarks } = shown;
  const noun = kind === "footage" ? "frame" : "place";
  draw(element, html`<h2 class="govuk-heading-s" id="check-marks-heading">${remarks.length ? `${counted(remarks.length, noun)} marked as going back` : `No ${noun} is marked as going back`}</h2>
    <ul class="govuk-list check-marks">${remarks.map((each) => html`<li class="check-marks__one"><button type="button" class="check-moment" data-does="go_to_mark" data-number="${each.number}">${kind === "footage" && html`<span class="check-moment__time">${clock(each.seconds, 1)}</span>`} <span class="check-moment__words">${each.words}</span></button>
      ${mayCheck && each.mine && html`<button type="button" class="app-act" data-does="unmark" data-number="${each.number}">Take it off<span class="govuk-visually-hidden">: ${each.words}</span></button>`}</li>`)}</ul>`);
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
