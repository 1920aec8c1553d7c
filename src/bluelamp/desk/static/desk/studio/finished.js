// The finished film in step with the original: the same frame at rest, and together while it plays.
import { within } from "./reel.js";

const APART = 0.2; // seconds after which playing on would not bring them together soon
const CLOSE = 0.03;

/**
 * @param {HTMLElement} root  with `[data-finished-film]` and above it `[data-finished-still]`
 * @param {ReturnType<import("./player.js").createPlayer>} player of the original
 * @param {(seconds: number) => void} shows told of the time of each frame that is on the screen
 */
export function createFinished(root, player, shows) {
  const video = root.querySelector("[data-finished-film]");
  const still = root.querySelector("[data-finished-still]");
  const { finished: address, finishedFrame, opening } = root.dataset;
  const finished = { hear };
  let wanted = null;
  let asked = null; // the moment that the film was last sent to
  let isSeeking = false;

  function picture() {
    still.addEventListener("load", () => { still.hidden = false; shows(0); }, { once: true });
    still.src = address;
  }

  /** At rest: the frame of the same moment. */
  function seek(seconds) {
    if (video.error) return showFrame(seconds);
    wanted = seconds;
    if (isSeeking || video.readyState === 0) return;
    isSeeking = true;
    asked = wanted;
    video.currentTime = within({ time: wanted, next: player.frameEnd(wanted) });
  }

  function sought() {
    isSeeking = false;
    if (asked !== wanted) seek(wanted);
  }

  function showFrame(seconds) {
    still.addEventListener("load", () => { still.hidden = false; shows(seconds); }, { once: true });
    still.src = `${finishedFrame}?${new URLSearchParams({ at: seconds, opening })}`;
  }

  /** While it plays: a little faster or slower until both are together again. */
  function follow() {
    const ahead = video.currentTime - player.time;
    if (Math.abs(ahead) > APART) video.currentTime = player.time;
    video.playbackRate = player.rate * (Math.abs(ahead) < CLOSE ? 1 : 1 - Math.sign(ahead) * 0.1);
  }

  function heed(what) {
    if (what === "playing" && player.playing && !video.error) {
      video.currentTime = player.time;
      video.play().catch(() => {});
    } else if (what === "playing") {
      video.pause();
      seek(player.time);
    } else if (what === "time") {
      if (video.paused) seek(player.time);
      else follow();
    }
  }

  function painted(_now, frame) {
    shows(frame.mediaTime);
    video.requestVideoFrameCallback(painted);
  }

  /** Hear this film, or not. @param {boolean} isHeard */
  function hear(isHeard) {
    if (video) video.muted = !isHeard;
  }

  if (video) {
    video.addEventListener("seeked", sought);
    video.addEventListener("loadedmetadata", () => seek(player.time));
    video.addEventListener("error", () => showFrame(player.time));
    video.requestVideoFrameCallback(painted);
    player.on(heed);
    video.src = `${address}?${new URLSearchParams({ opening })}`;
  } else {
    picture();
  }
  return finished;
}
