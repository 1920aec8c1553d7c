// Asks again and again while the page is seen: soon after an answer, ever later without one.

const EVERY = 3000; // milliseconds
const LATEST = 30_000;

/**
 * @param {() => Promise<boolean>} asked  true where the desk has answered
 * @returns {{now: () => void}} to ask at once
 */
export function poll(asked) {
  let pause = EVERY;
  let timer = 0;
  let isAsking = false;

  async function now() {
    clearTimeout(timer);
    if (isAsking || document.hidden) return;
    isAsking = true;
    pause = (await asked()) ? EVERY : Math.min(2 * pause, LATEST);
    isAsking = false;
    timer = setTimeout(now, pause);
  }

  document.addEventListener("visibilitychange", now);
  window.addEventListener("online", now);
  timer = setTimeout(now, EVERY);
  return { now };
}
