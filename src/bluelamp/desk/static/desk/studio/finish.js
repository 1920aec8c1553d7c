// The end of the work: what stays visible, what doubts are left, the obscuring itself and what its examination says.
import { draw, html, soon } from "./draw.js";
import { isDecided, isVisible, openDoubts, trackOf } from "./reading.js";
import { counted } from "./words.js";
import { createPace, isUnderWay, letWorksAct, worksShown } from "./work.js";

/** @param {HTMLElement} element @param {{root: HTMLElement, store: object, commands: object}} context */
export function mount(element, { root, store, commands }) {
  const visible = element.querySelector("[data-visible]");
  const works = element.querySelector("[data-works]");
  const outcome = element.querySelector("[data-outcome]");
  const form = element.querySelector("form");
  const left = element.querySelector("[data-left]");
  const problem = element.querySelector("[data-problem]");
  const pace = createPace();
  let wasWorking = false;

  function show() {
    const { state } = store;
    if (!state) return;
    draw(visible, summary(state));
    draw(works, html`${worksShown({ ...state.work }, pace)}`);
    draw(outcome, outcomeOf(state));
    if (form) showForm(state);
    sayWhenDone(state);
  }

  function showForm(state) {
    const open = openDoubts(state).length;
    const isWorking = isUnderWay(state.work?.rendering);
    const isNeeded = root.dataset.kind === "footage" && open > 0;
    left.hidden = !isNeeded;
    element.querySelector("[data-left-words]").textContent =
      `${counted(open, "doubt")} ${open === 1 ? "is" : "are"} not settled. Say why the work may go on all the same, or settle ${open === 1 ? "it" : "them"} first.`;
    for (const choice of form.querySelectorAll('[name="effect"]')) choice.checked = choice.value === state.effect;
    form.querySelector("[data-prepare]").disabled = !state.may.prepare || isWorking;
  }

  function sayWhenDone({ work, rendition }) {
    const isWorking = isUnderWay(work?.rendering);
    if (wasWorking && !isWorking && isMade(rendition)) store.say(`Everyone else is obscured. ${examination(rendition)}`);
    wasWorking = isWorking;
  }

  function summary(state) {
    const kept = state.people.filter(isVisible);
    const covered = state.people.length - kept.length;
    const undecided = state.people.filter((person) => !isVisible(person) && !isDecided(state, person)).length;
    return html`<h3 class="studio-heading3">${kept.length ? `${kept.length === 1 ? "One stays" : `${kept.length} stay`} visible` : "Nobody stays visible"}</h3>
      ${kept.length > 0 && html`<ul class="studio-list">${kept.map((person) => html`<li class="studio-words" id="kept-${person.id}"><button type="button" class="studio-time" data-choose="${person.id}">${person.name}</button> “${whyOf(state, person)}”</li>`)}</ul>`}
      <p class="studio-words" id="covered-words">${coveredInWords(covered, undecided)} ${soundInWords(state)}</p>`;
  }

  form?.addEventListener("change", (event) => {
    if (event.target.name !== "effect") return;
    store.edit("effect", { effect: event.target.value });
    store.say(event.target.value === "solid" ? "Covered with a solid fill." : "Covered with coarse blocks, which resist recognition less well.");
  });

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const why = form.elements.doubts_left.value.trim();
    if (!left.hidden && !why) {
      problem.textContent = "Say why the doubts that are left may stand, or settle them first.";
      store.say(problem.textContent, true);
      form.elements.doubts_left.focus();
      return;
    }
    const { ok, error } = await store.post("prepare", left.hidden ? {} : { doubts_left: why });
    problem.textContent = ok ? "" : error;
    if (ok) store.say("Everyone else is being obscured.");
  });

  element.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const { choose } = button?.dataset ?? {};
    if (!choose) return;
    store.select(choose);
    commands.panel_people?.();
  });
  letWorksAct(element, store);

  function outcomeOf({ rendition, doubts, work }) {
    if (rendition?.fault) return html`<p class="studio-problem">${rendition.fault}</p>`;
    if (!isMade(rendition) || isUnderWay(work?.rendering)) return html``;
    const found = doubts.filter(({ from, settled }) => from === "examination" && !settled).length;
    return html`<h3 class="studio-heading3">${root.dataset.kind === "footage" ? "The film is made" : "The picture is made"}</h3>
      <p class="studio-words">${examination(rendition)}${found > 0 && html` <button type="button" class="studio-button studio-button--small" id="to-doubts" data-does="panel_doubts">See ${counted(found, "finding")}</button>`}</p>
      ${rendition.note && html`<p class="studio-words">Sent back: “${rendition.note}”</p>`}
      <p class="studio-words">${{ true: "Checked and approved by somebody else.", false: "Sent back by the person who checked it." }[rendition.approved] ?? "It is to be checked by somebody else."}${root.dataset.check && html` <a class="govuk-link" href="${root.dataset.check}">The check</a>`}</p>
      <p class="studio-quiet studio-hash">sha256 ${rendition.sha256}</p>`;
  }

  const showSoon = soon(show);
  store.on((what) => { if (what === "state") showSoon(); });
  show();
}

/** Whether there is a film or picture, whole, made by this version. */
function isMade(rendition) {
  return Boolean(rendition?.sha256) && !rendition.cancelled;
}

function examination({ examined }) {
  if (examined === null) return "It was not examined yet.";
  return examined ? "It was examined: nobody covered is seen in it." : "It was examined, and something is to be looked at.";
}

function coveredInWords(covered, undecided) {
  const all = covered === 1 ? "One is obscured" : `${covered} are obscured`;
  if (undecided === 0) return `${all}.`;
  return undecided === covered ? `${all}, because nobody has decided.` : `${all}, ${undecided} of them because nobody has decided.`;
}

function whyOf(state, person) {
  return person.tracks.map((id) => trackOf(state, id)?.why).find(Boolean) ?? "";
}

function soundInWords({ sound, keep_sound: isKept }) {
  if (!sound?.has) return "";
  if (!isKept) return "No sound goes out.";
  return sound.spans.length ? `The sound goes out, changed over ${counted(sound.spans.length, "stretch", "stretches")}.` : "All of the sound goes out.";
}
