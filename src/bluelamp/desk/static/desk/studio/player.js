// The player: which moment is looked at, exact to the frame, playing or not, and the frame that is on the screen.
import { addressOf } from "./addressing.js";
import { createFilm } from "./film.js";
import { createReel, within } from "./reel.js";
import { createStills } from "./stills.js";
import { createTone } from "./tone.js";

const RATES = [1, 2, 4, 8];
const FEED = 0.5; // seconds of playing between two looks at what is to be fetched

/**
 * What plays in `[data-film]`, with `[data-still]` above it while no copy to play is there. The root's
 * dataset has the addresses `proxy` and `frame`; the store's state has the picture and what is muted.
 * @param {HTMLElement} root
 */
export function createPlayer(root, store) {
  const video = root.querySelector("[data-film]");
  const listeners = new Set();
  const tell = (what) => listeners.forEach((listener) => listener(what));
  const isPicture = root.dataset.kind === "picture";
  const sounds = createTone();
  const stills = createStills(root, store, { shows });
  let fed = 0;
  let until = null;
  let backward = 0;
  let isSought = false;

  const player = {
    time: 0, // where the playhead is
    shown: 0, // the time of the frame on the screen
    rate: 1,
    hears: "released",
    get duration() { return store.state?.picture.duration || reel.segments.at(-1)?.end || 0; },
    get playing() { return backward > 0 || (video !== null && !video.paused); },
    get segments() { return reel.segments; },
    get manifest() { return reel.manifest; },
    frameAt: (seconds) => reel.frameAt(seconds, frameRate()).time,
    frameEnd: (seconds) => Math.min(reel.frameAt(seconds, frameRate()).next, player.duration),
    isReady: () => Boolean(reel.at(player.time)?.done),
    frameNumber,
    play, pause, seek, step, setRate, hear, forward, back,
    toggle: () => (player.playing ? pause() : play()),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  const reel = createReel(addressOf(root, "proxy"), (what) => {
    film.open(player.duration);
    film.want(player.time);
    tell(what);
  });
  const film = createFilm(video, (path) => addressOf(root, "proxy", path), reel);
  const frameRate = () => store.state?.picture.rate || 25;

  /** How many frames lie before the one shown, where that is known. */
  function frameNumber() {
    const { segment, index, known } = reel.frameAt(player.shown, frameRate());
    const before = reel.segments.slice(0, reel.segments.indexOf(segment));
    return known && before.every((each) => each.times) ? before.reduce((all, each) => all + each.times.length, index) : null;
  }

  /** A frame is on the screen. @param {number} seconds @param {"film" | "still"} by */
  function shows(seconds, by = "film") {
    const { time } = isPicture ? { time: 0 } : reel.frameAt(seconds, frameRate());
    player.shown = time;
    root.dataset.shown = String(time);
    root.dataset.shownBy = by;
    if (player.playing && !backward) player.time = time;
    tell("shown");
  }

  function seek(seconds) {
    if (isPicture) return;
    const frame = reel.frameAt(Math.min(Math.max(0, seconds), player.duration), frameRate());
    const { time } = frame;
    player.time = time;
    film.want(time);
    if (isSought) isSought = "again";
    else find(frame);
    if (!player.playing) stills.wantIfMissing(time, () => film.has(time));
    tell("time");
  }

  function find(frame) {
    isSought = video.readyState > 0;
    video.currentTime = within(frame);
  }

  function found() {
    const again = isSought === "again";
    isSought = false;
    const frame = reel.frameAt(player.time, frameRate());
    if (again) find(frame);
    else if (!player.playing && film.has(frame.time)) arrived(frame.time);
  }

  /** The frame sought is decoded; the screen shows it with the next picture that the browser paints. */
  function arrived(time) {
    requestAnimationFrame(() => rests(time));
  }

  /** The film shows a frame and stays at it: a still that comes late for the same is not wanted any more. */
  function rests(seconds) {
    stills.hide();
    shows(seconds);
    stills.sharpen(player.shown);
  }

  function step(frames) {
    pause();
    seek(reel.stepFrom(player.time, frames, frameRate()));
  }

  function play(from, upTo) {
    if (isPicture || !video) return;
    stopBackward();
    until = upTo ?? null;
    if (typeof from === "number") seek(from);
    else if (player.time >= player.duration - 2 / frameRate()) seek(0);
    if (!player.isReady()) return;
    stills.hide();
    video.playbackRate = player.rate;
    video.play().catch(() => {});
  }

  function pause() {
    stopBackward();
    until = null;
    if (video && !video.paused) {
      video.pause();
      seek(player.shown);
    }
  }

  function setRate(rate) {
    player.rate = rate;
    if (video) video.playbackRate = rate;
    tell("rate");
  }

  /** L: play, and faster with each press. */
  function forward() {
    const isFaster = player.playing && !backward;
    setRate(isFaster ? RATES.find((rate) => rate > player.rate) ?? RATES.at(-1) : Math.min(player.rate, 1));
    if (!isFaster) play();
  }

  /** J: frame by frame towards the start, and faster with each press. */
  function back() {
    if (video && !video.paused) pause();
    const speed = backward ? RATES.find((rate) => rate > backward) ?? RATES.at(-1) : 1;
    stopBackward();
    backward = speed;
    stills.hide();
    rewind(player.time, performance.now());
    tell("playing");
  }

  function rewind(from, since) {
    if (!backward) return;
    const wanted = from - (backward * (performance.now() - since)) / 1000;
    if (wanted <= 0) {
      seek(0);
      pause();
      tell("playing");
    } else {
      if (!isSought) seek(wanted);
      requestAnimationFrame(() => rewind(from, since));
    }
  }

  function stopBackward() {
    if (!backward) return;
    backward = 0;
    tell("playing");
  }

  /** Hear “all” of the sound, or as it is “released”. */
  function hear(which) {
    player.hears = which;
    silence(player.time);
    tell("sound");
  }

  function silence(seconds) {
    if (!video || !store.state) return;
    const { keep_sound: kept, sound } = store.state;
    const changed = sound.spans.filter((span) => span.start <= seconds && seconds < span.end);
    const isReleased = player.hears === "released";
    video.muted = isReleased && (!kept || changed.length > 0);
    sounds(isReleased && kept && !video.paused && changed.some((span) => span.effect === "tone") && !changed.some((span) => span.effect === "mute"));
  }

  function painted(_now, frame) {
    if (!video.paused) {
      stills.hide();
      shows(frame.mediaTime);
      silence(player.shown);
      if (Math.abs(player.time - fed) > FEED) {
        fed = player.time;
        film.want(player.time);
      }
      tell("time");
      if (until !== null && player.shown >= until) pause();
    } else if (!video.seeking && !isSought && film.has(player.time)) {
      rests(frame.mediaTime);
    }
    video.requestVideoFrameCallback(painted);
  }

  if (video) {
    video.addEventListener("seeked", found);
    for (const change of ["play", "pause", "ended"]) {
      video.addEventListener(change, () => {
        silence(player.time);
        tell("playing");
      });
    }
    video.requestVideoFrameCallback?.(painted);
    reel.ask();
  }
  stills.first();
  store.on((what) => { if (what === "state") silence(player.time); });
  return player;
}
