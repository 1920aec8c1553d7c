// Single frames of the original: while no copy to play is there, and to look closer once at rest.

import { addressOf } from "./addressing.js";

const SOON = 120; // milliseconds in which the film should show a frame, before it is asked for by itself
const REST = 500; // milliseconds at rest before the original's own frame is fetched

/** @param {HTMLElement} root @param {{shows: (seconds: number) => void}} heard */
export function createStills(root, store, { shows }) {
  const image = root.querySelector("[data-still]");
  const isPicture = root.dataset.kind === "picture";
  let timer = 0;
  let wanted = null;
  let isFetching = false;

  /** A picture is one still for good; footage begins with its first frame. */
  function first() {
    if (isPicture) show(root.dataset.picture, 0);
    else wantIfMissing(0, () => false);
  }

  function show(address, seconds) {
    image.addEventListener("load", () => {
      image.hidden = false;
      shows(seconds, "still");
    }, { once: true });
    image.src = address;
  }

  /** Show the frame of that moment by itself, unless the film has it soon. */
  function wantIfMissing(seconds, isThere) {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!isThere()) fetchFrame(seconds); }, image.src ? SOON : 0);
  }

  /** At rest, put the original's frame over the smaller copy's. */
  function sharpen(seconds) {
    const video = root.querySelector("[data-film]");
    if (!store.state || video.videoWidth >= store.state.picture.width) return;
    clearTimeout(timer);
    timer = setTimeout(() => fetchFrame(seconds), REST);
  }

  async function fetchFrame(seconds) {
    wanted = seconds;
    if (isFetching) return;
    isFetching = true;
    while (wanted !== null) {
      const moment = wanted;
      const shown = await decoded(addressOf(root, "frame", "", { at: moment }));
      if (wanted !== moment) continue;
      wanted = null;
      if (shown) {
        image.src = shown.src;
        image.hidden = false;
        shows(moment, "still");
      }
    }
    isFetching = false;
  }

  async function decoded(address) {
    const picture = new Image();
    picture.src = address;
    return picture.decode().then(() => picture, () => null);
  }

  function hide() {
    clearTimeout(timer);
    wanted = null;
    if (!isPicture) image.hidden = true;
  }

  return { first, wantIfMissing, sharpen, hide };
}
