// Markup written as text and laid over what is shown: whatever is the same stays the same element, with its focus.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that is markup already. */
class Markup {
  constructor(text) {
    this.text = text;
  }
}

/** Markup from a template; everything put in is escaped, except markup, lists of it, and nothing (false, null).
 * As a whole attribute false is the word. */
export function html(strings, ...values) {
  const words = values.map((value, index) => written(value === false && strings[index].endsWith('="') ? "false" : value));
  return new Markup(String.raw({ raw: strings }, ...words));
}

function written(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(written).join("");
  if (value === false || value === null || value === undefined) return "";
  return String(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

/** Draws at the next frame, once however often it is asked. @param {() => void} show @returns {() => void} */
export function soon(show) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      show();
    });
  };
}

/** The number of what is left to do in a panel, on its tab; none for nothing. @param {HTMLElement} panel @param {number} left */
export function count(panel, left) {
  const tab = document.querySelector(`[data-count="${panel.dataset.panel}"]`);
  if (tab) tab.textContent = left ? String(left) : "";
}

/** Show this in the element, and nothing else. @param {Element} element @param {Markup} markup */
export function draw(element, markup) {
  const refocus = keepingFocus(element);
  const template = document.createElement("template");
  template.innerHTML = markup.text;
  patchChildren(element, template.content);
  refocus();
}

/**
 * A list of which only those items are drawn that have changed: drawn again where `sign` differs.
 * @param {Element} list @param {{id: string, sign: string, markup: () => Markup}[]} items  each draws one element of that id
 */
export function drawList(list, items) {
  const signs = (list.signs ??= new Map());
  const refocus = keepingFocus(list);
  const wanted = new Set(items.map(({ id }) => id));
  for (const child of [...list.children]) if (!wanted.has(child.id)) child.remove();
  let after = list.firstElementChild;
  for (const { id, sign, markup } of items) {
    const shown = document.getElementById(id) ?? list.insertBefore(made(markup()), after);
    if (signs.get(id) !== sign && signs.has(id)) patch(shown, made(markup()));
    signs.set(id, sign);
    if (shown === after) after = after.nextElementSibling;
    else list.insertBefore(shown, after);
  }
  for (const id of signs.keys()) if (!wanted.has(id)) signs.delete(id);
  refocus();
}

/** After drawing: a focused part that was moved has it again; where a focused button is gone, the next one like it, or else the panel. */
function keepingFocus(element) {
  const focused = document.activeElement;
  const isButton = element.contains(focused) && focused.matches("button");
  const alike = () => [...element.querySelectorAll("button:enabled")].filter((each) => namesOf(each) === namesOf(focused));
  const place = isButton ? alike().indexOf(focused) : -1;
  return () => {
    if (focused?.isConnected && !focused.disabled) {
      if (focused !== document.activeElement) focused.focus({ preventScroll: true });
    } else if (isButton) {
      const left = alike();
      (left[Math.min(place, left.length - 1)] ?? element.closest("[data-panel]"))?.focus({ preventScroll: true });
    }
  };
}

/** What a button does, whatever it does it to. */
const namesOf = ({ dataset }) => `${Object.keys(dataset)} ${dataset.does ?? ""}`;

function made(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup.text.trim();
  return template.content.firstElementChild;
}

/** @param {Element} shown  where it is `data-still`, it is somebody else's to fill @param {Element} wanted  of the same name */
function patch(shown, wanted) {
  if ("still" in shown.dataset) return;
  patchAttributes(shown, wanted);
  patchChildren(shown, wanted);
}

function patchAttributes(shown, wanted) {
  for (const { name } of [...shown.attributes]) {
    // What somebody has unfolded stays unfolded, what somebody has written stays written.
    if (!wanted.hasAttribute(name) && name !== "open") set(shown, name, null);
  }
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) set(shown, name, value);
  }
  if (shown.matches("input[type=checkbox], input[type=radio]")) shown.checked = wanted.hasAttribute("checked");
}

function set(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
  if (name === "value" && "value" in element) element.value = value ?? "";
  if (name === "selected") element.selected = value !== null;
}

/** @param {Node} shown @param {Node} wanted */
function patchChildren(shown, wanted) {
  const ids = new Set([...wanted.children].map(({ id }) => id).filter(Boolean));
  for (const child of [...shown.children]) if (child.id && !ids.has(child.id)) child.remove();
  let next = shown.firstChild;
  for (const child of [...wanted.childNodes]) {
    const match = matching(shown, next, child);
    if (!match) {
      shown.insertBefore(child, next);
    } else {
      if (match === next) next = next.nextSibling;
      else shown.insertBefore(match, next);
      if (match.nodeType === Node.ELEMENT_NODE) patch(match, child);
      else if (match.data !== child.data) match.data = child.data;
    }
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

/** What is shown already of a child: by its id, or the next of the same name that has none. */
function matching(shown, next, child) {
  if (child.id) return [...shown.children].find(({ id, localName }) => id === child.id && localName === child.localName);
  if (!next || next.id || next.nodeName !== child.nodeName) return null;
  return next;
}
