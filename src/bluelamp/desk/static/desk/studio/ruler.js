// The ruler above the rows: time, thumbnails, the sound as a waveform with what is changed of it, doubts, and where
// somebody was seen while the search for people runs.
import { clock } from "./clock.js";
import { mark } from "./rows.js";

const TIMES = 20; // CSS pixels of each lane
const THUMBS = 45;
const WAVE = 34;
const DOUBTS = 14;
const AGAIN = 3000; // milliseconds after which what was not there is asked for again
const APART = 80; // CSS pixels between two written times
const NICE = [0.04, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** @param {(path: string) => string} address of a part of the copy to play @param {() => void} changed */
export function createRuler(address, changed) {
  const strips = new Map();
  let peaks = null;
  let isAsked = false;
  let seen = [];

  async function askPeaks() {
    if (isAsked) return;
    isAsked = true;
    const answer = await fetch(address("peaks/")).catch(() => null);
    if (answer?.ok) peaks = await answer.json();
    else setTimeout(() => { isAsked = false; }, AGAIN);
    changed();
  }

  /** The thumbnails of a segment; fetched at the first asking. */
  function stripOf(segment) {
    if (!segment?.done || !segment.thumbs) return null;
    if (!strips.has(segment.number)) {
      const image = new Image();
      image.addEventListener("load", changed);
      image.src = address(`thumbs/${segment.number}/`);
      strips.set(segment.number, image);
    }
    const image = strips.get(segment.number);
    return image.complete && image.naturalWidth ? image : null;
  }

  /** Draw the thumbnail of a moment. @param {object[]} segments @param {number[]} place left, top, width, height */
  function thumb(pen, segments, seconds, [left, top, width, height]) {
    const segment = segments.find((each) => seconds < each.end) ?? segments.at(-1);
    const image = stripOf(segment);
    if (!image) return false;
    const { every, count, width: wide, height: high } = segment.thumbs;
    const number = Math.min(count - 1, Math.max(0, Math.floor((seconds - segment.start) / every)));
    pen.drawImage(image, number * wide, 0, wide, high, left, top, width, height);
    return true;
  }

  const lanes = (hasSound) => ({ thumbs: TIMES, wave: TIMES + THUMBS, doubts: TIMES + THUMBS + (hasSound ? WAVE : 0), height: TIMES + THUMBS + (hasSound ? WAVE : 0) + DOUBTS });

  function paint(pen, { state, player, left, width, scale, span }) {
    const lane = lanes(state.sound.has);
    pen.fillStyle = "#121314";
    pen.fillRect(0, 0, width, lane.height);
    if (player.manifest?.sound_mime && state.sound.has) askPeaks();
    times(pen, { left, width, scale, duration: player.duration });
    thumbs(pen, lane.thumbs, { player, left, width, scale, picture: state.picture });
    if (state.sound.has) wave(pen, lane.wave, { state, left, width, scale, duration: player.duration });
    for (const doubt of state.doubts) {
      const x = doubt.seconds * scale - left;
      if (!doubt.settled && x > -9 && x < width + 9) mark(pen, x, lane.doubts + DOUBTS - 3);
    }
    for (const seconds of seen) fillSpan(pen, [seconds, seconds], { top: lane.doubts + 3, height: DOUBTS - 6, colour: "#ff8f7a", left, scale });
    if (span) stretch(pen, span, { left, scale, height: lane.height });
  }

  function times(pen, { left, width, scale, duration }) {
    const every = NICE.find((each) => each * scale >= APART) ?? NICE.at(-1);
    pen.fillStyle = "#d8dadb";
    pen.font = "11px system-ui, 'Liberation Sans', sans-serif";
    pen.textBaseline = "middle";
    for (let at = Math.floor(left / scale / every) * every; at <= duration && at * scale - left < width; at += every) {
      const x = Math.round(at * scale - left);
      pen.fillRect(x, TIMES - 6, 1, 6);
      pen.fillText(clock(at, every < 1 ? 2 : 0), x + 3, TIMES / 2 - 1);
    }
  }

  function thumbs(pen, top, { player, left, width, scale, picture }) {
    const wide = Math.round((THUMBS * picture.width) / picture.height);
    for (let x = -(left % wide); x < width; x += wide) {
      const seconds = (x + left + wide / 2) / scale;
      if (seconds > player.duration + wide / scale) break;
      if (!thumb(pen, player.segments, Math.min(seconds, player.duration), [x, top, wide, THUMBS])) {
        pen.fillStyle = "#1d2021";
        pen.fillRect(x + 1, top, wide - 2, THUMBS);
      }
    }
  }

  function wave(pen, top, { state, left, width, scale, duration }) {
    const middle = top + WAVE / 2;
    pen.fillStyle = "#0b0c0c";
    pen.fillRect(0, top, width, WAVE);
    for (const span of state.sound.speech) fillSpan(pen, [span.start, span.end], { top: top + WAVE - 4, height: 4, colour: "#7cc0ff", left, scale });
    pen.fillStyle = state.keep_sound ? "#8fb8a8" : "#5a5f62";
    for (let x = 0; peaks && x < width && (x + left) / scale < duration; x += 1) {
      const high = loudest((x + left) / scale, (x + 1 + left) / scale) * (WAVE / 2 - 3);
      pen.fillRect(x, middle - high, 1, Math.max(1, 2 * high));
    }
    for (const span of state.sound.spans) {
      fillSpan(pen, [span.start, span.end], { top, height: WAVE, colour: span.effect === "tone" ? "rgb(255 196 87 / 55%)" : "rgb(212 53 28 / 60%)", left, scale });
      pen.fillStyle = "#ffffff";
      const words = { mute: "silent", tone: "tone", disguise: "disguised" }[span.effect] ?? span.effect;
      if ((span.end - span.start) * scale > 50) pen.fillText(words, span.start * scale - left + 4, top + 9);
    }
    if (!state.keep_sound) {
      pen.fillStyle = "#ffffff";
      pen.fillText("No sound goes out", 6, top + 9);
    }
  }

  function loudest(from, to) {
    const [first, last] = [Math.floor(from * peaks.rate), Math.max(Math.floor(from * peaks.rate) + 1, Math.ceil(to * peaks.rate))];
    let most = 0;
    for (let each = first; each < last && each < peaks.peaks.length; each += 1) most = Math.max(most, peaks.peaks[each]);
    return Math.min(1, most);
  }

  /** Mark where somebody was seen. @param {number[]} moments in seconds */
  function markSeen(moments) {
    seen = moments;
    changed();
  }

  return { paint, thumb, lanes, markSeen };
}

/** @param {number[]} span from, to in seconds */
function fillSpan(pen, [from, to], { top, height, colour, left, scale }) {
  pen.fillStyle = colour;
  pen.fillRect(from * scale - left, top, Math.max(1, (to - from) * scale), height);
}

/** The stretch of time that is selected. */
export function stretch(pen, [from, to], { left, scale, height }) {
  fillSpan(pen, [from, to], { top: 0, height, colour: "rgb(255 221 0 / 22%)", left, scale });
  for (const edge of [from, to]) fillSpan(pen, [edge, edge], { top: 0, height, colour: "#ffdd00", left, scale });
}
