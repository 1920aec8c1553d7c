// Edits in the order they were made. Each is sent until the desk has answered it; what waits survives a reload.

const PAUSES = [1000, 2000, 4000, 8000, 15000]; // milliseconds before an edit is sent again

/** @typedef {{key: string, act: string, args: object, number: number | null, done?: (answer: object) => void}} Edit
 * `key` is the edit's own: the desk does an edit of one key once, however often it is sent.
 * `number` is the version on which it was made. */

/**
 * @param {{name: string, number: () => number, send: (edit: Edit) => Promise<import("./asking.js").Answer>,
 *   answered: (state: object) => void, changed: (what: "edits" | "lost" | "signed_out" | "back" | "conflict") => void}} desk
 *   `name` is the name under which edits that wait are kept in this tab
 */
export function createQueue({ name, number, send, answered, changed }) {
  /** @type {Edit[]} */
  const edits = kept(name);
  /** @type {{error: string, edits: Edit[]} | null} */
  let conflict = null;
  /** @type {(() => void)[]} */
  const awaiting = [];
  let isSending = false;
  let failures = 0;
  let timer = 0;

  function add(act, args) {
    return new Promise((done) => {
      edits.push({ key: crypto.randomUUID(), act, args, number: edits.length ? null : number(), done });
      keep();
      changed("edits");
      sendNext();
    });
  }

  async function sendNext() {
    if (isSending || !edits.length) return;
    clearTimeout(timer);
    isSending = true;
    const [edit] = edits;
    edit.number ??= number();
    keep();
    const answer = await send(edit);
    isSending = false;
    if (answer.kind === "lost" || answer.kind === "signed_out") waitAndTry(answer);
    else take(edit, answer);
  }

  function waitAndTry({ kind }) {
    timer = setTimeout(sendNext, PAUSES[Math.min(failures, PAUSES.length - 1)]);
    failures += 1;
    changed(kind);
  }

  function take(edit, { kind, body, error }) {
    const wasLost = failures > 0;
    failures = 0;
    if (kind === "conflict") setAside(error);
    else edits.shift();
    keep();
    if (body.state) answered(body.state);
    if (kind === "conflict") changed("conflict");
    else edit.done?.({ ok: kind === "answered", error: kind === "answered" ? "" : error, field: body.field ?? "" });
    changed(wasLost ? "back" : "edits");
    if (!edits.length) awaiting.splice(0).forEach((done) => done());
    sendNext();
  }

  // What was made after the refused edit was made without knowing of the change either.
  function setAside(error) {
    conflict = { error, edits: [...(conflict?.edits ?? []), ...edits.splice(0)] };
  }

  /** Resolves once no edit waits any more, saved or set aside. @returns {Promise<void>} */
  function emptied() {
    return edits.length ? new Promise((done) => { awaiting.push(done); }) : Promise.resolve();
  }

  /** Do once more, on the newest version, what was set aside. */
  function again() {
    if (!conflict) return;
    edits.push(...conflict.edits.map((edit) => ({ ...edit, key: crypto.randomUUID(), number: null })));
    conflict = null;
    keep();
    changed("edits");
    sendNext();
  }

  /** Forget what was set aside. */
  function leave() {
    if (!conflict) return;
    for (const edit of conflict.edits) edit.done?.({ ok: false, error: conflict.error, field: "" });
    conflict = null;
    keep();
    changed("edits");
  }

  function keep() {
    const all = [...(conflict?.edits ?? []), ...edits].map(({ key, act, args, number: made }) => ({ key, act, args, number: made }));
    if (all.length) sessionStorage.setItem(name, JSON.stringify(all));
    else sessionStorage.removeItem(name);
  }

  return {
    get edits() { return edits; },
    get conflict() { return conflict; },
    get isIdle() { return !isSending && edits.length === 0; },
    add, sendNext, emptied, again, leave,
  };
}

/** @param {string} name @returns {Edit[]} */
function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "[]");
  } catch {
    return [];
  }
}
