// Questions to the desk and their answers, told apart by what they mean for whoever asked.

const PATIENCE = 30_000; // milliseconds
const AWAY = new Set([429, 502, 503, 504]);

/** @typedef {{csrf: string, body?: object, etag?: string, isAttended?: boolean}} Question  a body is posted as JSON;
 *   what nobody asked for keeps no session open */

/** @typedef {{kind: "answered" | "unchanged" | "conflict" | "refused" | "signed_out" | "stale" | "lost",
 *   body: object, etag: string, error: string}} Answer */

/**
 * How a page of the studio asks, with its token; whoever has signed in again has another, which the page tells.
 * @param {HTMLElement} root  its dataset carries the token and the officer's name
 * @returns {(address: string, question?: Omit<Question, "csrf">) => Promise<Answer>}
 */
export function createAsking(root) {
  const { me } = root.dataset;
  let { csrf } = root.dataset;

  async function asked(address, question = {}) {
    const answer = await ask(address, { csrf, ...question });
    if (answer.kind !== "stale" || !question.body) return answer;
    const page = await opened();
    if (page?.me !== me) return { ...answer, kind: "signed_out" };
    csrf = page.csrf;
    return ask(address, { csrf, ...question });
  }

  /** What this page would be given now; nothing where nobody is signed in. */
  async function opened() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(root.id)?.dataset;
    } catch {
      return null;
    }
  }

  return asked;
}

/**
 * @param {string} address @param {Question} question
 * @returns {Promise<Answer>} never rejected: without a connection the answer is “lost”
 */
export async function ask(address, { csrf, body, etag, isAttended = true }) {
  const headers = { Accept: "application/json" };
  if (!isAttended) headers["X-Unattended"] = "1";
  if (etag) headers["If-None-Match"] = etag;
  if (body) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": csrf });
  const method = body ? "POST" : "GET";
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(address, { method, headers, signal, body: body && JSON.stringify(body), cache: "no-store" });
    return await read(answer);
  } catch {
    return { kind: "lost", body: {}, etag: "", error: "The desk does not answer." };
  }
}

/** @param {Response} answer @returns {Promise<Answer>} */
async function read(answer) {
  const etag = answer.headers.get("ETag") ?? "";
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const body = isJson ? await answer.json() : {};
  const kind = kindOf(answer, isJson);
  const said = [body.error, body.what_next].filter(Boolean).join(" ");
  const error = said || (kind === "signed_out" ? "You are signed out." : REFUSED[answer.status] ?? "The desk could not do this.");
  return { kind, body, etag, error };
}

const REFUSED = {
  403: "You may not do this here.",
  404: "There is no such thing at the desk.",
};

/** @param {Response} answer @param {boolean} isJson @returns {Answer["kind"]} */
function kindOf(answer, isJson) {
  if (AWAY.has(answer.status)) return "lost";
  if (answer.status === 304) return "unchanged";
  if (answer.redirected || answer.status === 401) return "signed_out";
  if (answer.status === 403 && !isJson) return "stale"; // the token's refusal is a page
  if (answer.status === 409) return "conflict";
  return answer.ok && (isJson || answer.status === 204) ? "answered" : "refused";
}
