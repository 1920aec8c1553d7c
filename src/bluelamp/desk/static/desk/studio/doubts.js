// The to-do list: every doubt is looked at and settled with a reason, or waved through with others that are alike.
import { clock } from "./clock.js";
import { count, draw, drawList, html, soon } from "./draw.js";
import { inOrder, nameOf, openDoubts, personOf } from "./reading.js";
import { counted } from "./words.js";

const SOURCES = { tracks: "", cuts: "", examination: "Found in what was made: ", check: "Sent back: " };

/** @param {HTMLElement} element @param {{store: object, player: object, commands: object}} context */
export function mount(element, { store, player, commands }) {
  const progress = element.querySelector("[data-progress]");
  const settling = element.querySelector("[data-settling]");
  const open = element.querySelector("[data-open]");
  const done = element.querySelector("[data-done]");
  const doneWords = element.querySelector("[data-done-words]");
  const reason = element.querySelector("[data-reason]");
  const scope = element.querySelector("[data-scope]");
  let current = ""; // the key of the doubt that is looked at

  function show() {
    const { state } = store;
    if (!state) return;
    const left = openDoubts(state);
    const settled = inOrder(state.doubts.filter((doubt) => doubt.settled));
    count(element, left.length);
    showProgress(state.doubts.length, settled.length);
    const now = left.find(({ key }) => key === current);
    drawList(open, left.map((doubt) => item(state, doubt, doubt === now)));
    drawList(done, settled.map((doubt) => settledItem(state, doubt)));
    element.querySelector("[data-settled]").hidden = settled.length === 0;
    doneWords.textContent = `Settled (${settled.length})`;
    if (settling) showSettling(state, now, left);
  }

  function showProgress(all, settled) {
    draw(progress, all
      ? html`<label for="doubts-progress">${settled} of ${all} settled</label> <progress id="doubts-progress" max="${all}" value="${settled}"></progress>`
      : html`<p class="studio-words">Nothing is doubtful.</p>`);
  }

  function showSettling(state, now, left) {
    settling.hidden = !now;
    if (!now) return;
    const options = alike(state, now, left);
    const before = scope.value;
    draw(scope, html`${options.map(({ code, words }) => html`<option value="${code}">${words}</option>`)}`);
    scope.value = options.some(({ code }) => code === before) ? before : "one";
    element.querySelector("[data-now]").textContent = `${clock(now.seconds)} ${inWords(state, now)}`;
  }

  /** Look at a doubt: the moment, whom it is about, and the field for the reason. */
  function look(doubt) {
    current = doubt.key;
    player.seek(doubt.seconds);
    if (doubt.track) store.select(doubt.track);
    show();
    document.getElementById(itemId(doubt))?.scrollIntoView({ block: "nearest" });
  }

  /** @param {1 | -1} way */
  function step(way) {
    const left = openDoubts(store.state);
    if (!left.length) return store.say("No doubt is left.");
    const now = left.findIndex(({ key }) => key === current);
    const doubt = now < 0 ? nearest(left, way) : left[(now + way + left.length) % left.length];
    look(doubt);
    store.say(`${clock(doubt.seconds)}: ${inWords(store.state, doubt)}. ${counted(left.length, "doubt")} left.`);
  }

  function nearest(left, way) {
    const { time } = player;
    return way > 0 ? left.find(({ seconds }) => seconds >= time) ?? left[0] : left.findLast(({ seconds }) => seconds <= time) ?? left.at(-1);
  }

  async function settle() {
    const { state } = store;
    const left = openDoubts(state);
    const now = left.findIndex(({ key }) => key === current);
    if (now < 0) return step(1);
    const why = reason.value.trim();
    if (!why) {
      reason.focus();
      return store.say("Say why this may stand as it is.");
    }
    const { keys } = alike(state, left[now], left).find(({ code }) => code === scope.value);
    const next = left.slice(now).find(({ key }) => !keys.includes(key)) ?? left.find(({ key }) => !keys.includes(key));
    const saved = store.edit("settle", { keys, why });
    reason.value = "";
    scope.value = "one";
    if (next) look(next);
    else {
      show();
      element.focus({ preventScroll: true });
    }
    const words = `${counted(keys.length, "doubt")} settled, ${counted(left.length - keys.length, "doubt")} left.`;
    if ((await saved).ok) store.say(words);
    return saved;
  }

  open.addEventListener("click", (event) => {
    const button = event.target.closest("[data-doubt]");
    if (!button) return;
    look(store.state.doubts.find(({ key }) => key === button.dataset.doubt));
  });
  done.addEventListener("click", async (event) => {
    const key = event.target.closest("[data-unsettle]")?.dataset.unsettle;
    if (key && (await store.edit("unsettle", { keys: [key] })).ok) store.say("It is doubtful again.");
  });
  settling?.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
  });

  commands.next_doubt = () => step(1);
  commands.previous_doubt = () => step(-1);
  commands.settle = () => {
    commands.panel_doubts?.();
    if (!openDoubts(store.state).some(({ key }) => key === current)) step(1);
    reason?.focus();
  };
  const showSoon = soon(show);
  store.on((what) => { if (what === "state") showSoon(); });
  show();

  function item(state, doubt, isCurrent) {
    const words = inWords(state, doubt);
    return {
      id: itemId(doubt),
      sign: `${words} ${doubt.seconds} ${isCurrent}`,
      markup: () => html`<li class="studio-doubt${isCurrent && " studio-doubt--current"}" id="${itemId(doubt)}"><button type="button" class="studio-doubt__look" data-doubt="${doubt.key}" ${isCurrent && html`aria-current="true"`}><span class="studio-doubt__time">${clock(doubt.seconds)}</span> <span>${words}</span></button></li>`,
    };
  }

  function settledItem(state, doubt) {
    const { why, by } = doubt.settled;
    const words = inWords(state, doubt);
    return {
      id: itemId(doubt, "settled"),
      sign: `${words} ${why} ${by}`,
      markup: () => html`<li class="studio-doubt" id="${itemId(doubt, "settled")}"><p class="studio-words">${clock(doubt.seconds)} ${words}<br>“${why}”${by && html`, ${by}`}${state.may.mark && html` <button type="button" class="studio-button studio-button--small" data-unsettle="${doubt.key}">Take back<span class="govuk-visually-hidden"> what was said of ${words} at ${clock(doubt.seconds)}</span></button>`}</p></li>`,
    };
  }
}

function itemId(doubt, kind = "doubt") {
  return `${kind}-${doubt.key.replace(/[^\w]/g, "-")}`;
}

function inWords(state, doubt) {
  const who = doubt.track && personOf(state, doubt.track) ? `${nameOf(state, doubt.track)}: ` : "";
  return `${SOURCES[doubt.from] ?? ""}${who}${doubt.words}`;
}

/** Which doubts one reason may settle: this one, those of the same person, those that say the same, all. */
function alike(state, now, left) {
  const person = now.track && personOf(state, now.track)?.id;
  const saysSame = left.filter(({ words }) => words === now.words);
  const ofPerson = person ? left.filter(({ track }) => track && personOf(state, track)?.id === person) : [];
  const options = [
    { code: "one", words: "This doubt", doubts: [now] },
    { code: "person", words: `All ${ofPerson.length} of ${nameOf(state, now.track)}`, doubts: ofPerson },
    { code: "same", words: `All ${saysSame.length} that say “${now.words}”`, doubts: saysSame },
  ];
  return options
    .filter(({ code, doubts }) => code === "one" || doubts.length > 1)
    .map(({ code, words, doubts }) => ({ code, words, keys: doubts.map(({ key }) => key) }));
}
