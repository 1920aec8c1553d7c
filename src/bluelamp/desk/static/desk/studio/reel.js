// The reel: which frames the footage has, each with its own time, and in which segment of the copy to play it lies.

/** @typedef {{number: number, start: number, end: number, done: boolean, times: number[] | null, thumbs: object | null}} Segment */

const EVEN = 0.02; // seconds past a frame's time, at most, at which a video is sent to it
const SLACK = 1e-4; // seconds; a browser counts in microseconds
const AGAIN = 1500; // milliseconds between two looks while the copy is being made
const SLOWLY = 10_000; // once it has failed, for it may be tried again

/** @param {string} address of the manifest @param {(what: string) => void} tell */
export function createReel(address, tell) {
  const reel = { manifest: null, segments: [], ask, at, frameAt, stepFrom };

  async function ask() {
    try {
      const answer = await fetch(address, { headers: { "X-Unattended": "1" } });
      if (answer.ok) take(await answer.json());
    } catch {
      // The connection is gone: the store says so, and it is asked for again.
    }
    const { manifest, segments } = reel;
    if (segments.length && segments.every((each) => each.done)) return;
    setTimeout(ask, manifest?.state?.state === "failed" ? SLOWLY : AGAIN);
  }

  function take(manifest) {
    reel.manifest = manifest;
    reel.segments = manifest.segments;
    tell("manifest");
  }

  /** The segment of a moment. @returns {Segment | undefined} */
  function at(seconds) {
    const { segments } = reel;
    return segments[Math.max(0, lastUpTo(segments.map((each) => each.start), seconds))];
  }

  /** The frame that is shown at a moment: its own time and that of the next one. */
  function frameAt(seconds, rate) {
    const segment = at(seconds);
    const { times } = segment ?? {};
    if (!times?.length) {
      const time = Math.max(0, Math.floor(seconds * rate + 0.01) / rate);
      return { time, next: time + 1 / rate, known: false };
    }
    const index = Math.max(0, lastUpTo(times, seconds));
    return { time: times[index], next: times[index + 1] ?? segment.end, known: true, segment, index };
  }

  /** The time of the frame so many frames away, within the film. */
  function stepFrom(seconds, frames, rate) {
    let { time, segment, index, known } = frameAt(seconds, rate);
    if (!known) return Math.max(0, time + frames / rate);
    let wanted = index + frames;
    while (wanted < 0 || wanted >= segment.times.length) {
      const beside = reel.segments[reel.segments.indexOf(segment) + Math.sign(frames)];
      if (!beside) return frames > 0 ? segment.times.at(-1) : segment.times[0];
      if (!beside.times?.length) return frames > 0 ? beside.start : Math.max(0, beside.end - 1 / rate);
      wanted = frames > 0 ? wanted - segment.times.length : wanted + beside.times.length;
      segment = beside;
    }
    return segment.times[wanted];
  }

  return reel;
}

/** A moment at which this frame is surely the one shown. @param {{time: number, next: number}} frame */
export const within = ({ time, next }) => time + Math.min(EVEN, (next - time) / 2);

function lastUpTo(moments, seconds) {
  let [low, high] = [-1, moments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (moments[middle] <= seconds + SLACK) low = middle;
    else high = middle - 1;
  }
  return low;
}
