// One question to the desk and its answer, told apart by what it means for whoever asked.

const PATIENCE = 30_000; // milliseconds
const AWAY = new Set([429, 502, 503, 504]);

/** @typedef {{kind: "answered" | "unchanged" | "conflict" | "refused" | "signed_out" | "lost",
 *   body: object, etag: string, error: string}} Answer */

/**
 * @param {string} address
 * @param {{csrf: string, body?: object, etag?: string, isAttended?: boolean}} question  a body is posted as JSON;
 *   what nobody asked for keeps no session open
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
  if (answer.status === 409) return "conflict";
  return answer.ok && (isJson || answer.status === 204) ? "answered" : "refused";
}
