// The second person's check: original and finished film in step, what is to be looked at, and the marks.
import { createAsking } from "./asking.js";
import { CHECK_KEYS } from "./check_keys.js";
import { drawMoments, drawNow, drawRemarks } from "./check_list.js";
import { marking } from "./check_marks.js";
import { createPanes } from "./check_panes.js";
import { transport } from "./check_transport.js";
import { draw, html } from "./draw.js";
import { createFinished } from "./finished.js";
import { lettersOn } from "./help.js";
import { listen, nameKeys, shown as keyShown } from "./keys.js";
import { createPlayer } from "./player.js";

const SAME = 0.004; // seconds within which two clocks tell the same frame

function start(root) {
  const shown = JSON.parse(document.getElementById("check-shown").textContent);
  const { kind, mayCheck } = root.dataset;
  const may = { mayCheck: mayCheck === "true", kind };
  const store = still(shown, root);
  const player = createPlayer(root, store);
  const ask = createAsking(root);
  const commands = {};
  const at = { held: null, finished: null }; // the time of the frame on each screen
  const finished = createFinished(root, player, (seconds) => appeared("finished", seconds));
  const panes = createPanes(root, shown, (box) => marks?.draft(box));
  const marks = may.mayCheck ? marking(root, { shown, player, send, redraw }) : null;
  let current = "";

  function appeared(which, seconds) {
    const was = isThere();
    at[which] = seconds;
    const field = root.querySelector(`[data-${which}-time]`);
    if (kind === "footage") field.textContent = `${seconds.toFixed(3)} s`;
    root.toggleAttribute("data-in-step", isInStep());
    if (was !== isThere()) redraw();
  }

  /** Both show the same frame. */
  const isInStep = () => at.held !== null && at.finished !== null && Math.abs(at.held - at.finished) < SAME;

  /** Both show the moment at hand, so that it can have been looked at. */
  function isThere() {
    const each = momentOf(current);
    return Boolean(each) && isInStep() && (kind === "picture" || player.frameAt(each.seconds) === player.frameAt(at.held));
  }

  const momentOf = (key) => shown.moments.find((each) => each.key === key);

  function redraw() {
    drawNow(root.querySelector("[data-now]"), shown, current, { ...may, isThere: isThere() });
    drawMoments(root.querySelector("[data-moments]"), shown, current, kind);
    drawRemarks(root.querySelector("[data-remarks]"), shown, may);
    nameKeys(root, CHECK_KEYS);
    const each = momentOf(current);
    panes.outline([
      ...(each?.box ? [{ box: each.box, kind: "moment" }] : []),
      ...(marks?.boxes() ?? []),
    ]);
  }

  function goTo(key) {
    const each = momentOf(key);
    if (!each) return;
    current = key;
    player.pause();
    player.seek(each.seconds);
    if (each.box) panes.centre(each.box);
    redraw();
    keepInSight(document.getElementById(`moment-${key}`));
    store.say(`${each.words}. ${shown.looked.includes(key) ? "Looked at already." : ""}`);
  }

  function beside(steps) {
    const place = shown.moments.findIndex(({ key }) => key === current);
    const wanted = place < 0 ? 0 : (place + steps + shown.moments.length) % shown.moments.length;
    goTo(shown.moments[wanted]?.key);
  }

  /** Count the moment at hand, and go to the next that has not been looked at. */
  async function looked() {
    if (!isThere()) return;
    const key = current;
    if (!(await send("looked", { moment: key }))) return;
    const place = shown.moments.findIndex((each) => each.key === key);
    const ahead = [...shown.moments.slice(place + 1), ...shown.moments.slice(0, place)];
    const next = ahead.find((each) => !shown.looked.includes(each.key));
    if (next) goTo(next.key);
    else store.say("Every moment has been looked at.");
  }

  /** Tell the desk; what it answers is how the check stands. @returns {Promise<boolean>} whether it was done */
  async function send(what, said) {
    const answer = await ask(root.dataset[what], { body: { sha256: shown.sha256, ...said } });
    const isDone = answer.kind === "answered";
    if (isDone) Object.assign(shown, answer.body);
    notice(root, isDone ? "" : answer.error);
    redraw();
    return isDone;
  }

  Object.assign(commands, {
    looked,
    next: () => beside(1),
    previous: () => beside(-1),
    go: (button) => goTo(button.dataset.key),
    zoom_in: () => panes.zoomBy(1),
    zoom_out: () => panes.zoomBy(-1),
    zoom_fit: panes.zoomFit,
    help: help(root, kind),
    ...marks?.commands,
  });
  if (kind === "footage") transport(root, { shown, player, finished, commands });
  player.on((what) => { if (what === "shown") appeared("held", player.shown); });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-does]");
    if (button && !button.disabled) commands[button.dataset.does]?.(button, event);
  });
  listen(root, commands, lettersOn, CHECK_KEYS);
  redraw();
  goTo(shown.moments.find(({ key }) => !shown.looked.includes(key))?.key ?? shown.moments[0]?.key);
  root.dataset.ready = "";
}

/** Scroll the list to one of its buttons, and not the page: the pictures stay where they are. */
function keepInSight(button) {
  const { parentElement: row } = button;
  const list = row.parentElement;
  list.scrollTop = Math.min(row.offsetTop, Math.max(list.scrollTop, row.offsetTop + row.offsetHeight - list.clientHeight));
}

/** What the player asks of a store, of a plan that nobody changes here. */
function still(shown, root) {
  const voice = root.querySelector("[data-voice]");
  return {
    state: { picture: shown, keep_sound: false, sound: { spans: [] } },
    on: () => () => {},
    say: (words) => { voice.textContent = words; },
  };
}

function notice(root, words) {
  const line = root.querySelector("[data-notice]");
  line.textContent = words;
  line.hidden = !words;
}

function help(root, kind) {
  const dialog = root.querySelector("[data-help]");
  const letters = dialog.querySelector("[data-letters]");
  const rows = CHECK_KEYS.filter(({ only }) => !only || only === kind);
  draw(dialog.querySelector("[data-keys]"), html`${rows.map(({ key, words }) => html`<div class="check-keys__row"><dt><kbd>${keyShown(key)}</kbd></dt><dd>${words}</dd></div>`)}`);
  letters.checked = lettersOn();
  letters.addEventListener("change", () => localStorage.setItem("studio letters", letters.checked ? "on" : "off"));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  return () => dialog.showModal();
}

const root = document.getElementById("check");
if (root) start(root);
