// Marks: this frame must go back, why, and where in it.
import { EDGES } from "./where.js";

/** @param {HTMLElement} root @param {{shown: object, player: object, send: Function, redraw: () => void}} context */
export function marking(root, { shown, player, send, redraw }) {
  const form = root.querySelector("[data-mark-form]");
  const words = form.querySelector("[data-mark-words]");
  const error = form.querySelector("[data-mark-error]");
  const fields = EDGES.map((name) => form.querySelector(`[data-edge="${name}"]`));

  function draft([left, top, right, bottom]) {
    [left, top, right - left, bottom - top].forEach((value, number) => { fields[number].value = value; });
    form.querySelector("details").open = true;
    redraw();
  }

  /** The box of the fields; null where all are empty, undefined where they are no box. */
  function box() {
    const written = fields.map(({ value }) => value.trim());
    if (written.every((value) => !value)) return null;
    const [left, top, width, height] = written.map((value) => (value ? Number(value) : Number.NaN));
    return width > 0 && height > 0 && left + top >= 0 ? [left, top, left + width, top + height] : undefined;
  }

  async function submitted(event) {
    event.preventDefault();
    const where = box();
    if (where === undefined) return wrong("Give all four numbers in pixels, or none.", fields[0]);
    if (!words.value.trim()) return wrong("Say what is wrong here, so that it can be put right.", words);
    wrong("", null);
    if (!(await send("remark", { seconds: player.shown, words: words.value, box: where }))) return undefined;
    form.reset();
    redraw();
    return words.focus();
  }

  function wrong(sentence, field) {
    error.textContent = sentence;
    error.hidden = !sentence;
    form.querySelector("[data-mark-group]").classList.toggle("govuk-form-group--error", Boolean(sentence));
    field?.focus();
  }

  const remarkOf = (button) => shown.remarks.find(({ number }) => number === Number(button.dataset.number));
  const isHere = ({ seconds }) => player.frameAt(seconds) === player.frameAt(player.shown);

  const commands = {
    mark() {
      player.pause();
      words.focus();
    },
    unmark: (button) => send("unremark", { number: Number(button.dataset.number) }),
    go_to_mark(button) {
      player.pause();
      player.seek(remarkOf(button).seconds);
    },
  };

  /** What is to be outlined: the marks in this frame, and the box at hand. */
  function boxes() {
    const drafted = box();
    const marked = shown.remarks.filter((each) => each.box && isHere(each)).map((each) => ({ box: each.box, kind: "remark" }));
    return drafted ? [...marked, { box: drafted, kind: "draft" }] : marked;
  }

  form.addEventListener("submit", submitted);
  form.addEventListener("input", redraw);
  return { commands, boxes, draft };
}
