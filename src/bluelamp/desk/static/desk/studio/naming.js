// The names beside the rows: a list to walk with the arrow keys, of which only what is in sight is in the page.
import { HEIGHT, rowWords } from "./rows.js";

const SPARE = 3; // rows above and below what is in sight
const LETTERS = { sought: "S", permitted: "P", not_a_person: "–", kept: "K", mixed: "±" };

/** @param {HTMLElement} root */
export function naming(root, { store, player, timeline }) {
  const list = root.querySelector("[data-names]");
  const scroller = root.querySelector("[data-rows]");

  function paint() {
    const { rows, top } = timeline;
    const first = Math.max(0, Math.floor(top / HEIGHT) - SPARE);
    const last = Math.min(rows.length, Math.ceil((top + list.clientHeight) / HEIGHT) + SPARE);
    const chosen = chosenNumber();
    const numbers = Array.from({ length: Math.max(0, last - first) }, (_, each) => first + each);
    if (chosen >= 0 && !numbers.includes(chosen)) numbers.push(chosen);
    const kept = new Map([...list.children].map((option) => [option.id, option]));
    const options = numbers.map((number) => fill(kept.get(`row-${rows[number].id}`) ?? document.createElement("div"), rows[number], number, top));
    if (options.length !== list.children.length || options.some((option, each) => list.children[each] !== option)) list.replaceChildren(...options);
    if (chosen >= 0) list.setAttribute("aria-activedescendant", `row-${rows[chosen].id}`);
    else list.removeAttribute("aria-activedescendant");
  }

  function fill(option, row, number, top) {
    const isChosen = number === chosenNumber();
    option.id = `row-${row.id}`;
    option.className = `studio-row${row.isPart ? " studio-row--part" : ""}`;
    option.dataset.row = row.id;
    option.style.transform = `translateY(${number * HEIGHT - top}px)`;
    for (const [name, value] of Object.entries({
      role: "option", "aria-selected": isChosen, "aria-posinset": number + 1, "aria-setsize": timeline.rows.length, "aria-label": rowWords(row),
    })) option.setAttribute(name, String(value));
    option.textContent = row.name;
    option.dataset.standing = row.standing;
    option.dataset.letter = LETTERS[row.standing] ?? "";
    return option;
  }

  const chosenNumber = () => {
    const { rows } = timeline;
    const exact = rows.findIndex((row) => row.id === store.selected);
    return exact >= 0 ? exact : rows.findIndex((row) => row.tracks.includes(store.selected));
  };

  list.addEventListener("click", (event) => {
    const id = event.target.closest("[data-row]")?.dataset.row;
    if (id) choose(id);
  });

  function choose(id) {
    store.select(id);
    const row = timeline.rows.find((each) => each.id === id);
    const isHere = row?.spans.some((span) => span.from <= player.time && player.time <= span.to);
    if (row && !isHere) player.seek(row.first);
  }

  list.addEventListener("keydown", (event) => {
    const { rows } = timeline;
    const now = chosenNumber();
    const page = Math.max(1, Math.floor(list.clientHeight / HEIGHT) - 1);
    const next = {
      ArrowDown: now + 1, ArrowUp: now < 0 ? rows.length - 1 : now - 1, PageDown: now + page, PageUp: now - page, Home: 0, End: rows.length - 1,
    }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
    if (next !== undefined) {
      event.preventDefault();
      store.select(rows[Math.min(Math.max(0, next), rows.length - 1)].id);
    } else if (now >= 0 && (event.key === "Enter" || event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      toSpan(rows[now], event.key);
    }
  });

  /** To where it is first seen (Enter), seen again (right), or was seen before (left). */
  function toSpan(row, key) {
    const starts = row.spans.map((span) => span.from).sort((one, other) => one - other);
    const wanted = key === "Enter" ? starts[0]
      : key === "ArrowRight" ? starts.find((each) => each > player.time + 1e-3)
        : starts.findLast((each) => each < player.time - 1e-3);
    if (wanted !== undefined) player.seek(wanted);
  }

  list.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || !event.deltaY) return;
    scroller.scrollTop += event.deltaY;
    event.preventDefault();
  }, { passive: false });

  return { paint };
}
