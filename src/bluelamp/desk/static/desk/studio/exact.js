// Exactly what goes out: the frame shown, covered by the rendering itself.

import { addressOf } from "./addressing.js";

const PAUSE = 80; // milliseconds that a frame stays before it is asked for

/** @param {HTMLElement} root */
export function createExact(root, { store, player }) {
  const image = root.querySelector("[data-exact]");
  const notice = root.querySelector("[data-notice]");
  let isOn = false;
  let timer = 0;
  let asked = "";

  function toggle() {
    isOn = !isOn;
    root.querySelector('[data-does="exact"]')?.setAttribute("aria-pressed", String(isOn));
    root.toggleAttribute("data-is-exact", isOn);
    if (isOn) player.pause();
    else image.hidden = true;
    note("");
    look();
  }

  function look() {
    clearTimeout(timer);
    if (isOn && store.state && !player.playing) timer = setTimeout(fetchFrame, PAUSE);
  }

  async function fetchFrame() {
    const address = addressOf(root, "preview", "", { at: player.shown, number: store.state.number });
    if (address === asked && !image.hidden) return;
    asked = address;
    note("Covering this frame as it will go out…");
    const picture = new Image();
    picture.src = address;
    const isThere = await picture.decode().then(() => true, () => false);
    if (!isOn || asked !== address) return;
    if (isThere) image.src = address;
    image.hidden = !isThere;
    note(isThere ? "" : "This frame cannot be shown as it goes out. Move on, or try again.");
    store.say(isThere ? "This is exactly what goes out." : "");
  }

  function note(words) {
    notice.textContent = words;
    notice.hidden = !words;
  }

  player.on((what) => {
    if (!isOn || (what !== "shown" && what !== "playing")) return;
    if (player.playing) image.hidden = true;
    look();
  });
  store.on((what) => { if (isOn && what === "state") look(); });
  return { toggle, isOn: () => isOn };
}
