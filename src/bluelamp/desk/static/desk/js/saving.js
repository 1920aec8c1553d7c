// Every change is posted as the form itself would be, and the parts of the page that the desk answers with take the
// place of those shown. The server's page stays the truth: where it has no such parts, the form is sent plainly.
import { chosen, markOf, pointAt, showHandles } from "./marks.js";

const PARTS = ["news", "outcome", "marks", "undo", "people", "finish"];

/**
 * @param {HTMLFormElement} form
 * @param {{say: (words: string) => void, isBusy: () => boolean, shown: () => void}} page
 */
export function saving(form, page) {
  let isSending = false;
  /** @type {string[]} */
  const waiting = [];
  // Enter in a field both changes it and sends the form: the same marks are not sent twice.
  let saved = "";

  /** Send the form as the button of that value would. @param {string} act */
  function send(act) {
    if (waiting.at(-1) !== act || act !== "save") waiting.push(act);
    if (!isSending) next();
  }

  async function next() {
    const act = waiting.shift();
    if (act === undefined) return;
    const marks = said(form);
    if (act === "save" && marks === saved) {
      next();
      return;
    }
    saved = act === "save" ? marks : "";
    isSending = true;
    page.say("Saving…");
    const answer = await post(act);
    isSending = false;
    if (answer === null) {
      waiting.length = 0;
      saved = "";
      page.say("Not saved: the desk does not answer. Your marks are still here; change one to try again.");
      return;
    }
    const parsed = new DOMParser().parseFromString(answer, "text/html");
    if (!parsed.getElementById("marking")) {
      plainly(act);
      return;
    }
    take(parsed);
    next();
  }

  async function post(act) {
    const body = new URLSearchParams(new FormData(form));
    body.set("act", act);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
      return await answer.text();
    } catch {
      return null;
    }
  }

  /** @param {Document} parsed */
  function take(parsed) {
    form.elements.number.value = parsed.getElementById("number").value;
    page.say(parsed.querySelector(".govuk-notification-banner__heading")?.textContent.trim() ?? "Not saved");
    // What the person has begun since stays as it is, and is saved next.
    if (waiting.length || page.isBusy()) return;
    swap(parsed);
    page.shown();
  }

  function plainly(act) {
    const pressed = document.createElement("input");
    Object.assign(pressed, { type: "hidden", name: "act", value: act });
    form.append(pressed);
    form.submit();
  }

  return { send, isIdle: () => !isSending && waiting.length === 0 };
}

/** What the form says, whichever version it was made from. @param {HTMLFormElement} form */
function said(form) {
  const marks = new URLSearchParams(new FormData(form));
  marks.delete("number");
  return marks.toString();
}

/** Put the parts of the answer in the page; focus, scrolling and what was unfolded stay. @param {Document} parsed */
function swap(parsed) {
  const code = chosen();
  const focused = document.activeElement?.id;
  const picture = document.getElementById("picture");
  const top = picture.getBoundingClientRect().top;
  const scrolled = document.getElementById("people").scrollTop;
  const open = [...document.querySelectorAll("details[open][data-keep-open]")].map((one) => one.dataset.keepOpen);
  for (const part of PARTS) {
    document.getElementById(part).replaceWith(document.adoptNode(parsed.getElementById(part)));
  }
  for (const one of document.querySelectorAll("details[data-keep-open]")) {
    one.open ||= open.includes(one.dataset.keepOpen);
  }
  document.getElementById("people").scrollTop = scrolled;
  window.scrollBy(0, picture.getBoundingClientRect().top - top);
  if (code && markOf(code)) {
    pointAt(code);
    showHandles(code);
  }
  const wrong = document.getElementById("news").firstElementChild;
  if (wrong) {
    wrong.tabIndex = -1;
    wrong.focus();
  } else if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
