// The people of the plan as cards: who is sought, permitted, obscured, or not a person, and who is the same one.
import { clock } from "./clock.js";
import { cardOf, standingInWords } from "./cards.js";
import { createDeciding, standingOf, STANDINGS } from "./deciding.js";
import { draw, drawList, html, soon } from "./draw.js";
import { createFaces } from "./faces.js";
import { FILTERS, listedIn } from "./listing.js";
import { createPicking } from "./picking.js";
import { isDecided, openDoubts, personOf, trackOf } from "./reading.js";
import { createPace, followsShown, letWorksAct, worksShown } from "./work.js";

/** @param {HTMLElement} element @param {{root: HTMLElement, store: object, player: object, commands: object}} context */
export function mount(element, { root, store, player, commands }) {
  const list = element.querySelector("[data-list]");
  const filters = element.querySelector("[data-filters]");
  const none = element.querySelector("[data-none]");
  const sort = element.querySelector("[data-sort]");
  const works = element.querySelector("[data-works]");
  const pace = createPace();
  const showFaces = createFaces(root, store);
  const deciding = createDeciding({ store, player });
  const picking = createPicking(element.querySelector("[data-picking]"), { store, deciding, changed: show });
  const showSoon = soon(show);
  let filter = "all";
  let unsaid = null; // the decision that waits for its reason
  let mustBring = false;

  function show() {
    const { state } = store;
    if (!state) return;
    const chosen = store.selected && personOf(state, store.selected)?.id;
    const doubts = doubtsByPerson(state);
    picking.show();
    const people = listedIn(state, { filter, sort: sort?.value ?? "first", doubts, besides: chosen });
    drawList(list, people.map((person) => cardOf(state, person, {
      isChosen: person.id === chosen,
      isPicked: picking.has(person.id),
      doubts: doubts.get(person.id) ?? 0,
      mayMark: state.may.mark,
    })));
    showFaces(list);
    showFilters(state, doubts);
    draw(works, html`${worksShown({ search: state.work?.search }, pace)}${followsShown(state)}${mayStart(state) && START}`);
    none.hidden = people.length > 0;
    none.textContent = state.people.length ? "Nobody here." : wordsForNobody(state);
    bringCard();
  }

  function showFilters(state, doubts) {
    draw(filters, html`${FILTERS.map(([code, words]) => {
      const { length } = listedIn(state, { filter: code, sort: "first", doubts });
      return (length > 0 || code !== "things") && html`<button type="button" class="studio-filter" id="filter-${code}" data-filter="${code}" aria-pressed="${filter === code}">${words} <span class="studio-filter__count">${length}</span></button>`;
    })}`);
  }

  async function decide(id, standing, why) {
    const { field } = await deciding.decide([id], standing, why);
    if (field !== "why") return;
    // The desk wants a reason of somebody's own for this.
    store.select(id);
    unsaid = { id, standing };
    open("[data-why]");
  }

  /** A part is somebody else; the desk wants a reason where it was taken for somebody who is not to be shown. */
  async function part(person, track, why) {
    const { field } = await deciding.separate(track, why);
    if (field !== "why") return;
    unsaid = { id: person.id, track };
    open("[data-why]");
  }

  /** Go to a field of the chosen one's card. @param {string} field a selector */
  function open(field) {
    if (!store.selected) return store.say("Choose somebody first.");
    commands.panel_people?.();
    show();
    const found = list.querySelector(field);
    found?.focus();
    found?.select?.();
  }

  function choose(id, { seek = false } = {}) {
    store.select(id);
    const person = personOf(store.state, id);
    if (seek) player.seek(trackOf(store.state, person.tracks[0])?.best ?? person.first);
  }

  const ACTS = {
    choose: (person) => (personOf(store.state, store.selected)?.id === person.id ? store.select("") : choose(person.id, { seek: true })),
    decide: (person, control) => {
      store.select(person.id);
      decide(person.id, control.dataset.standing);
    },
    pick: (person, control) => picking.pick(person.id, control.checked),
    say_why: (person) => {
      const asked = unsaid?.id === person.id ? unsaid : {};
      const why = list.querySelector("[data-why]").value.trim();
      const standing = asked.standing ?? person.standing;
      if (!asked.track && !standingOf(standing)) return store.say("Decide first, then say why.");
      unsaid = null;
      if (asked.track) part(person, asked.track, why);
      else decide(person.id, standing, why);
    },
    rename: (person) => deciding.rename(person, list.querySelector("[data-name]").value.trim()),
    same: (person) => {
      const other = list.querySelector("[data-same]").value;
      if (other) deciding.merge([other, person.id]);
      else store.say("Choose who it is the same as.");
    },
    split: deciding.split,
    hide_from: deciding.hideFrom,
    go: (person, control) => {
      store.select(control.closest("[data-track]").dataset.track);
      player.seek(Number(control.dataset.seconds));
    },
    separate: (person, control) => part(person, control.closest("[data-track]").dataset.track),
  };

  list.addEventListener("click", (event) => {
    const control = event.target.closest("[data-do]");
    const card = event.target.closest("[data-person]");
    if (!card) return;
    const person = personOf(store.state, card.dataset.person);
    if (control) ACTS[control.dataset.do](person, control);
    else if (event.target.closest("[data-face]")) choose(person.id, { seek: true });
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-why], [data-name]")) return;
    event.preventDefault();
    event.target.parentElement.querySelector("[data-do]").click();
  });
  filters.addEventListener("click", (event) => {
    const button = event.target.closest("[data-filter]");
    if (!button) return;
    filter = button.dataset.filter;
    show();
  });
  sort?.addEventListener("change", show);
  for (const { code: standing } of STANDINGS) {
    commands[standing] = () => (store.selected ? decide(personOf(store.state, store.selected).id, standing) : store.say("Choose somebody first."));
  }
  commands.split = deciding.split;
  commands.hide_from = deciding.hideFrom;
  commands.merge = () => (picking.size > 1 ? picking.merge() : open("[data-same]"));
  commands.rename = () => open("[data-name]");
  commands.next_undecided = () => {
    const { state } = store;
    const open = state.people.filter((person) => !isDecided(state, person));
    const now = open.findIndex((person) => person.id === personOf(state, store.selected)?.id);
    const next = open[now + 1] ?? open[0];
    if (!next) return store.say("Everyone is decided on.");
    choose(next.id, { seek: true });
    store.say(`${next.name}, ${clock(next.first)} to ${clock(next.last)}: ${standingInWords(state, next)}.`);
  };

  letWorksAct(works, store);
  store.on((what) => {
    if (what !== "state" && what !== "selected") return;
    mustBring ||= what === "selected";
    showSoon();
  });
  show();

  function bringCard() {
    if (!mustBring) return;
    mustBring = false;
    const card = list.querySelector(".studio-person--chosen");
    const box = element.parentElement;
    if (card && box.scrollHeight > box.clientHeight) card.scrollIntoView({ block: "nearest" });
  }
}

function doubtsByPerson(state) {
  const counts = new Map();
  for (const { track } of openDoubts(state)) {
    const id = track && personOf(state, track)?.id;
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const START = html`<p class="studio-acts"><button type="button" class="studio-button" id="start-search" data-work="search" data-work-act="start">Look for people</button></p>`;

function mayStart({ number, may, work }) {
  return number === 0 && may.mark && !work?.search;
}

function wordsForNobody({ number, work }) {
  if (number === 0) return work?.search ? "People are listed here when the search has ended; until then everyone is obscured." : "";
  return "Nobody was found. If somebody is there all the same, draw a region over them.";
}
