// The sound: off as a whole, silenced or covered over stretches of time, and the voices that were found.
import { clock, readClock } from "./clock.js";
import { draw, html, soon } from "./draw.js";
import { counted } from "./words.js";

const EFFECTS = { mute: "silence", tone: "a tone", disguise: "disguised" };
const NONE = "No sound goes out at all yet.";

/** @param {HTMLElement} element @param {{store: object, player: object, timeline: object}} context */
export function mount(element, { store, player, timeline }) {
  const keep = element.querySelector("[data-keep-sound]");
  const spans = element.querySelector("[data-spans]");
  const voices = element.querySelector("[data-voices]");
  const none = element.querySelector("[data-no-sound]");
  const some = element.querySelector("[data-some-sound]");
  const form = element.querySelector("[data-span]");
  const problem = element.querySelector("[data-problem]");

  function show() {
    const { state } = store;
    if (!state?.sound) return;
    const { has, spans: changed, speech } = state.sound;
    none.hidden = has;
    some.hidden = !has;
    if (keep) keep.checked = !state.keep_sound;
    draw(spans, changed.length ? html`${changed.map((span) => spanItem(span, state.may.mark))}` : html`<li class="studio-words">${state.keep_sound ? "All of the sound goes out." : NONE}</li>`);
    draw(voices, voicesFound(speech, state));
  }

  function spanItem({ start, end, effect, why }, mayMark) {
    const when = `${clock(start)} to ${clock(end)}`;
    return html`<li class="studio-span" id="span-${idOf(start, end)}"><button type="button" class="studio-time" data-play="${start} ${end}"><span class="govuk-visually-hidden">Play </span>${when}</button> ${EFFECTS[effect] ?? effect}${why && html` (“${why}”)`}${mayMark && html` <button type="button" class="studio-button studio-button--small" data-unsound="${start} ${end}">Take back<span class="govuk-visually-hidden"> what was changed from ${when}</span></button>`}</li>`;
  }

  function voicesFound(speech, state) {
    if (!speech.length) return html`<p class="studio-words">No speech was found. Listen all the same: radios read names out too.</p>`;
    const open = speech.filter(({ answer }) => !answer).length;
    const stand = state.keep_sound
      ? `${open ? `${open} not answered` : "all answered"}. What is not answered goes out as the rest of the sound does.`
      : `none of them heard. ${NONE} What is said of them here is kept for when it does.`;
    return html`<p class="studio-words" id="voices-words">${counted(speech.length, "voice")} found, ${stand}</p>
      ${state.may.mark && speech.length > 1 && html`<div class="studio-acts" id="voices-all"><button type="button" class="studio-button" data-all="mute">Silence all voices</button><button type="button" class="studio-button" data-all="keep">All may be heard</button></div>`}
      <ul class="studio-list" id="voices-list">${speech.map((one) => voice(one, state))}</ul>`;
  }

  function voice({ start, end, answer }, { may, keep_sound: isKept }) {
    const when = `${clock(start)} to ${clock(end)}`;
    const id = idOf(start, end);
    const said = isKept ? { keep: "may be heard", mute: "silenced" }[answer] ?? "not answered" : "not heard";
    return html`<li class="studio-voice" id="voice-${id}"><button type="button" class="studio-time" data-play="${start} ${end}"><span class="govuk-visually-hidden">Listen to </span>${when}</button>${may.mark
      ? html` <span role="group" class="studio-voice__answers" aria-label="The voice from ${when}">${[["keep", "May be heard"], ["mute", "Silence"]].map(([code, words]) => html`<button type="button" class="studio-standing studio-standing--${code}" data-speech="${start} ${end}" data-answer="${code}" aria-pressed="${answer === code}">${words}</button>`)}</span>`
      : html` ${said}`}</li>`;
  }

  element.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { play, unsound, speech, all, answer, playhead } = button.dataset;
    if (play) player.play(...pair(play));
    else if (unsound) takeBack(...pair(unsound));
    else if (speech) answerVoices([pair(speech)], answer);
    else if (all) answerVoices(store.state.sound.speech.map(({ start, end }) => [start, end]), all);
    else if (playhead) form.elements[playhead].value = clock(player.time, 3);
  });

  /** What is heard of a change: nothing, while no sound goes out. */
  const heard = (words) => (store.state.keep_sound ? words : `${NONE} The change is kept for when it does.`);

  async function takeBack(start, end) {
    if ((await store.edit("unsound", { start, end })).ok) store.say(heard(`The sound from ${clock(start)} to ${clock(end)} goes out as it is.`));
  }

  function answerVoices(found, answer) {
    store.say(heard(`${counted(found.length, "voice")} ${answer === "mute" ? "silenced" : "may be heard"}.`));
    return store.edit("speech", { spans: found, answer });
  }

  keep?.addEventListener("change", () => {
    store.edit("keep_sound", { keep: !keep.checked });
    store.say(keep.checked ? "No sound goes out." : "The sound goes out, but for what is changed below.");
  });

  async function change(effect) {
    const [start, end] = [readClock(form.elements.start.value), readClock(form.elements.end.value)];
    const fault = faultOf(start, end);
    problem.textContent = fault;
    if (fault) {
      store.say(fault, true);
      form.elements[start === null ? "start" : "end"].focus();
      return;
    }
    const { ok, error } = await store.edit("sound", { start, end, effect, why: form.elements.why.value.trim() });
    problem.textContent = ok ? "" : error;
    if (!ok) return;
    form.reset();
    store.say(heard(`${clock(start)} to ${clock(end)}: ${EFFECTS[effect]}.`));
  }

  function faultOf(start, end) {
    if (start === null || end === null) return "Write both times as minutes and seconds, for example 1:03.2.";
    return start < end ? "" : "The end must come after the start.";
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    change(form.elements.effect.value);
  });
  // What was selected on the waveform is what the form means.
  timeline?.on((what) => {
    if (what !== "span" || !form || !timeline.span) return;
    const [from, to] = timeline.span;
    form.elements.start.value = clock(from, 3);
    form.elements.end.value = clock(to, 3);
  });
  const showSoon = soon(show);
  store.on((what) => { if (what === "state") showSoon(); });
  show();
}

function pair(written) {
  return written.split(" ").map(Number);
}

function idOf(start, end) {
  return `${start}-${end}`.replaceAll(".", "_");
}
