// The controls beneath the picture: playing, the moment in numbers, speed, and what is heard.
import { clock, readClock, ROUNDING } from "./clock.js";

/** @param {HTMLElement} root */
export function transport(root, { store, player, commands }) {
  const time = root.querySelector("[data-time]");
  const rate = root.querySelector("[data-rate]");
  const play = root.querySelector('[data-does="play"]');
  const hears = root.querySelector('[data-does="hears"]');
  const progress = root.querySelector("[data-progress]");
  if (!time) return;

  Object.assign(commands, {
    play: () => player.toggle(),
    forward: () => player.forward(),
    backward: () => player.back(),
    frame_on: () => player.step(1),
    frame_back: () => player.step(-1),
    second_on: () => player.seek(player.time + 1),
    second_back: () => player.seek(player.time - 1),
    start: () => player.seek(0),
    end: () => player.seek(player.duration),
    go_to_time: () => { time.focus(); time.select(); },
    hears: () => {
      player.hear(player.hears === "all" ? "released" : "all");
      store.say(player.hears === "all" ? "All of the sound is heard." : "The sound is heard as it goes out.");
    },
  });

  time.addEventListener("change", () => {
    const seconds = readClock(time.value);
    if (seconds === null) store.say(`“${time.value}” is no time. Write it as 1:02.5, or in seconds.`);
    else player.seek(seconds + ROUNDING);
    show();
  });
  time.addEventListener("keydown", (event) => {
    if (event.key === "Enter") time.blur();
  });
  rate.addEventListener("change", () => player.setRate(Number(rate.value)));

  function show() {
    if (document.activeElement !== time) time.value = clock(player.time, 3);
    root.querySelector("[data-duration]").textContent = clock(player.duration);
    const number = player.frameNumber();
    root.querySelector("[data-frame-number]").textContent = number === null ? "" : `frame ${number + 1}`;
  }

  /** How far the copy to play is, while the frame wanted is not in it. */
  function showProgress() {
    const words = player.isReady() ? "" : inWords(player.manifest);
    progress.textContent = words;
    progress.hidden = !words;
  }

  player.on((what) => {
    if (what !== "shown") showProgress();
    if (what === "time" || what === "shown" || what === "manifest") show();
    if (what === "playing") {
      play.setAttribute("aria-label", player.playing ? "Pause" : "Play");
      play.querySelector("use").setAttribute("href", player.playing ? "#i-pause" : "#i-play");
      root.dataset.playing = String(player.playing);
    }
    if (what === "rate") rate.value = String(player.rate);
    if (what === "sound") {
      hears.setAttribute("aria-pressed", String(player.hears === "released"));
      hears.setAttribute("aria-label", player.hears === "released" ? "Sound as it goes out" : "All of the sound");
    }
  });
  store.on((what) => { if (what === "state") show(); });
}

function inWords(manifest) {
  const { state, done = 0, total = 0, error } = manifest?.state ?? {};
  if (state === "failed") return `The footage cannot be made ready to play: ${error} Single frames are shown.`;
  const share = total ? ` (${Math.floor((100 * done) / total)}%)` : "";
  return manifest ? `This part is being made ready to play${share}. Single frames are shown until it is.` : "";
}
