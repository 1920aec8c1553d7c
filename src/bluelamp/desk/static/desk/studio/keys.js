// Every shortcut of the studio, in one table: what the help lists, what buttons show, what the keyboard runs.

/** @typedef {{key: string, does: string, words: string, group: string, only?: "footage"}} Shortcut */

/** @type {Shortcut[]} `key` is as KeyboardEvent.key has it, capitals with Shift, “Ctrl+” for Control or Command. */
export const KEYS = [
  { key: "k", does: "play", words: "Play or pause (also the space bar)", group: "Playing", only: "footage" },
  { key: "l", does: "forward", words: "Play forward; again: faster", group: "Playing", only: "footage" },
  { key: "j", does: "backward", words: "Play backward; again: faster", group: "Playing", only: "footage" },
  { key: ".", does: "frame_on", words: "One frame on (also the right arrow)", group: "Playing", only: "footage" },
  { key: ",", does: "frame_back", words: "One frame back (also the left arrow)", group: "Playing", only: "footage" },
  { key: "Shift+ArrowRight", does: "second_on", words: "One second on", group: "Playing", only: "footage" },
  { key: "Shift+ArrowLeft", does: "second_back", words: "One second back", group: "Playing", only: "footage" },
  { key: "Home", does: "start", words: "To the start", group: "Playing", only: "footage" },
  { key: "End", does: "end", words: "To the end", group: "Playing", only: "footage" },
  { key: "t", does: "go_to_time", words: "Type a time to go to", group: "Playing", only: "footage" },
  { key: "y", does: "hears", words: "Hear the sound as it goes out, or all of it", group: "Playing", only: "footage" },

  { key: "v", does: "look", words: "Covers: see-through, solid, or none", group: "Looking" },
  { key: "V", does: "exact", words: "Show exactly what goes out", group: "Looking" },
  { key: "+", does: "zoom_in", words: "Closer", group: "Looking" },
  { key: "-", does: "zoom_out", words: "Further away", group: "Looking" },
  { key: "0", does: "zoom_fit", words: "The whole picture", group: "Looking" },
  { key: "z", does: "zoom_chosen", words: "Close up of the chosen one", group: "Looking" },
  { key: "F", does: "fill", words: "The studio fills the window, or not", group: "Looking" },

  { key: "s", does: "sought", words: "The chosen one is sought", group: "People" },
  { key: "p", does: "permitted", words: "The chosen one is permitted", group: "People" },
  { key: "c", does: "obscured", words: "The chosen one is obscured", group: "People" },
  { key: "n", does: "not_a_person", words: "The chosen one is not a person", group: "People" },
  { key: "N", does: "next_undecided", words: "Next undecided person", group: "People" },
  { key: "a", does: "next_here", words: "Choose another one in this frame", group: "People" },
  { key: "A", does: "previous_here", words: "Choose the one before in this frame", group: "People" },
  { key: "m", does: "merge", words: "Merge: these are the same one", group: "People" },
  { key: "x", does: "split", words: "Split the chosen one here", group: "People", only: "footage" },
  { key: "h", does: "hide_from", words: "Hide the chosen one from here on", group: "People", only: "footage" },
  { key: "e", does: "rename", words: "Rename the chosen one", group: "People" },

  { key: "1", does: "draw_ellipse", words: "Draw an oval; Enter puts one in the middle", group: "Covering" },
  { key: "2", does: "draw_box", words: "Draw a box; Enter puts one in the middle", group: "Covering" },
  { key: "3", does: "draw_polygon", words: "Draw a polygon: click its corners, Enter closes it", group: "Covering" },
  { key: "4", does: "draw_but", words: "Cover everything but an oval", group: "Covering" },
  { key: "5", does: "cover_all", words: "Cover the whole picture over the selected stretch of time", group: "Covering", only: "footage" },
  { key: "r", does: "new_region", words: "A new region by numbers", group: "Covering" },
  { key: "Escape", does: "put_down", words: "Stop drawing; choose nobody", group: "Covering" },
  { key: "Ctrl+Arrows", does: "", words: "On the picture: move the chosen one, with Shift too: resize it (also with Alt)", group: "Covering" },
  { key: "q", does: "key_frame", words: "Set a key frame here, or take it away", group: "Covering", only: "footage" },
  { key: "<", does: "key_before", words: "To the key frame before", group: "Covering", only: "footage" },
  { key: ">", does: "key_after", words: "To the next key frame", group: "Covering", only: "footage" },
  { key: "{", does: "starts_here", words: "The chosen one starts here", group: "Covering", only: "footage" },
  { key: "}", does: "ends_here", words: "The chosen one ends here", group: "Covering", only: "footage" },
  { key: "f", does: "follow_on", words: "Follow the chosen region from here on", group: "Covering", only: "footage" },
  { key: "b", does: "follow_back", words: "Follow the chosen region back from here", group: "Covering", only: "footage" },
  { key: "Delete", does: "remove", words: "Remove the chosen region", group: "Covering" },

  { key: "i", does: "span_from", words: "The stretch of time begins here", group: "Time and sound", only: "footage" },
  { key: "o", does: "span_to", words: "The stretch of time ends here", group: "Time and sound", only: "footage" },
  { key: "I", does: "span_none", words: "No stretch of time", group: "Time and sound", only: "footage" },
  { key: "P", does: "span_play", words: "Play the stretch of time", group: "Time and sound", only: "footage" },
  { key: "u", does: "span_mute", words: "Silence over the stretch of time", group: "Time and sound", only: "footage" },
  { key: "U", does: "span_tone", words: "A tone over the stretch of time", group: "Time and sound", only: "footage" },
  { key: "=", does: "time_in", words: "Timeline closer", group: "Time and sound", only: "footage" },
  { key: "_", does: "time_out", words: "Timeline further away", group: "Time and sound", only: "footage" },

  { key: "d", does: "next_doubt", words: "Next doubt (also ])", group: "Doubts" },
  { key: "D", does: "previous_doubt", words: "Previous doubt (also [)", group: "Doubts" },
  { key: "w", does: "settle", words: "Settle this doubt with a reason", group: "Doubts" },

  { key: "Ctrl+z", does: "undo", words: "Undo", group: "The work" },
  { key: "Ctrl+Z", does: "redo", words: "Redo", group: "The work" },
  { key: "Alt+1", does: "panel_people", words: "People", group: "The work" },
  { key: "Alt+2", does: "panel_doubts", words: "To do", group: "The work" },
  { key: "Alt+3", does: "panel_sound", words: "Sound", group: "The work", only: "footage" },
  { key: "Alt+4", does: "panel_history", words: "Versions", group: "The work" },
  { key: "Alt+5", does: "panel_finish", words: "Finish", group: "The work" },
  { key: "?", does: "help", words: "All shortcuts", group: "The work" },
];

const ALSO = { " ": "k", ArrowRight: ".", ArrowLeft: ",", "]": "d", "[": "D", Backspace: "Delete", "Ctrl+y": "Ctrl+Z" };
const TYPED_IN = "input:not([type=radio], [type=checkbox], [type=range], [type=button]), textarea, select";
const PRESSED = "button, a[href], summary, input, [role=tab]"; // the space bar is theirs
const WALKED = "input, [role=tab], [role=listbox], [role=slider], [role=separator]"; // arrows are theirs

/** The key pressed, as the table writes it. @param {KeyboardEvent} event */
function keyOf(event) {
  const { key } = event;
  if (event.altKey) return /^Digit\d$/.test(event.code) ? `Alt+${event.code.slice(5)}` : "";
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.shiftKey ? key.toUpperCase() : key.toLowerCase()}`;
  return event.shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;
}

/** What a key does on a page of this kind; nothing where it does nothing. @param {string} key @param {string} kind @param {Shortcut[]} keys */
function doneBy(key, kind, keys = KEYS) {
  const row = keys.find((each) => each.key === (ALSO[key] ?? key) && (!each.only || each.only === kind));
  return row?.does ?? "";
}

/** Run the commands by their keys; letters rest while somebody types or has switched them off.
 * @param {HTMLElement} root @param {Record<string, Function>} commands @param {() => boolean} lettersOn @param {Shortcut[]} keys */
export function listen(root, commands, lettersOn, keys = KEYS) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const elsewhere = event.target !== document.body && !root.contains(event.target);
    const key = keyOf(event);
    const isLetter = key.length === 1 && key !== " ";
    const isTyped = !key.startsWith("Alt+") && event.target.closest(TYPED_IN);
    if (elsewhere || isTyped || (isLetter && !lettersOn())) return;
    if (key === " " && event.target.closest(PRESSED)) return;
    if (/Arrow|Home|End/.test(key) && event.target.closest(WALKED)) return;
    const command = commands[doneBy(key, root.dataset.kind, keys)];
    if (!command) return;
    event.preventDefault();
    command(null, event);
  });
}

/** Give each button its shortcut, to be seen on pointing and heard. @param {HTMLElement} root @param {Shortcut[]} keys */
export function nameKeys(root, keys = KEYS) {
  for (const button of root.querySelectorAll("[data-does]:not([aria-keyshortcuts])")) {
    const row = keys.find((each) => each.does === button.dataset.does);
    if (!row) continue;
    button.title ||= `${button.getAttribute("aria-label") ?? row.words} (${shown(row.key)})`;
    button.setAttribute("aria-keyshortcuts", spoken(row.key));
  }
}

/** A key as people read it. @param {string} key */
export function shown(key) {
  const upper = /^(?:Ctrl\+)?[A-Z]$/.test(key);
  const plain = upper ? key.replace(/([A-Z])$/, "Shift+$1") : key.replace(/^([a-z])$/, (letter) => letter.toUpperCase());
  return plain.replace("ArrowLeft", "←").replace("ArrowRight", "→").replace(/\+(\w)$/, (_, letter) => `+${letter.toUpperCase()}`);
}

function spoken(key) {
  const named = { "+": "Plus", " ": "Space" }[key] ?? key;
  return named.replace("Ctrl+", "Control+").replace(/(^|\+)([A-Z])$/, "$1Shift+$2");
}
