// How the height is shared between the picture and the timeline: by pointer, by arrow keys, and remembered.

const REMEMBERED = "studio timeline";
const [LEAST, MOST, STEP] = [22, 70, 4]; // of a hundred

/** @param {HTMLElement} root */
export function sharing(root) {
  const bar = root.querySelector("[data-share]");
  if (!bar) return;

  function share(percent) {
    const kept = Math.round(Math.min(MOST, Math.max(LEAST, percent)));
    root.style.setProperty("--studio-timeline", `${kept}%`);
    bar.setAttribute("aria-valuenow", String(kept));
    localStorage.setItem(REMEMBERED, String(kept));
  }

  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const place = root.getBoundingClientRect();
    share((100 * (place.bottom - event.clientY)) / place.height);
  });
  bar.addEventListener("keydown", (event) => {
    const now = Number(bar.getAttribute("aria-valuenow"));
    const wanted = { ArrowUp: now + STEP, ArrowDown: now - STEP, Home: LEAST, End: MOST }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    share(wanted);
  });
  const remembered = Number(localStorage.getItem(REMEMBERED));
  if (remembered) share(remembered);
}
