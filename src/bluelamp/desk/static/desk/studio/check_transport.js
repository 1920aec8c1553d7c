// Playing both films: buttons, the time, the playhead, and the marks along the line.
import { clock, readClock, ROUNDING } from "./clock.js";
import { svg } from "./svg.js";

/** @param {HTMLElement} root @param {{shown: object, player: object, finished: object, commands: object}} context */
export function transport(root, { shown, player, finished, commands }) {
  const playhead = root.querySelector("[data-playhead]");
  const time = root.querySelector("[data-time]");
  const play = root.querySelector('[data-does="play"]');
  const hears = root.querySelector('[data-does="hears"]');
  let isFinishedHeard = true;

  Object.assign(commands, {
    play: () => { if (!play.disabled) player.toggle(); },
    frame_on: () => player.step(1),
    frame_back: () => player.step(-1),
    second_on: () => go(player.time + 1),
    second_back: () => go(player.time - 1),
    start: () => go(0),
    end: () => go(shown.last),
    hears() {
      isFinishedHeard = !isFinishedHeard;
      sound();
    },
  });

  function go(seconds) {
    player.pause();
    player.seek(seconds);
  }

  function sound() {
    finished.hear(isFinishedHeard);
    player.hear(isFinishedHeard ? "released" : "all");
    hears.setAttribute("aria-pressed", String(isFinishedHeard));
  }

  function tell() {
    playhead.value = player.time;
    playhead.setAttribute("aria-valuetext", clock(player.time, 3));
    if (document.activeElement !== time) time.value = clock(player.time, 3);
  }

  function heed(what) {
    if (what === "manifest") play.disabled = !player.segments.some(({ done }) => done);
    if (what === "playing") {
      play.setAttribute("aria-label", player.playing ? "Pause" : "Play");
      play.querySelector("use").setAttribute("href", player.playing ? "#i-pause" : "#i-play");
    }
    if (what === "time" || what === "shown") tell();
  }

  function drawLine() {
    const marks = shown.moments.map(({ seconds, source }) => svg("rect", {
      x: (1000 * seconds) / (shown.last || 1) - 1, y: 0, width: 2, height: 20,
      class: `check-line__mark check-line__mark--${source === "sample" ? "sample" : "doubt"}`,
    }));
    root.querySelector("[data-line]").replaceChildren(...marks);
  }

  playhead.max = shown.last;
  playhead.addEventListener("input", () => go(Number(playhead.value)));
  time.addEventListener("change", () => {
    const seconds = readClock(time.value);
    if (seconds === null) time.value = clock(player.time, 3);
    else go(seconds + ROUNDING);
  });
  root.querySelector("[data-rate]").addEventListener("change", (event) => player.setRate(Number(event.target.value)));
  player.on(heed);
  drawLine();
  sound();
}
